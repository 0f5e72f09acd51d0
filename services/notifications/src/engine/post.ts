import { type Dispatcher, Pool } from 'undici';
import { AddressRefused, guardedLookup, type Resolve } from '../guard/lookup.ts';
import { whyNotAllowed } from '../guard/url.ts';
import { bounds } from './queues.ts';

/** How one request ended. */
export type Answer = {
  /** Null where there was no answer. */
  readonly statusCode: number | null;
  /** Why it isn't a success; null: it is one. */
  readonly error: string | null;
  readonly retryAfter: string | undefined;
  /** The beginning of the answer's body, at most 16 KiB of text; null where there was none. */
  readonly response: string | null;
};

/** Bytes of an answer that are read before it is cut off. */
const readMax = 64 * 1024;
/** Bytes of an answer that are kept. */
const keptMax = 16 * 1024;
const connectTimeoutMs = 10_000;
/** Below the five seconds after which common servers close an idle connection. */
const keepAliveMs = 4000;
/** A name is looked up anew after this at the latest. */
const keepAliveMaxMs = 60_000;
/** Pools that nothing went through for so long are closed. */
const poolIdleMs = 60_000;
const errorLengthMax = 300;
/** What Node adds to its words on a certificate. */
const ourAdvice = /; if the root CA is installed locally.*$/s;
const noUrl = { origin: '', pathname: '', search: '' } as const;

type Kept = {
  readonly path: string;
  /** Undefined: the URL is not allowed, and why. */
  readonly pool: Pool | undefined;
  readonly forbidden: string | undefined;
  usedAt: number;
};

/**
 * Posts to endpoints over connections that are kept alive, a pool for each endpoint, so that one endpoint's slowness
 * takes no connection from another. No redirect is followed; every connection goes to an address that was looked at.
 */
export function createPoster(policy: {
  readonly allowLoopback: boolean;
  readonly timeoutMs: number;
  /** How names are resolved; the system's way when left out. */
  readonly resolve?: Resolve;
}) {
  const pools = new Map<string, Kept>();
  const lookup = guardedLookup(policy, policy.resolve);
  const cleaning = setInterval(() => closeIdle(), poolIdleMs);
  cleaning.unref();

  function closeIdle(): void {
    for (const [key, kept] of pools)
      if (performance.now() - kept.usedAt > poolIdleMs && (kept.pool?.stats.running ?? 0) === 0) {
        pools.delete(key);
        kept.pool?.close().catch(() => {});
      }
  }

  function wayTo(endpointId: string, url: string): Kept {
    // By the URL too: an endpoint may move.
    const key = `${endpointId} ${url}`;
    const known = pools.get(key);
    if (known) {
      known.usedAt = performance.now();
      return known;
    }
    const forbidden = whyNotAllowed(url, policy);
    const { origin, pathname, search } = forbidden === undefined ? new URL(url) : noUrl;
    const pool = forbidden === undefined ? poolTo(origin) : undefined;
    const kept = { path: pathname + search, pool, forbidden, usedAt: performance.now() };
    pools.set(key, kept);
    return kept;
  }

  const poolTo = (origin: string): Pool =>
    new Pool(origin, {
      connections: bounds.inFlightPerEndpointMax,
      pipelining: 1,
      allowH2: false,
      connect: { lookup, timeout: connectTimeoutMs },
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: keepAliveMs,
      keepAliveMaxTimeout: keepAliveMaxMs,
    });

  async function post(request: {
    readonly endpointId: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }): Promise<Answer> {
    const { pool, path, forbidden } = wayTo(request.endpointId, request.url);
    if (pool === undefined) return noAnswer(`the URL is not allowed: ${forbidden}`);
    const { headers, body } = request;
    const endsAt = performance.now() + policy.timeoutMs;
    const once = () => send(pool, { path, headers, body, withinMs: endsAt - performance.now() });
    try {
      // A server may close an idle connection in the very moment we use it. The webhook-id makes a repetition harmless.
      return await once().catch((error) => {
        if (isClosed(error)) return once();
        throw error;
      });
    } catch (error) {
      return noAnswer(
        error instanceof TooLate ? `no answer within ${policy.timeoutMs / 1000} s` : describe(error),
      );
    }
  }

  return {
    post,
    /** Breaks off what is under way, and closes every connection. */
    async close(): Promise<void> {
      clearInterval(cleaning);
      await Promise.all([...pools.values()].map(({ pool }) => pool?.destroy()));
      pools.clear();
    },
  };
}

export type Poster = ReturnType<typeof createPoster>;

/** The endpoint took longer than it may. */
class TooLate extends Error {}

/**
 * One request, by undici's handlers instead of its streams, which cost as much as the request. The answer counts by its
 * status, so that a body that breaks off, never ends or is too large is no matter: what was read of it by then is kept.
 */
function send(
  pool: Pool,
  {
    withinMs,
    ...request
  }: {
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly withinMs: number;
  },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let read = 0;
    let controller: Dispatcher.DispatchController | undefined;
    let head: Pick<Answer, 'statusCode' | 'error' | 'retryAfter'> | undefined;
    let isOver = false;
    const end = (error: Error | undefined) => {
      isOver = true;
      clearTimeout(deadline);
      if (head) resolve({ ...head, response: textOf(chunks) });
      else reject(error);
    };
    const deadline = setTimeout(() => {
      end(new TooLate());
      controller?.abort(new TooLate());
    }, withinMs);
    pool.dispatch(
      { ...request, method: 'POST' },
      {
        onRequestStart(started) {
          controller = started;
          if (isOver) started.abort(new TooLate());
        },
        onResponseStart(_, statusCode, headers) {
          if (statusCode < 200) return; // A word in between; the answer is still to come.
          const retryAfter = headers['retry-after'];
          head = {
            statusCode,
            error: whyFailed(statusCode),
            retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
          };
        },
        onResponseData(reading, chunk) {
          chunks.push(chunk);
          read += chunk.length;
          if (read > readMax) reading.abort(new TooLate());
        },
        onResponseEnd: () => end(undefined),
        onResponseError: (_, error) => end(error),
      },
    );
  });
}

function whyFailed(statusCode: number): string | null {
  if (statusCode >= 200 && statusCode < 300) return null;
  if (statusCode >= 300 && statusCode < 400) return `answered ${statusCode}: redirects are not followed`;
  return `answered ${statusCode}`;
}

function textOf(chunks: readonly Buffer[]): string | null {
  if (chunks.length === 0) return null;
  return Buffer.concat(chunks).subarray(0, keptMax).toString('utf8').replaceAll('\0', '');
}

const isClosed = (error: unknown): boolean =>
  ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(codeOf(error) ?? '');

const codeOf = (error: unknown): string | undefined => (error as { code?: string } | undefined)?.code;

const noAnswer = (error: string): Answer => ({
  statusCode: null,
  error: error.slice(0, errorLengthMax),
  retryAfter: undefined,
  response: null,
});

/** In words for the contractor: advice on how to run our own process is left out. */
function describe(error: unknown): string {
  if (error instanceof AddressRefused) return error.message;
  const { message = String(error) } = error as { readonly message?: string };
  return [codeOf(error), message.replace(ourAdvice, '')].filter(Boolean).join(': ');
}
