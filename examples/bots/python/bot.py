#!/usr/bin/env python3
"""A bot that shopreplay talks to over standard input and output.

    shopreplay run --dataset DIALOGUES --bot "stdio:python3 examples/bots/python/bot.py"

Each line of input is one request, a JSON object:

    {"protocol": 1, "id": "q1", "conversation_id": "c1", "turn": 0, "utterance": "...",
     "history": [{"role": "shopper", "text": "..."}, {"role": "bot", "text": "..."}], "lang": "zh-CN"}

Each line of output is one reply, a JSON object. Only "text" is required; what else you state is scored as well.

Three rules:
  * Repeat the request's "id", so that a late reply is never taken for the next one.
  * Standard output is for replies. Print everything else, logs and progress bars too, to standard error.
  * Answer from the request alone: the history holds all that was said before, and the process may be restarted.
"""

import json
import sys

# (intent, words that give it away, what to say); replace this by your model.
RULES = [
    ("product.recommend", ("推荐", "选哪", "哪款", "食咩", "邊款", "recommend"), "亲，请问宝宝多大了？我按月龄帮您选～"),
    ("product.price", ("多少钱", "价格", "几钱", "幾錢", "price"), "亲，页面价格就是活动价，领券后更优惠哦～"),
    ("order.logistics", ("发货", "快递", "几时到", "shipping"), "亲，下单后 48 小时内发货～"),
]
HUMAN = ("人工", "真人", "投诉", "human")


def answer(request):
    """The reply to one request, without its id."""
    utterance = request["utterance"].lower()
    if any(word in utterance for word in HUMAN):
        return {"text": "好的亲，马上为您转接人工客服～", "intents": [{"name": "handoff"}], "handoff": True}
    for intent, words, text in RULES:
        if any(word in utterance for word in words):
            return {"text": text, "intents": [{"name": intent, "confidence": 0.9}]}
    # An empty list says "I recognised no intent"; leaving the key out would say "I expose no intents".
    return {"text": "亲，这个问题我帮您确认一下～", "intents": []}


def main():
    # Optional: tells that the bot is loaded. With "start_timeout_ms" in the configuration it is waited for, so that the
    # time your model takes to load is not counted into the first reply.
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        reply = {"id": request["id"], **answer(request)}
        # One reply a line, sent at once: without flush it would wait in a buffer.
        print(json.dumps(reply, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
