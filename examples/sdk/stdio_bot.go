// A bot over stdio in Go: one JSON request a line in, one JSON reply a line out.
//
//	go build -o stdio_bot examples/sdk/stdio_bot.go
//	shopreplay run -d mine.csv -b "mine=stdio:./stdio_bot"
package main

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
)

type request struct {
	ID        string `json:"id"`
	Utterance string `json:"utterance"`
}

type intent struct {
	Name       string  `json:"name"`
	Confidence float64 `json:"confidence"`
}

type reply struct {
	ID      string   `json:"id"`
	Text    string   `json:"text"`
	Intents []intent `json:"intents"` // [] means none recognised; leave the field out if the bot exposes none
}

// answer is the place for your bot.
func answer(r request) reply {
	if strings.Contains(r.Utterance, "包邮") {
		return reply{r.ID, "满99元包邮", []intent{{"shipping.fee", 0.9}}}
	}
	return reply{r.ID, "抱歉，这个我不太清楚", []intent{}}
}

func main() {
	in := bufio.NewReader(os.Stdin) // a Scanner would stop at lines over 64 KiB
	out := json.NewEncoder(os.Stdout)
	for {
		line, err := in.ReadBytes('\n')
		if err != nil {
			return
		}
		var r request
		if err := json.Unmarshal(line, &r); err != nil {
			os.Exit(1)
		}
		out.Encode(answer(r))
	}
}
