import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type File, type Problem, problem } from '@tiltak/contracts';
import { request } from 'undici';

/** The service answered with an error; `problem.code` says which. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  readonly problem: Problem;

  constructor(status: number, given: Problem) {
    const fields = given.errors.map(({ path, message }) => `; ${path}: ${message}`).join('');
    super(`${status} ${given.code}: ${given.detail}${fields}`);
    this.status = status;
    this.problem = given;
  }
}

/** No answer came: whether the call had its effect isn't known. Repeat it with the same Idempotency-Key. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

export type Request = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
  /** Whether a good answer is a file and not JSON. */
  readonly answersFile: boolean;
  readonly timeoutMs: number;
};
export type Answer = { readonly status: number; readonly etag: string | undefined; readonly body: unknown };

const maxRetries = 3;
const firstBackoffMs = 100;
const maxWaitMs = 5_000;

/** Sends a request that may be repeated, and repeats it at most 3 times on connection errors and 503. */
export async function send(sent: Request): Promise<Answer> {
  for (let retry = 0; ; retry++) {
    const outcome = await attempt(sent);
    if (retry === maxRetries || !isWorthRepeating(outcome)) return settled(outcome);
    const asked = outcome instanceof Error ? 0 : outcome.retryAfterMs;
    const backoffMs = firstBackoffMs * 2 ** retry * (0.5 + Math.random());
    await delay(Math.min(Math.max(asked, backoffMs), maxWaitMs));
  }
}

type Outcome = Error | (Answer & { readonly retryAfterMs: number });

async function attempt({ url, timeoutMs, answersFile, ...sent }: Request): Promise<Outcome> {
  try {
    const { body, headers, statusCode } = await request(url, {
      ...sent,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const isFile = answersFile && statusCode < 300;
    const content = isFile ? fileIn(await body.bytes(), headers) : parsed(await body.text());
    const { etag, 'retry-after': retryAfter } = headers;
    return {
      status: statusCode,
      etag: typeof etag === 'string' ? etag : undefined,
      body: content,
      retryAfterMs: Number(retryAfter ?? 0) * 1000 || 0,
    };
  } catch (cause) {
    const { name, message } = cause as Error;
    const timedOut = name === 'TimeoutError';
    const reason = timedOut ? `within ${timeoutMs} ms` : `(${message})`;
    return Object.assign(new NoAnswer(`no answer from ${new URL(url).origin} ${reason}`, { cause }), {
      timedOut,
    });
  }
}

/** Not after a time-out: the caller has waited long enough. */
function isWorthRepeating(outcome: Outcome): boolean {
  return outcome instanceof Error ? !('timedOut' in outcome && outcome.timedOut) : outcome.status === 503;
}

function settled(outcome: Outcome): Answer {
  if (outcome instanceof Error) throw outcome;
  const { status, etag, body } = outcome;
  if (status >= 200 && status < 300) return { status, etag, body };
  throw new ProblemError(status, problemIn(status, body));
}

/** A gateway in between may answer with something else than problem details. */
function problemIn(status: number, body: unknown): Problem {
  const given = problem.safeParse(body);
  if (given.success) return given.data;
  const detail = `The answer was ${status} without problem details.`;
  return { type: 'about:blank', title: `HTTP ${status}`, status, code: 'unknown', detail, errors: [] };
}

function fileIn(bytes: Uint8Array, headers: IncomingHttpHeaders): File {
  const [mediaType = ''] = String(headers['content-type']).split(/\s*;/);
  const disposition = String(headers['content-disposition']);
  const [, name] = /filename\*=UTF-8''([^;]+)/.exec(disposition) ?? [];
  if (name === undefined) return { bytes, mediaType };
  const isShown = disposition.startsWith('inline');
  return { bytes, mediaType, name: decodeURIComponent(name), ...(isShown && { isShown }) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
