"""A bot over stdio in Python: one JSON request a line in, one JSON reply a line out.

shopreplay run -d mine.csv -b "mine=stdio:python3 examples/sdk/stdio_bot.py"
"""
import json
import sys


def answer(request):
    """Put your bot here. utterance, history, lang and conversation_id are what there is; only text is required in a reply."""
    if "包邮" in request["utterance"]:
        return {"text": "满99元包邮", "intents": [{"name": "shipping.fee", "confidence": 0.9}]}
    return {"text": "抱歉，这个我不太清楚", "intents": []}


# The pipe may be opened in another encoding, on Windows above all.
sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")
for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps({"id": request["id"], **answer(request)}, ensure_ascii=False), flush=True)
