"""A bot over HTTP in Python, without packages: POST of a JSON request, the answer's body is the reply.

python3 examples/sdk/http_bot.py 8080 &
shopreplay run -d mine.csv -b mine=http://127.0.0.1:8080/
"""
import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def answer(request):
    """Put your bot here."""
    if "包邮" in request["utterance"]:
        return {"text": "满99元包邮", "intents": [{"name": "shipping.fee", "confidence": 0.9}]}
    return {"text": "抱歉，这个我不太清楚", "intents": []}


class Bot(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # keeps the connection open
    disable_nagle_algorithm = True  # head and body go out in two writes: without this each reply may wait 40 ms

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        body = json.dumps({"id": request["id"], **answer(request)}, ensure_ascii=False).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 8080), Bot)
print(f"http://127.0.0.1:{server.server_port}/", file=sys.stderr, flush=True)
server.serve_forever()
