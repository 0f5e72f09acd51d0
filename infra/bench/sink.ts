import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { nowMs } from './load.ts';

/** The largest body that is read. */
const bodyBytesMax = 1024 * 1024;
/** Arrivals that are kept for somebody to ask for. */
const arrivalsMax = 200_000;

type Offer = { readonly type: string; readonly data: { readonly orderId?: string } };

/**
 * A contractor's order system that only takes the time: webhooks, each verified with the official `standardwebhooks`
 * package, and at `/floor` the plain POSTs of the floor, which carry an id.
 */
export async function openSink() {
  let webhook: Webhook | undefined;
  const arrivals = new Map<string, number>();
  const waiting = new Map<string, (atMs: number) => void>();
  const counts = { offers: 0, repeated: 0, others: 0, refused: 0 };
  const seen = new Set<string>();

  const arrive = (id: string, atMs: number) => {
    const tell = waiting.get(id);
    if (tell) {
      waiting.delete(id);
      tell(atMs);
    } else if (arrivals.size < arrivalsMax) arrivals.set(id, atMs);
  };

  function take(request: IncomingMessage, body: string): void {
    if (request.url === '/floor') {
      arrive((JSON.parse(body) as { readonly id: string }).id, nowMs());
      return;
    }
    if (!webhook) throw new Error('no secret yet');
    const event = webhook.verify(body, request.headers as Record<string, string>) as Offer;
    const id = String(request.headers['webhook-id']);
    if (seen.has(id)) counts.repeated += 1;
    else if (event.type.includes('.calloff.offered.') && event.data.orderId !== undefined) {
      counts.offers += 1;
      arrive(event.data.orderId, nowMs());
    } else counts.others += 1;
    seen.add(id);
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > bodyBytesMax) request.destroy();
      else chunks.push(chunk);
    });
    request.on('end', () => {
      try {
        take(request, Buffer.concat(chunks).toString('utf8'));
        response.writeHead(204).end();
      } catch (error) {
        counts.refused += 1;
        response.writeHead(401).end(String(error));
      }
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url: `${origin}/webhooks`,
    floorUrl: `${origin}/floor`,
    useSecret(secret: string): void {
      webhook = new Webhook(secret);
    },
    /** Offers, repetitions of what had come already, other events, and requests whose signature was wrong. */
    counts: () => ({ ...counts }),
    /** When the order's offer (or the floor's POST) came, in `nowMs`; rejects when it isn't there within the limit. */
    arrivalOf(id: string, limitMs: number): Promise<number> {
      const already = arrivals.get(id);
      if (already !== undefined) {
        arrivals.delete(id);
        return Promise.resolve(already);
      }
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          waiting.delete(id);
          reject(new Error(`${id} has not arrived within ${limitMs / 1000} s`));
        }, limitMs);
        waiting.set(id, (atMs) => {
          clearTimeout(late);
          resolve(atMs);
        });
      });
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type Sink = Awaited<ReturnType<typeof openSink>>;
