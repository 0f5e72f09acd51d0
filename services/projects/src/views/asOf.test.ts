import { expect, test } from '@jest/globals';
import { untilOf } from './asOf.ts';

test.each([
  ['a winter day ends at 23:00 UTC', '2026-01-15', '2026-01-15T22:59:59.999Z'],
  ['a summer day ends at 22:00 UTC', '2026-07-15', '2026-07-15T21:59:59.999Z'],
  ['the day before summer time begins is still a winter day', '2026-03-28', '2026-03-28T22:59:59.999Z'],
  ['the day on which summer time begins ends in summer time', '2026-03-29', '2026-03-29T21:59:59.999Z'],
  ['the day on which it ends, ends in winter time', '2026-10-25', '2026-10-25T22:59:59.999Z'],
  ['the last day of a year ends before the next year', '2026-12-31', '2026-12-31T22:59:59.999Z'],
  ['an instant is itself, in UTC', '2026-07-15T12:00:00+02:00', '2026-07-15T10:00:00.000Z'],
])('%s', (_, asOf, until) => {
  expect(untilOf(asOf)).toBe(until);
});
