import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Session } from '../session/session.ts';
import type { Listener, NewsHub } from './hub.ts';

/** Proxies close a connection on which nothing is said for a minute. */
const heartbeatMs = 20_000;
/** How long a browser waits before it connects again. */
const reconnectMs = 3000;
/** What a browser has not taken yet; beyond it the connection is given up, and the browser comes again. */
const unsentBytesMax = 64 * 1024;

/**
 * The news as Server-Sent Events (https://html.spec.whatwg.org/multipage/server-sent-events.html), from the position
 * in `Last-Event-ID`, or at first in `?etter=`. It ends with the access token that it is read with; the browser then
 * comes again, with a session that is renewed, and goes on where it was.
 */
export function streamNews(
  hub: NewsHub,
  { accessEndsAt, access }: Session['tokens'],
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const asked = new URL(request.url ?? '', 'http://x').searchParams.get('etter');
  const position = positionIn(request.headers['last-event-id'] ?? asked);
  if (position === undefined) {
    response.writeHead(400, { 'Content-Type': 'text/plain; charset=utf-8' }).end('etter: et tall\n');
    return;
  }
  const listener: Listener = {
    position,
    token: access,
    send({ at, kind, position: id, text }) {
      // JSON holds no line break: nothing that a text holds can become a line of the protocol.
      response.write(`id: ${id}\nevent: nyhet\ndata: ${JSON.stringify({ at, kind, text })}\n\n`);
      if (response.writableLength > unsentBytesMax) response.destroy();
    },
    end: () => response.end(),
  };
  if (!hub.add(listener)) {
    response.writeHead(503, { 'Retry-After': '30' }).end();
    return;
  }
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  response.write(`retry: ${reconnectMs}\n\n`);
  const heartbeat = setInterval(() => response.write(': fortsatt her\n\n'), heartbeatMs);
  const lifetime = setTimeout(() => response.end(), Math.max(0, accessEndsAt * 1000 - Date.now()));
  response.once('close', () => {
    clearInterval(heartbeat);
    clearTimeout(lifetime);
    hub.remove(listener);
  });
}

function positionIn(text: string | string[] | null): number | undefined {
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
