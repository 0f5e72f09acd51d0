import { expect, test } from '@jest/globals';
import { lastDayOfMonths } from './reach.ts';

test.each([
  ['2026-12-04', 24, '2028-12-03'],
  ['2026-03-01', 12, '2027-02-28'],
  ['2026-01-31', 1, '2026-02-28'],
  ['2027-12-31', 2, '2028-02-29'],
  ['2026-11-30', 3, '2027-02-28'],
  ['2026-06-01', 48, '2030-05-31'],
])('from %s as many months as %d last until %s', (startsOn, months, last) => {
  expect(lastDayOfMonths(startsOn, months)).toBe(last);
});
