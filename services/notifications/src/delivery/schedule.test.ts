import { expect, test } from '@jest/globals';
import { nextAttempt, type RetryPolicy, retryAfterSeconds } from './schedule.ts';

const policy: RetryPolicy = {
  waitsSeconds: [5, 30, 120, 600, 1800, 3600, 10_800, 21_600, 43_200],
  forSeconds: 5 * 24 * 3600,
};
const firstAttemptAt = new Date('2030-04-18T12:00:00Z');
const failed = {
  attempts: 1,
  firstAttemptAt,
  now: firstAttemptAt,
  statusCode: 500,
  retryAfter: undefined,
  random: 0,
};
const waitOf = (more: Partial<Parameters<typeof nextAttempt>[1]>) => {
  const all = { ...failed, ...more };
  const next = nextAttempt(policy, all);
  return next && (next.getTime() - all.now.getTime()) / 1000;
};

test('the waits are 5 s, 30 s, 2 m, 10 m, 30 m, 1 h, 3 h, 6 h, then 12 h again and again', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 25].map((attempts) => waitOf({ attempts }));
  expect(waits).toEqual([5, 30, 120, 600, 1800, 3600, 10_800, 21_600, 43_200, 43_200, 43_200]);
});

test('a receiver that is down for five days less a minute still gets its event', () => {
  const back = firstAttemptAt.getTime() + (5 * 24 * 60 - 1) * 60_000;
  let now = firstAttemptAt;
  for (let attempts = 1; now.getTime() < back; attempts++) {
    const next = nextAttempt(policy, { ...failed, attempts, now });
    expect(next).not.toBeNull();
    now = next ?? now;
  }
});

test('the attempt after five days is the last one', () => {
  const at = (hours: number) => new Date(firstAttemptAt.getTime() + hours * 3_600_000);
  expect(nextAttempt(policy, { ...failed, attempts: 18, now: at(119.9) })).not.toBeNull();
  expect(nextAttempt(policy, { ...failed, attempts: 18, now: at(120) })).toBeNull();
});

test('jitter makes a wait longer by up to a fifth, never shorter', () => {
  expect(waitOf({ random: 0 })).toBe(5);
  expect(waitOf({ random: 0.5 })).toBe(5.5);
  expect(waitOf({ random: 1 })).toBe(6);
});

test.each([429, 502, 503, 504])('Retry-After is obeyed on %d, for sooner and for later', (statusCode) => {
  expect(waitOf({ statusCode, retryAfter: '90' })).toBe(90);
  expect(waitOf({ statusCode, retryAfter: '90', attempts: 9 })).toBe(90);
  expect(waitOf({ statusCode, retryAfter: 'Thu, 18 Apr 2030 12:05:00 GMT' })).toBe(300);
});

test('Retry-After is clamped between the shortest wait and twelve hours', () => {
  expect(waitOf({ statusCode: 503, retryAfter: '0' })).toBe(5);
  expect(waitOf({ statusCode: 503, retryAfter: 'Thu, 18 Apr 2030 11:00:00 GMT' })).toBe(5);
  expect(waitOf({ statusCode: 503, retryAfter: '9999999' })).toBe(43_200);
});

test('Retry-After counts for nothing on other statuses, or when it can’t be read', () => {
  expect(waitOf({ statusCode: 500, retryAfter: '90' })).toBe(5);
  expect(waitOf({ statusCode: 503, retryAfter: 'soon' })).toBe(5);
  expect(retryAfterSeconds('-1', firstAttemptAt)).not.toBe(-1);
  expect(retryAfterSeconds('99999999999', firstAttemptAt)).toBeUndefined();
});
