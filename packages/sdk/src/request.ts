import { setTimeout as delay } from 'node:timers/promises';
import { NoAnswer, TiltakError } from './errors.ts';
import type { Tiltak } from './tiltak.ts';

export type Sent = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: object;
  readonly idempotencyKey?: string;
  /** Of one attempt. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
};
/** With a token, or without where none is needed. */
export type Caller = Partial<Pick<Tiltak, 'token'>>;

/** One second more than the servers take at the longest before they say that they can't. */
const timeoutMs = 16_000;
const retriesMax = 4;
const firstWaitMs = 250;
/** The longest wait between two attempts, and the longest `Retry-After` that is obeyed. */
export const waitMsMax = 30_000;
const detailLengthMax = 500;

/** Calls an operation, and repeats it at most four times while no answer comes. Throws TiltakError and NoAnswer. */
export async function call(caller: Caller, sent: Sent): Promise<unknown> {
  for (let failures = 1; ; failures++) {
    try {
      return await callOnce(caller, sent);
    } catch (error) {
      if (!(error instanceof NoAnswer) || failures > retriesMax) throw error;
      await pause(waitMsAfter(failures, error), sent.signal);
    }
  }
}

/** Calls an operation once. Throws {@link NoAnswer} where the same call may succeed later, else {@link TiltakError}. */
export async function callOnce(caller: Caller, sent: Sent): Promise<unknown> {
  const answer = await attempt(sent, await caller.token?.());
  // A token may end, or be revoked, between being given and being used.
  const isStale = answer.status === 401 && caller.token !== undefined;
  return settled(isStale ? await attempt(sent, await caller.token?.({ fresh: true })) : answer);
}

/** The wait after so many failures in a row: doubled each time, with jitter, and as long as the server asks for. */
export function waitMsAfter(failures: number, { retryAfterMs }: NoAnswer): number {
  const backOffMs = firstWaitMs * 2 ** Math.min(failures - 1, 20) * (0.5 + Math.random());
  return Math.min(Math.max(backOffMs, retryAfterMs), waitMsMax);
}

/** Resolves after `ms`, or as soon as the signal aborts. */
export const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  delay(ms, undefined, signal && { signal }).catch(() => {});

type Answer = { readonly status: number; readonly text: string; readonly retryAfterMs: number };

/** One request and the whole of its answer. Throws {@link NoAnswer}. */
export async function attempt(
  {
    method,
    url,
    body,
    idempotencyKey,
    signal,
    ...sent
  }: Sent & { readonly form?: URLSearchParams; readonly authorization?: string },
  token?: string,
): Promise<Answer> {
  const timeout = AbortSignal.timeout(sent.timeoutMs ?? timeoutMs);
  const authorization = token === undefined ? sent.authorization : `Bearer ${token}`;
  try {
    const answer = await fetch(url, {
      method,
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      headers: {
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json' }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
        ...(authorization !== undefined && { authorization }),
      },
      body: body ? JSON.stringify(body) : (sent.form ?? null),
    });
    const retryAfterMs = Number(answer.headers.get('retry-after') ?? 0) * 1000 || 0;
    return { status: answer.status, text: await answer.text(), retryAfterMs };
  } catch (cause) {
    throw new NoAnswer(`no answer from ${new URL(url).origin}: ${reasonOf(cause)}`, { cause });
  }
}

/** The body of a success. Throws what the status stands for. */
export function settled({ status, text, retryAfterMs }: Answer): unknown {
  const body = parsed(text);
  if (status >= 200 && status < 300 && body !== undefined) return body;
  const { code, detail, errors } = (body ?? {}) as {
    readonly code?: unknown;
    readonly detail?: unknown;
    readonly errors?: readonly { readonly path: string; readonly message: string }[];
  };
  const fields = Array.isArray(errors)
    ? errors.map(({ path, message }) => `; ${path}: ${message}`).join('')
    : '';
  const said = typeof detail === 'string' ? detail + fields : text.slice(0, detailLengthMax);
  // A success without JSON is some proxy's page.
  if (status === 408 || status === 429 || status >= 500 || status < 300)
    throw new NoAnswer(`the answer was ${status}: ${said}`, { retryAfterMs });
  throw new TiltakError(status, typeof code === 'string' ? code : 'unknown', said);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as { message?: string; cause?: { message?: string; code?: string } };
  return [message, cause?.code ?? cause?.message].filter(Boolean).join(', ');
}
