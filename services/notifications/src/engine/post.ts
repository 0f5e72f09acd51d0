import { Pool } from 'undici';
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

type Kept = { readonly pool: Pool; usedAt: number };

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
    for (const [key, { pool, usedAt }] of pools)
      if (performance.now() - usedAt > poolIdleMs && pool.stats.running === 0) {
        pools.delete(key);
        pool.close().catch(() => {});
      }
  }

  function poolOf(endpointId: string, url: URL): Pool {
    // By the origin too: an endpoint may move.
    const key = `${endpointId} ${url.origin}`;
    const kept = pools.get(key);
    if (kept) {
      kept.usedAt = performance.now();
      return kept.pool;
    }
    const pool = new Pool(url.origin, {
      connections: bounds.inFlightPerEndpointMax,
      pipelining: 1,
      allowH2: false,
      connect: { lookup, timeout: connectTimeoutMs },
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: keepAliveMs,
      keepAliveMaxTimeout: keepAliveMaxMs,
    });
    pools.set(key, { pool, usedAt: performance.now() });
    return pool;
  }

  async function post(request: {
    readonly endpointId: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }): Promise<Answer> {
    const forbidden = whyNotAllowed(request.url, policy);
    if (forbidden !== undefined) return noAnswer(`the URL is not allowed: ${forbidden}`);
    const url = new URL(request.url);
    const pool = poolOf(request.endpointId, url);
    const giveUp = new AbortController();
    const deadline = setTimeout(() => giveUp.abort(), policy.timeoutMs);
    const once = () =>
      send(pool, {
        path: url.pathname + url.search,
        headers: request.headers,
        body: request.body,
        signal: giveUp.signal,
      });
    try {
      // A server may close an idle connection in the very moment we use it. The webhook-id makes a repetition harmless.
      return await once().catch((error) => {
        if (isClosed(error) && !giveUp.signal.aborted) return once();
        throw error;
      });
    } catch (error) {
      return noAnswer(
        giveUp.signal.aborted ? `no answer within ${policy.timeoutMs / 1000} s` : describe(error),
      );
    } finally {
      clearTimeout(deadline);
    }
  }

  return {
    post,
    /** Breaks off what is under way, and closes every connection. */
    async close(): Promise<void> {
      clearInterval(cleaning);
      await Promise.all([...pools.values()].map(({ pool }) => pool.destroy()));
      pools.clear();
    },
  };
}

export type Poster = ReturnType<typeof createPoster>;

async function send(
  pool: Pool,
  request: {
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly signal: AbortSignal;
  },
): Promise<Answer> {
  const answer = await pool.request({ ...request, method: 'POST' });
  const { statusCode, headers } = answer;
  const retryAfter = headers['retry-after'];
  return {
    statusCode,
    error: whyFailed(statusCode),
    retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
    response: await beginningOf(answer.body),
  };
}

function whyFailed(statusCode: number): string | null {
  if (statusCode >= 200 && statusCode < 300) return null;
  if (statusCode >= 300 && statusCode < 400) return `answered ${statusCode}: redirects are not followed`;
  return `answered ${statusCode}`;
}

/** The beginning of a body. The answer counts by its status, so that a body that breaks off or never ends is no matter. */
async function beginningOf(body: AsyncIterable<Buffer> & { destroy(): unknown }): Promise<string | null> {
  const chunks: Buffer[] = [];
  let read = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      read += chunk.length;
      if (read > readMax) break;
    }
  } catch {
    body.destroy();
  }
  if (read === 0) return null;
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

function describe(error: unknown): string {
  if (error instanceof AddressRefused) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return [codeOf(error), message].filter(Boolean).join(': ');
}
