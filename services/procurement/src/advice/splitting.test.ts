import { expect, test } from '@jest/globals';
import { shippedRules } from '../rule/shipped.ts';
import { thresholdsOn } from './part.ts';
import { summed, yearBefore } from './splitting.ts';

const thresholds = thresholdsOn(shippedRules, 'services', '2025-06-01');
const others = (...values: number[]) => values.map((estimatedValueOre) => ({ estimatedValueOre }));
const passed = (valueOre: number, ...values: number[]) =>
  summed(valueOre, others(...values), thresholds).passed.map(({ name }) => name);

test('purchases that reach a threshold together, and not alone, show it', () => {
  expect(passed(90_000_000, 40_000_000)).toEqual(['national']);
  expect(passed(90_000_000, 90_000_000, 50_000_000)).toEqual(['national', 'eea']);
  expect(passed(5_000_000, 5_000_000)).toEqual(['procurement_act']);
});

test('one øre below is not reached, and what the value reaches alone is not shown', () => {
  expect(passed(90_000_000, 39_999_999)).toEqual([]);
  expect(passed(130_000_000, 50_000_000)).toEqual([]);
  expect(passed(130_000_000)).toEqual([]);
});

test('twelve months before a leap day begin on the 28th', () => {
  expect(yearBefore('2024-02-29')).toBe('2023-02-28');
  expect(yearBefore('2025-06-01')).toBe('2024-06-01');
});
