import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Listening = {
  readonly url: string;
  /** Takes no more connections, lets requests in flight finish (at most 10 s), and closes all. */
  readonly close: () => Promise<void>;
};

const drainLimitMs = 10_000;
const idleCheckMs = 20;
/** For a whole request to come in; a slow one would otherwise hold its connection for ever. */
const requestTimeoutMs = 30_000;
/** Longer than the 60 s after which common proxies close, so that they close first and no request is lost. */
const keepAliveTimeoutMs = 65_000;

/** Serves an app. Port 0 takes a free one. A port in use is an error that names it. */
export async function listen(
  app: RequestListener,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<Listening> {
  const server = createServer({
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    connectionsCheckingInterval: 5_000,
  });
  let closing = false;
  server.on('request', (request, response) => {
    if (closing) response.setHeader('Connection', 'close');
    app(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(taken ? new Error(`port ${port} on ${host} is already in use`, { cause: error }) : error);
    });
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: () => {
      closing = true;
      return new Promise((resolve) => {
        // A connection that was busy at the close turns idle later, and would be kept for the next request.
        const idle = setInterval(() => server.closeIdleConnections(), idleCheckMs);
        const limit = setTimeout(() => server.closeAllConnections(), drainLimitMs);
        server.close(() => {
          clearInterval(idle);
          clearTimeout(limit);
          resolve();
        });
      });
    },
  };
}
