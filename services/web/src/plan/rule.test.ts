import { expect, test } from '@jest/globals';
import { ruleOf, ruleText } from './rule.ts';

test.each([
  ['week', 1, '2026-11-23', 'FREQ=WEEKLY', 'hver uke'],
  ['week', 2, '2026-11-23', 'FREQ=WEEKLY;INTERVAL=2', 'hver 2. uke'],
  ['month', 6, '2026-11-23', 'FREQ=MONTHLY;INTERVAL=6', 'hver 6. måned'],
  ['year', 1, '2026-11-23', 'FREQ=YEARLY', 'hvert år'],
  ['year', 5, '2026-11-23', 'FREQ=YEARLY;INTERVAL=5', 'hvert 5. år'],
  ['month', 1, '2026-01-31', 'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1', 'hver måned'],
  ['year', 1, '2028-02-29', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1', 'hvert år'],
] as const)('every %s, %i, from %s', (unit, every, firstDay, rule, text) => {
  expect(ruleOf({ unit, every }, firstDay, 'schedule')).toBe(rule);
  expect(ruleText(rule)).toBe(text);
});

test('a rule that nobody chose here is shown as it is', () => {
  expect(ruleText('FREQ=MONTHLY;BYDAY=-1FR')).toBe('FREQ=MONTHLY;BYDAY=-1FR');
});

test('counted from completion the day is not named: it is the day on which the work was done', () => {
  expect(ruleOf({ unit: 'month', every: 6 }, '2026-08-31', 'completion')).toBe('FREQ=MONTHLY;INTERVAL=6');
});
