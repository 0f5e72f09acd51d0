import { expect, test } from '@jest/globals';
import { addDays, isBusinessDay } from '@tiltak/calendar';
import fc from 'fast-check';
import { lastDayOf, minimumDeadline, standstillEnd } from './deadline.ts';
import { shippedRules as rows } from './shipped.ts';

const bids = (procedure: string, publishedOn: string) =>
  minimumDeadline({ procedure, window: 'bids', publishedOn, rows });

test.each<[procedure: string, window: 'requests' | 'bids', from: string, earliest: string, why: string]>([
  ['open', 'bids', '2026-09-01', '2026-10-02', '30 days after a Tuesday is a Thursday'],
  ['open', 'bids', '2026-09-04', '2026-10-06', 'the 30th day is a Sunday'],
  ['open', 'bids', '2026-11-25', '2026-12-29', 'the 30th day is Christmas Day, and then comes a weekend'],
  ['open', 'bids', '2026-03-03', '2026-04-08', 'the 30th day is Maundy Thursday'],
  ['restricted', 'requests', '2026-09-01', '2026-10-02', '30 days'],
  ['restricted', 'bids', '2026-09-01', '2026-09-29', 'the 25th day is a Saturday'],
  ['negotiated', 'bids', '2026-09-01', '2026-09-29', 'as in the restricted procedure'],
  ['competitive_dialogue', 'requests', '2026-09-01', '2026-10-02', '30 days'],
  ['innovation_partnership', 'requests', '2026-09-01', '2026-10-02', '30 days'],
  ['dynamic_purchasing_call', 'bids', '2026-09-01', '2026-09-12', '10 days'],
])('%s, %s from %s: %s, because %s', (procedure, window, publishedOn, earliest) => {
  expect(minimumDeadline({ procedure, window, publishedOn, rows })).toMatchObject({ earliest });
});

test('the period ends with its last day in Norway, in summer and in winter', () => {
  expect(bids('open', '2026-09-01').endsAt).toBe('2026-10-01T22:00:00.000Z');
  expect(bids('open', '2026-11-02').endsAt).toBe('2026-12-02T23:00:00.000Z');
});

test('a deadline tells the rows that it follows from', () => {
  expect(bids('open', '2026-09-01').rules.map(({ key, status }) => [key, status])).toEqual([
    ['deadline.open.bids', 'reported'],
    ['deadline.counting', 'reported'],
  ]);
  expect(bids('dynamic_purchasing_call', '2026-09-01').rules[0]?.status).toBe('unconfirmed');
});

test('below the EEA threshold no row gives a least time, and none is made up', () => {
  expect(bids('open_tender', '2026-09-01')).toMatchObject({ earliest: '2026-09-01', rules: [] });
  expect(bids('open_tender', '2026-09-05')).toMatchObject({ earliest: '2026-09-05', rules: [] });
});

test.each<[sentAt: string, electronically: boolean, endsAt: string, why: string]>([
  ['2026-09-01T10:00:00Z', true, '2026-09-11T22:00:00.000Z', '10 days, to the end of a Friday'],
  ['2026-09-01T10:00:00Z', false, '2026-09-16T22:00:00.000Z', '15 days'],
  ['2026-09-02T10:00:00Z', true, '2026-09-14T22:00:00.000Z', 'the tenth day is a Saturday'],
  ['2026-12-14T10:00:00Z', true, '2026-12-24T23:00:00.000Z', 'Christmas Eve is no holiday by law'],
  ['2026-12-15T10:00:00Z', true, '2026-12-28T23:00:00.000Z', 'Christmas and a weekend'],
  ['2026-09-01T21:59:59Z', true, '2026-09-11T22:00:00.000Z', 'it is still the first in Norway'],
  ['2026-09-01T22:00:00Z', true, '2026-09-14T22:00:00.000Z', 'it is the second in Norway'],
])('standstill of a letter sent at %s (electronically: %s) ends %s: %s', (sentAt, electronically, endsAt) => {
  expect(standstillEnd({ sentAt, electronically, rows }).endsAt).toBe(endsAt);
});

test('standstill tells its rows, and that its length is unconfirmed', () => {
  const { rules } = standstillEnd({ sentAt: '2026-09-01T10:00:00Z', electronically: true, rows });
  expect(rules.map(({ key, status }) => [key, status])).toEqual([
    ['standstill.days_electronic', 'unconfirmed'],
    ['standstill.duty', 'reported'],
    ['deadline.counting', 'reported'],
  ]);
});

test('where no row says how long standstill is, it is the longest', () => {
  const { endsAt, rules } = standstillEnd({ sentAt: '2026-09-01T10:00:00Z', electronically: true, rows: [] });
  expect(endsAt).toBe('2026-09-16T22:00:00.000Z');
  expect(rules).toEqual([]);
});

const day = fc
  .date({ min: new Date('2018-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const days = fc.integer({ min: 0, max: 400 });

test('a period never ends on a day off, nor before its days have passed, nor more than a holiday later', () => {
  fc.assert(
    fc.property(day, days, (from, count) => {
      const last = lastDayOf(from, count);
      expect(isBusinessDay(last)).toBe(true);
      expect(last >= addDays(from, count)).toBe(true);
      // Maundy Thursday to Easter Monday are five days off; no row of days off is longer than six.
      expect(last <= addDays(from, count + 6)).toBe(true);
    }),
  );
});

test('what begins later, or lasts longer, never ends earlier', () => {
  fc.assert(
    fc.property(day, days, fc.integer({ min: 0, max: 30 }), (from, count, more) => {
      const last = lastDayOf(from, count);
      expect(lastDayOf(addDays(from, more), count) >= last).toBe(true);
      expect(lastDayOf(from, count + more) >= last).toBe(true);
    }),
  );
});

test('standstill never ends before its days are over, whatever the hour', () => {
  const instant = fc.date({
    min: new Date('2018-01-01'),
    max: new Date('2060-01-01'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(instant, fc.boolean(), (sent, electronically) => {
      const { endsAt } = standstillEnd({ sentAt: sent.toISOString(), electronically, rows });
      const passedDays = (Date.parse(endsAt) - sent.getTime()) / 86_400_000;
      // An hour less when the clocks go forward.
      expect(passedDays).toBeGreaterThan((electronically ? 10 : 15) - 1 / 24);
    }),
  );
});
