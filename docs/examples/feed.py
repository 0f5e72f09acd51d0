"""A contractor without a server: reads the feed from where it came to the last time, and answers offers.

    CURSOR_FILE=cursor.txt TILTAK_ISSUER=... CLIENT_ID=... CLIENT_SECRET=... \\
      NOTIFICATIONS_URL=... MAINTENANCE_URL=... python3 feed.py

Python's standard library alone. Ends when there is nothing new; run it again after a minute, or give `wait=20` to the
feed and loop: then news comes within a second.
"""

import base64
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

env = os.environ
cursor_file = env.get("CURSOR_FILE", "cursor.txt")


def call(url, body=None, headers=None):
    """One call, repeated up to four times while the server is away. Raises HTTPError where it says no."""
    for wait in (0.5, 1, 2, 4, None):
        try:
            request = urllib.request.Request(url, body, headers or {})
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if wait is None or (error.code < 500 and error.code != 429):
                raise
        except urllib.error.URLError:
            if wait is None:
                raise
        time.sleep(wait)


def access_token():
    discovery = call(env["TILTAK_ISSUER"] + "/.well-known/openid-configuration")
    pair = ":".join(urllib.parse.quote(env[name], safe="") for name in ("CLIENT_ID", "CLIENT_SECRET"))
    basic = base64.b64encode(pair.encode()).decode()
    answer = call(discovery["token_endpoint"], b"grant_type=client_credentials", {"authorization": "Basic " + basic})
    return answer["access_token"]


authorization = {"authorization": "Bearer " + access_token()}


def answer_call_off(call_off_id, answer):
    try:
        return call(
            f"{env['MAINTENANCE_URL']}/call-offs/{call_off_id}/answer",
            json.dumps(answer).encode(),
            # The same key at every try: one answer, however often it is given.
            {**authorization, "content-type": "application/json", "idempotency-key": "answer-" + call_off_id},
        )["status"]
    except urllib.error.HTTPError as error:
        if error.code not in (409, 410):
            raise
        return json.load(error)["code"]  # Too late: expired, withdrawn, already_answered.


cursor = open(cursor_file).read() if os.path.exists(cursor_file) else None
while True:
    query = urllib.parse.urlencode({"limit": 100, **({"after": cursor} if cursor else {})})
    page = call(f"{env['NOTIFICATIONS_URL']}/feed?{query}", headers=authorization)
    for event, cursor in zip(page["items"], page["cursors"]):
        print(json.dumps({"id": event["id"], "type": event["type"]}), flush=True)
        if event["type"].endswith("calloff.offered.v1"):
            status = answer_call_off(event["data"]["callOffId"], {"answer": "accept"})
            print(json.dumps({"callOffId": event["data"]["callOffId"], "status": status}), flush=True)
        # After the event is dealt with; in a database, in the same transaction.
        with open(cursor_file + ".new", "w") as file:
            file.write(cursor)
        os.replace(cursor_file + ".new", cursor_file)
    if not page["items"]:
        sys.exit()
