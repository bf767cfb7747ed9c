#!/bin/sh
# Asks a bot over HTTP what shopreplay would ask it, to see its reply before a run.
#
#   sh examples/sdk/curl.sh http://127.0.0.1:8080/ 满多少包邮
set -eu
url=${1:?usage: curl.sh URL [UTTERANCE]}
utterance=${2:-满多少包邮}

# Quotes and backslashes of the utterance are escaped; a line break in it is not.
escaped=$(printf '%s' "$utterance" | sed 's/[\\"]/\\&/g')
request=$(printf '{"protocol":1,"id":"curl-0","conversation_id":"curl","turn":0,"utterance":"%s","history":[]}' "$escaped")

# A key goes into the environment, never onto the command line: TOKEN=… sh curl.sh …
if [ -n "${TOKEN:-}" ]; then
  printf 'header = "authorization: Bearer %s"\n' "$TOKEN"
fi | curl --config - --silent --show-error --fail-with-body --max-time 30 \
  --header 'content-type: application/json' --data-binary "$request" "$url"
echo
