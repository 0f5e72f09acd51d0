import { expect, test } from '@jest/globals';
import { closedUntil, type MaintenanceWindow } from './window.ts';

const at = (instant: string) => Date.parse(instant);
const closed = (windows: readonly MaintenanceWindow[], now: string, urgent = false) => {
  const until = closedUntil(windows, { now: at(now), urgent });
  return until === undefined ? undefined : new Date(until).toISOString();
};
/** Sunday night. */
const weekly = { kind: 'weekly', weekday: 7, from: '22:00', until: '02:00', holdsUrgent: false } as const;
const once = {
  kind: 'once',
  from: '2030-06-05T10:00:00+02:00',
  until: '2030-06-05T12:00:00+02:00',
  holdsUrgent: true,
} as const;

test.each([
  ['2030-06-09T19:59:59.999Z', undefined],
  ['2030-06-09T20:00:00.000Z', '2030-06-10T00:00:00.000Z'],
  ['2030-06-09T23:59:59.999Z', '2030-06-10T00:00:00.000Z'],
  ['2030-06-10T00:00:00.000Z', undefined],
  ['2030-06-10T20:30:00.000Z', undefined],
])('a weekly window is by the clock in Norway, over midnight too: %s', (now, until) => {
  expect(closed([weekly], now)).toBe(until);
});

test('in winter it is an hour later in UTC', () => {
  expect(closed([weekly], '2030-01-06T20:30:00Z')).toBeUndefined();
  expect(closed([weekly], '2030-01-06T21:30:00Z')).toBe('2030-01-07T01:00:00.000Z');
});

test('a window of its own is from its beginning until its end', () => {
  expect(closed([once], '2030-06-05T07:59:59Z')).toBeUndefined();
  expect(closed([once], '2030-06-05T08:00:00Z')).toBe('2030-06-05T10:00:00.000Z');
  expect(closed([once], '2030-06-05T10:00:00Z')).toBeUndefined();
});

test('urgent orders wait only where the contractor wants that', () => {
  expect(closed([weekly], '2030-06-09T21:00:00Z', true)).toBeUndefined();
  expect(closed([once], '2030-06-05T09:00:00Z', true)).toBe('2030-06-05T10:00:00.000Z');
});

test('windows that overlap or follow upon each other end together', () => {
  const next = { ...once, from: '2030-06-05T11:30:00+02:00', until: '2030-06-05T14:00:00+02:00' };
  const after = { ...once, from: next.until, until: '2030-06-05T15:00:00+02:00' };
  expect(closed([after, next, once], '2030-06-05T09:00:00Z')).toBe('2030-06-05T13:00:00.000Z');
});

test('windows for the whole week end at some time all the same', () => {
  const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
    ...({ kind: 'weekly', weekday, from: '00:00', until: '00:00', holdsUrgent: false } as const),
  }));
  expect(closed(always, '2030-06-05T09:00:00Z')).toBeDefined();
});
