import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';

/** An answer: its status and its body as text. */
export type Answer = { readonly status: number; readonly text: string };

const answerWithinMs = 30_000;
const limitedWaitMs = 200;

/**
 * Posts JSON over at most so many kept-alive connections, one request at a time on each. Every request has an
 * Idempotency-Key of its own, as a careful client's has.
 */
export function openCaller(options: {
  readonly origin: string;
  readonly connections: number;
  /** Left out: without authentication. */
  readonly token?: () => Promise<string>;
}) {
  const pool = new Pool(options.origin, {
    connections: options.connections,
    pipelining: 1,
    headersTimeout: answerWithinMs,
    bodyTimeout: answerWithinMs,
  });

  async function post(path: string, body: object): Promise<Answer> {
    const token = await options.token?.();
    const answer = await pool.request({
      method: 'POST',
      path,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    return { status: answer.statusCode, text: await answer.body.text() };
  }

  return {
    /** Posts and gives the body of a good answer; throws on any other. Waits where the caller is over its rate. */
    async ask<Body>(path: string, body: object): Promise<Body> {
      for (;;) {
        const { status, text } = await post(path, body);
        if (status >= 200 && status < 300) return JSON.parse(text) as Body;
        if (status !== 429) throw new Error(`${path} answered ${status}: ${text.slice(0, 500)}`);
        await delay(limitedWaitMs);
      }
    },
    post,
    close: () => pool.destroy(),
  };
}

export type Caller = ReturnType<typeof openCaller>;
