import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** An event as a contractor's system received it, its signature verified. */
export type Received = {
  readonly webhookId: string;
  readonly traceparent: string | undefined;
  readonly at: number;
  readonly event: {
    readonly id: string;
    readonly type: string;
    readonly data: { readonly orderId?: string; readonly callOffId?: string } & Record<string, unknown>;
  };
};

/** The largest body that is read. */
const bodyLimit = 1024 * 1024;

/**
 * A contractor's order system: takes webhooks on loopback and verifies each with the official `standardwebhooks`
 * package. `failNext(n)` makes it answer 503 to the next n requests, or to those only that are about something.
 */
export async function openReceiver() {
  let webhook: Webhook | undefined;
  let failures = 0;
  let failsAbout = '';
  const received: Received[] = [];
  const refused: { webhookId: string; at: number }[] = [];

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request) {
      size += chunk.length;
      if (size > bodyLimit) return void response.writeHead(413).end();
      chunks.push(chunk);
    }
    const headers = request.headers as Record<string, string>;
    const body = Buffer.concat(chunks).toString('utf8');
    if (failures > 0 && body.includes(failsAbout)) {
      failures -= 1;
      refused.push({ webhookId: headers['webhook-id'] ?? '', at: Date.now() });
      return void response.writeHead(503).end('nede for vedlikehold');
    }
    try {
      if (!webhook) throw new Error('no secret yet');
      const event = webhook.verify(body, headers) as Received['event'];
      received.push({
        webhookId: headers['webhook-id'] ?? '',
        traceparent: headers.traceparent,
        at: Date.now(),
        event,
      });
      response.writeHead(204).end();
    } catch (error) {
      response.writeHead(401).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    received,
    refused,
    useSecret(secret: string): void {
      webhook = new Webhook(secret);
    },
    failNext(count: number, about = ''): void {
      failures = count;
      failsAbout = about;
    },
    /** The order's events of a type (short: `calloff.offered`) that have come so far. */
    of: (orderId: string, type: string) =>
      received.filter(({ event }) => event.data.orderId === orderId && event.type.includes(`.${type}.`)),
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type Receiver = Awaited<ReturnType<typeof openReceiver>>;
