import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Tiltak } from '../src/index.ts';

export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};
type Reply =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  /** The connection breaks without an answer. */
  | 'hangUp';

/** A server that answers as the test says, and keeps what it was asked. */
export async function startFake(reply: (asked: Asked, count: number) => Reply | Promise<Reply>) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(request.url ?? '/', 'http://x');
    const one = {
      ...{ method: request.method ?? '', path: url.pathname, query: url.searchParams },
      ...{ headers: request.headers, body: Buffer.concat(chunks).toString() },
    };
    asked.push(one);
    const answer = await reply(one, asked.length);
    if (answer === 'hangUp') return void request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let tokens = 0;
  const tiltak: Tiltak = {
    maintenanceUrl: url,
    notificationsUrl: url,
    token: async ({ fresh = false } = {}) => {
      if (fresh || tokens === 0) tokens += 1;
      return `token-${tokens}`;
    },
  };
  return {
    url,
    tiltak,
    asked,
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An event that a contractor may receive. */
export const testEvent = (id: string, sequence = 1) => ({
  ...{
    specversion: '1.0',
    id,
    source: '/tiltak/notifications',
    type: 'no.tiltak.notifications.endpoint.test.v1',
  },
  ...{
    subject: 'p1',
    time: '2030-04-01T08:00:00Z',
    datacontenttype: 'application/json',
    sequence: String(sequence),
  },
  data: { endpointId: 'p1', organisationNumber: '123456785', sequence, previousId: null },
});
