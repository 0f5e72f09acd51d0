import { expect, test } from '@jest/globals';
import { createAttempts } from './attempts.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 22, 9, minutes));

test('an address may send so many within an hour, another as many, and the first again an hour later', () => {
  const mayCome = createAttempts(2);
  expect([mayCome('a', at(0)), mayCome('a', at(1)), mayCome('a', at(2))]).toEqual([true, true, false]);
  expect(mayCome('b', at(2))).toBe(true);
  expect([mayCome('a', at(59)), mayCome('a', at(60)), mayCome('a', at(60))]).toEqual([false, true, false]);
});

test('what is remembered is bounded', () => {
  const mayCome = createAttempts(1);
  mayCome('first', at(0));
  for (let index = 0; index < 10_000; index++) mayCome(`address-${index}`, at(0));
  expect(mayCome('first', at(0))).toBe(true);
});
