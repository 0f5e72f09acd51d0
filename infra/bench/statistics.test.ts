import { expect, test } from '@jest/globals';
import { kneeOf, percentile, perSecond } from './statistics.ts';

const upTo = (last: number) => Array.from({ length: last }, (_, at) => last - at);

test('a percentile is a value that was measured, found in any order', () => {
  expect(percentile(upTo(100), 0.5)).toBe(50);
  expect(percentile(upTo(100), 0.99)).toBe(99);
  expect(percentile(upTo(10), 0.99)).toBe(10);
  expect(percentile([3, 1], 0.5)).toBe(1);
});

test('the ends are the smallest and the largest value', () => {
  expect(percentile([7, 2, 9], 0)).toBe(2);
  expect(percentile([7, 2, 9], 1)).toBe(9);
  expect(percentile([4], 0.5)).toBe(4);
});

test('values are ordered as numbers, not as text', () => {
  expect(percentile([9, 10, 100], 0.5)).toBe(10);
});

test('nothing measured gives no number, instead of a good-looking 0', () => {
  expect(percentile([], 0.5)).toBeNaN();
  expect(perSecond(10, 0)).toBeNaN();
});

test('a rate is per second whatever the interval', () => {
  expect(perSecond(500, 250)).toBe(2000);
  expect(perSecond(0, 1000)).toBe(0);
});

test('the knee is the smallest load that brings nearly the best rate', () => {
  const curve = [
    { load: 16, rate: 60 },
    { load: 32, rate: 96 },
    { load: 64, rate: 100 },
    { load: 128, rate: 90 },
  ];
  expect(kneeOf(curve)?.load).toBe(32);
  expect(kneeOf([])).toBeUndefined();
});
