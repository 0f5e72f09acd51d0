import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Pause, signingFrom } from './standstill.ts';

const hour = (at: number) => new Date(Date.UTC(2026, 11, 1, at)).toISOString();
const standstill = { sentAt: hour(0), endsAt: hour(240) };
const pause = (filed: number, decided: number | null): Pause => ({
  filedAt: hour(filed),
  decidedAt: decided === null ? null : hour(decided),
});

describe('signing waits', () => {
  test.each<[rule: string, pauses: readonly Pause[], from: string | null]>([
    ["for the standstill's end", [], hour(240)],
    ['while a complaint that came in time is open', [pause(10, null)], null],
    ['for what was left when the complaint was filed', [pause(200, 300)], hour(340)],
    ['no longer for a complaint that came after the end', [pause(240, null)], hour(240)],
    [
      'as long as both complaints stopped the clock, one after the other',
      [pause(10, 20), pause(30, 50)],
      hour(270),
    ],
    ['once for the time that two complaints have in common', [pause(10, 40), pause(20, 30)], hour(270)],
    [
      'for a complaint that came when another had moved the end',
      [pause(230, 300), pause(305, 306)],
      hour(311),
    ],
    ['not for what stopped before the letters were sent', [pause(-20, -10)], hour(240)],
    ['from the letters on where a complaint is older than they are', [pause(-20, 10)], hour(250)],
  ])('%s', (_, pauses, from) => {
    expect(signingFrom(standstill, pauses)).toBe(from);
    expect(signingFrom(standstill, [...pauses].reverse())).toBe(from);
  });
});

test('whenever complaints come and go, the clock runs for as long as the standstill lasts', () => {
  const pauses = fc.array(
    fc.tuple(fc.integer({ min: -20, max: 400 }), fc.option(fc.integer({ min: 0, max: 100 }))),
    { maxLength: 6 },
  );
  let held = 0;
  fc.assert(
    fc.property(pauses, (drawn) => {
      const all = drawn.map(([filed, length]) => pause(filed, length === null ? null : filed + length));
      const found = signingFrom(standstill, all);
      expect(found).toBe(byTheHour(all));
      if (found === null) held += 1;
    }),
  );
  expect(held).toBeGreaterThan(5);
});

/** Counts the hours in which no complaint is open, until there have been as many as the standstill lasts. */
function byTheHour(pauses: readonly Pause[]): string | null {
  let left = 240;
  for (let now = 0; now < 2000; now++) {
    if (left === 0) return hour(now);
    const isOpen = ({ filedAt, decidedAt }: Pause) =>
      filedAt <= hour(now) && (decidedAt === null || decidedAt > hour(now));
    if (!pauses.some(isOpen)) left -= 1;
  }
  return null;
}
