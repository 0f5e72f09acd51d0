#!/usr/bin/env bash
# A contractor's whole way with curl: a token, an endpoint with a test event, the feed, and an answer to the last offer.
#
#   TILTAK_ISSUER=... CLIENT_ID=... CLIENT_SECRET=... NOTIFICATIONS_URL=... MAINTENANCE_URL=... \
#     bash contractor.sh https://hooks.example.no/tiltak
#
# Needs curl and Python 3 (to read JSON). Each unsafe call carries an Idempotency-Key: it may be repeated with the same.
set -euo pipefail
url=${1:?the URL of your webhook endpoint}
field() { python3 -c "import json, sys; x = json.load(sys.stdin); print($1)"; }
ask() { curl -sS --fail-with-body --retry 4 -H 'Accept: application/json' "$@"; }

# 1. A token, good for a while.
token_endpoint=$(ask "$TILTAK_ISSUER/.well-known/openid-configuration" | field 'x["token_endpoint"]')
token=$(ask "$token_endpoint" --user "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials |
  field 'x["access_token"]')
as_me=(-H "Authorization: Bearer $token")
send() { ask "${as_me[@]}" -H 'Content-Type: application/json' -H "Idempotency-Key: $1" -d "$2" "$3"; }

# 2. An endpoint. The secret is shown once: keep it.
endpoint=$(send "endpoint-$url" "{\"url\":\"$url\",\"eventTypes\":[]}" "$NOTIFICATIONS_URL/endpoints")
endpoint_id=$(field 'x["endpointId"]' <<<"$endpoint")
echo "endpoint $endpoint_id secret $(field 'x["secret"]' <<<"$endpoint")"

# 3. A test event to it.
send "test-$RANDOM$RANDOM" '{}' "$NOTIFICATIONS_URL/endpoints/$endpoint_id/test" | field '"test " + x["eventId"]'

# 4. The feed, page by page from the beginning. Keep the last cursor, and go on from it the next time.
cursor=
offer=
while :; do
  page=$(ask "${as_me[@]}" --get "$NOTIFICATIONS_URL/feed" -d limit=100 ${cursor:+-d "after=$cursor"})
  [ "$(field 'len(x["items"])' <<<"$page")" -gt 0 ] || break
  field '"\n".join("event " + e["id"] + " " + e["type"] for e in x["items"])' <<<"$page"
  cursor=$(field 'x["next"]' <<<"$page")
  found=$(field '" ".join(e["data"]["callOffId"] for e in x["items"] if e["type"].endswith("calloff.offered.v1"))' <<<"$page")
  [ -z "$found" ] || offer=${found##* }
done
echo "cursor $cursor"

# 5. The answer to the last offer.
[ -n "$offer" ] || exit 0
send "answer-$offer" '{"answer":"accept"}' "$MAINTENANCE_URL/call-offs/$offer/answer" | field '"answer " + x["status"]'
