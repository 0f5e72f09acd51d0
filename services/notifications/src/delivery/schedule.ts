/** When a delivery that failed is tried again. */
export type RetryPolicy = {
  /** The waits, first to last; the last one is repeated. */
  readonly waitsSeconds: readonly number[];
  /** After the first attempt; then it is exhausted. */
  readonly forSeconds: number;
};

/** A wait is made up to this much longer, so that what failed together doesn't come back together. */
const jitter = 0.2;
/** The statuses whose `Retry-After` is obeyed. */
const retryAfterStatuses: readonly (number | null)[] = [429, 502, 503, 504];
const retryAfterMaxSeconds = 12 * 3600;

/**
 * When the next attempt is, after one that failed at `now`; null when the delivery is exhausted: an attempt has failed
 * `forSeconds` or more after the first. A receiver's `Retry-After` is obeyed in place of the schedule's wait, but
 * never below the shortest wait and never above twelve hours.
 */
export function nextAttempt(
  policy: RetryPolicy,
  failed: {
    /** How many attempts there were, with the failed one. */
    readonly attempts: number;
    readonly firstAttemptAt: Date;
    readonly now: Date;
    readonly statusCode: number | null;
    readonly retryAfter: string | undefined;
    /** From 0 to 1. */
    readonly random: number;
  },
): Date | null {
  const { attempts, firstAttemptAt, now, statusCode, retryAfter, random } = failed;
  if (now.getTime() - firstAttemptAt.getTime() >= policy.forSeconds * 1000) return null;
  const asked = retryAfterStatuses.includes(statusCode) ? retryAfterSeconds(retryAfter, now) : undefined;
  const wait = asked === undefined ? scheduled(policy, attempts) : clamped(policy, asked);
  return new Date(now.getTime() + wait * 1000 * (1 + jitter * random));
}

/** How long a receiver asks to be left alone (RFC 9110, section 10.2.3: seconds, or a date); undefined: it doesn't. */
export function retryAfterSeconds(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,10}$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - now.getTime()) / 1000);
}

const scheduled = ({ waitsSeconds }: RetryPolicy, attempts: number): number =>
  waitsSeconds[Math.min(attempts, waitsSeconds.length) - 1] ?? retryAfterMaxSeconds;

const clamped = ({ waitsSeconds }: RetryPolicy, asked: number): number =>
  Math.min(Math.max(asked, Math.min(...waitsSeconds)), retryAfterMaxSeconds);
