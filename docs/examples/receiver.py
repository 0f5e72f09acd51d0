"""A contractor's receiver: takes order events, and answers 204 to those that Tiltak has signed.

    pip install standardwebhooks
    WEBHOOK_SECRET=whsec_... PORT=9000 python3 receiver.py

The secret is shown once, when the endpoint is made. Answer within 15 seconds: whatever is not 2xx is sent again.
"""

import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks import Webhook, WebhookVerificationError

webhook = Webhook(os.environ["WEBHOOK_SECRET"])
seen = set()  # In your database, in the transaction that stores the event.


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # Keeps the connection, which is far faster than a new one for each event.

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        try:
            event = webhook.verify(body, dict(self.headers))
        except WebhookVerificationError:
            return self.answer(401)
        # The same event may come again; its id stays the same.
        if event["id"] not in seen:
            seen.add(event["id"])
            print(json.dumps({"id": event["id"], "type": event["type"]}), flush=True)
        self.answer(204)

    def answer(self, status):
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "9000"))), Receiver)
print(f"listening on {server.server_port}", flush=True)
server.serve_forever()
