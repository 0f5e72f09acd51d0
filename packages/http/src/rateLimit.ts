import { LRUCache } from 'lru-cache';
import { problemOf } from './problem.ts';

/** The callers that are remembered; the one that has been quiet longest is forgotten first, and starts afresh. */
const maxCallers = 10_000;

type Bucket = { tokens: number; at: number };

/**
 * A token bucket per caller that holds one second's worth. The returned function takes one token, or throws 429
 * `rate_limited` with `Retry-After`. 0 a second means no limit.
 */
export function createRateLimit(perSecond: number): (caller: string) => void {
  const buckets = new LRUCache<string, Bucket>({ max: maxCallers });
  return (caller) => {
    if (perSecond === 0) return;
    const now = performance.now();
    const bucket = buckets.get(caller) ?? { tokens: perSecond, at: now };
    bucket.tokens = Math.min(perSecond, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    buckets.set(caller, bucket);
    if (bucket.tokens < 1) {
      throw problemOf('rate_limited', `At most ${perSecond} requests a second. Wait, then try again.`, {
        headers: { 'Retry-After': '1' },
      });
    }
    bucket.tokens -= 1;
  };
}
