/**
 * Tiltak said no, and would say no again: `code` is stable and for programs, `message` says what would be right.
 *
 * @example
 * try {
 *   await answerCallOff(tiltak, callOffId, { answer: 'accept' });
 * } catch (error) {
 *   if (error instanceof TiltakError && error.code === 'expired') console.log('The deadline has passed.');
 *   else throw error;
 * }
 */
export class TiltakError extends Error {
  override readonly name = 'TiltakError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, detail: string) {
    super(`${status} ${code}: ${detail}`);
    this.status = status;
    this.code = code;
  }
}

/**
 * No answer came, or one that asks to come back later, and repeating didn't help. Whether the call had its effect isn't
 * known: do it again with the same `idempotencyKey`.
 *
 * @example
 * const idempotencyKey = `answer-${callOffId}`; // The same at every try, also after a restart.
 * try {
 *   await answerCallOff(tiltak, callOffId, { answer: 'accept' }, { idempotencyKey });
 * } catch (error) {
 *   if (error instanceof NoAnswer) tryAgainLater(callOffId);
 * }
 */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** How long the server asked to be left alone, in milliseconds; 0: it didn't say. */
  readonly retryAfterMs: number;

  constructor(reason: string, options: { readonly retryAfterMs?: number; readonly cause?: unknown } = {}) {
    super(reason, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs ?? 0;
  }
}

/**
 * A request is not one that Tiltak has signed for you just now. Answer it with 401 and do nothing.
 *
 * @example
 * try {
 *   handle(verify(body, request.headers, secret));
 *   response.writeHead(204).end();
 * } catch (error) {
 *   response.writeHead(error instanceof VerificationError ? 401 : 500).end();
 * }
 */
export class VerificationError extends Error {
  override readonly name = 'VerificationError';
  readonly code:
    | 'missing_headers'
    | 'timestamp_out_of_tolerance'
    | 'no_matching_signature'
    | 'wrong_recipient';

  constructor(code: VerificationError['code'], detail: string) {
    super(`${code}: ${detail}`);
    this.code = code;
  }
}

/**
 * A text is no event, or an event of a known type that doesn't look as it should. It comes from Tiltak all the same:
 * answer with 500, so that it is sent again when you have looked into it.
 *
 * @example
 * try {
 *   parseEvent('{}');
 * } catch (error) {
 *   console.log(error instanceof UnreadableEvent); // true
 * }
 */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
}
