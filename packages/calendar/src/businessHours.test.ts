import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isBusinessDay } from './businessDays.ts';
import { addBusinessTime, businessSecondsBetween } from './businessHours.ts';
import { instantAt, lastInstantOf, osloDay } from './osloTime.ts';

const hours = { opensAt: '08:00', closesAt: '16:00' };
const hour = 3600;

test.each([
  ['within a day', '2026-11-23T09:00:00.000Z', 2, '2026-11-23T11:00:00.000Z'],
  ['over a night', '2026-11-23T14:00:00.000Z', 2, '2026-11-24T08:00:00.000Z'],
  ['to the very end of a day', '2026-11-23T14:00:00.000Z', 1, '2026-11-23T15:00:00.000Z'],
  ['from a Saturday', '2026-11-21T12:00:00.000Z', 1, '2026-11-23T08:00:00.000Z'],
  ['over the weekend on which summer time begins', '2026-03-27T14:00:00.000Z', 2, '2026-03-30T07:00:00.000Z'],
  ['over the weekend on which it ends', '2026-10-23T13:00:00.000Z', 2, '2026-10-26T08:00:00.000Z'],
  ['over Easter', '2026-04-01T13:00:00.000Z', 2, '2026-04-07T07:00:00.000Z'],
])('%s', (_, from, given, to) => {
  expect(addBusinessTime(from, given * hour, hours)).toBe(to);
});

test('a time of day is that of clocks in Norway, also where they are moved', () => {
  const at = (day: string, time: string) => new Date(instantAt(day, time)).toISOString();
  expect(at('2026-01-15', '08:00')).toBe('2026-01-15T07:00:00.000Z');
  expect(at('2026-07-15', '08:00')).toBe('2026-07-15T06:00:00.000Z');
  expect(at('2026-03-29', '02:30')).toBe('2026-03-29T01:30:00.000Z');
  expect(at('2026-10-25', '02:30')).toBe('2026-10-25T00:30:00.000Z');
  expect(at('2026-10-25', '03:00')).toBe('2026-10-25T02:00:00.000Z');
});

test.each([
  ['a winter day ends at 23:00 UTC', '2026-01-15', '2026-01-15T22:59:59.999Z'],
  ['a summer day ends at 22:00 UTC', '2026-07-15', '2026-07-15T21:59:59.999Z'],
  ['the day before summer time begins is still a winter day', '2026-03-28', '2026-03-28T22:59:59.999Z'],
  ['the day on which summer time begins ends in summer time', '2026-03-29', '2026-03-29T21:59:59.999Z'],
  ['the day on which it ends, ends in winter time', '2026-10-25', '2026-10-25T22:59:59.999Z'],
  ['the last day of a year ends before the next year', '2026-12-31', '2026-12-31T22:59:59.999Z'],
  ['an instant is itself, in UTC', '2026-07-15T12:00:00+02:00', '2026-07-15T10:00:00.000Z'],
])('%s', (_, asOf, until) => {
  expect(lastInstantOf(asOf)).toBe(until);
});

test('business time is counted for thirty years at the most', () => {
  expect(() => addBusinessTime('2026-01-01T00:00:00Z', 1e9, hours)).toThrow(RangeError);
});

const instant = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const seconds = fc.integer({ min: 1, max: 60 * 8 * hour });

test('as much business time lies between as was added, in one step or in two', () => {
  fc.assert(
    fc.property(instant, seconds, seconds, (from, first, second) => {
      const to = addBusinessTime(from, first, hours);
      expect(businessSecondsBetween(from, to, hours)).toBe(first);
      expect(addBusinessTime(to, second, hours)).toBe(addBusinessTime(from, first + second, hours));
    }),
    { numRuns: 200 },
  );
});

test('time is up during business hours, and never earlier for more of it', () => {
  fc.assert(
    fc.property(instant, seconds, (from, given) => {
      const to = addBusinessTime(from, given, hours);
      expect(isBusinessDay(osloDay(to))).toBe(true);
      const day = osloDay(to);
      expect(Date.parse(to)).toBeGreaterThan(instantAt(day, hours.opensAt));
      expect(Date.parse(to)).toBeLessThanOrEqual(instantAt(day, hours.closesAt));
      expect(addBusinessTime(from, given + 1, hours) > to).toBe(true);
    }),
    { numRuns: 200 },
  );
});
