import { expect, test } from '@jest/globals';
import { norwegianDay, osloDay, osloMoment } from './osloTime.ts';

test('a day in Norway begins an hour before UTC in winter, and two in summer', () => {
  expect(osloDay('2026-12-31T22:59:59.999Z')).toBe('2026-12-31');
  expect(osloDay('2026-12-31T23:00:00.000Z')).toBe('2027-01-01');
  expect(osloDay('2026-06-30T21:59:59.999Z')).toBe('2026-06-30');
  expect(osloDay('2026-06-30T22:00:00.000Z')).toBe('2026-07-01');
});

test('moments and days are written as Norwegians write them', () => {
  expect(osloMoment('2026-11-24T11:00:00.000Z')).toBe('24.11.2026 kl. 12.00');
  expect(osloMoment('2026-03-28T23:05:00.000Z')).toBe('29.03.2026 kl. 00.05');
  expect(norwegianDay('2026-12-01')).toBe('01.12.2026');
});
