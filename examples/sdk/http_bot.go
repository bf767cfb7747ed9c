// A bot over HTTP in Go: POST of a JSON request, the answer's body is the reply.
//
//	go run examples/sdk/http_bot.go 8080 &
//	shopreplay run -d mine.csv -b mine=http://127.0.0.1:8080/
package main

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
)

// answer is the place for your bot; only text is required.
func answer(request map[string]any) map[string]any {
	utterance, _ := request["utterance"].(string)
	if strings.Contains(utterance, "包邮") {
		return map[string]any{
			"text":    "满99元包邮",
			"intents": []any{map[string]any{"name": "shipping.fee", "confidence": 0.9}},
		}
	}
	return map[string]any{"text": "抱歉，这个我不太清楚", "intents": []any{}}
}

func main() {
	port := "8080"
	if len(os.Args) > 1 {
		port = os.Args[1]
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		var request map[string]any
		if err := json.NewDecoder(r.Body).Decode(&request); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		reply := answer(request)
		reply["id"] = request["id"]
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(reply)
	})
	listener, err := net.Listen("tcp", "127.0.0.1:"+port)
	if err != nil {
		panic(err)
	}
	fmt.Fprintf(os.Stderr, "http://%s/\n", listener.Addr())
	panic(http.Serve(listener, nil))
}
