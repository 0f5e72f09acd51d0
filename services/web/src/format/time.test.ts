import { expect, test } from '@jest/globals';
import { dateFrom, dateIn, day, longDay, moment, timeOfDay } from './time.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test.each([
  ['2026-11-22', '2026-11-22'],
  ['22.11.2026', '2026-11-22'],
  ['1.2.2026', '2026-02-01'],
  [' 01. 02. 2026 ', '2026-02-01'],
  ['29.02.2028', '2028-02-29'],
])('%j is read as %s', (text, date) => {
  expect(dateFrom(text)).toBe(date);
});

test.each([
  '',
  '31.02.2026',
  '2026-02-30',
  '29.2.2026',
  '22/11/2026',
  '22.11.26',
  '2026-1-1',
  'i morgen',
  '0.0.2026',
])('%j is no day', (text) => {
  expect(dateFrom(text)).toBeUndefined();
});

test('instants are shown in Norwegian time, summer and winter', () => {
  expect(plain(moment('2026-07-01T22:30:00Z'))).toBe('02.07.2026 kl. 00.30');
  expect(plain(moment('2026-12-01T13:03:00Z'))).toBe('01.12.2026 kl. 14.03');
  expect(timeOfDay('2026-12-01T13:03:07.900Z')).toBe('14:03:07');
  expect(dateIn(new Date('2026-12-31T23:30:00Z'))).toBe('2027-01-01');
});

test('a calendar date is shown as the same day', () => {
  expect(day('2026-03-29')).toBe('29.03.2026');
  expect(longDay('2026-11-01')).toBe('1. november 2026');
});
