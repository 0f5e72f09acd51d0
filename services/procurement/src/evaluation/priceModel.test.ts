import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pricePoints, qualityValueOre, surchargeOre } from './priceModel.ts';

const models = ['linear', 'proportional', 'hybrid'] as const;
const model = fc.constantFrom(...models);
const priceOre = fc.integer({ min: 1, max: 1_000_000_000_000 });
const points = fc.integer({ min: 0, max: 1000 }).map((hundredths) => hundredths / 100);

describe('the points of a price', () => {
  test.each([
    // Prices in øre: the lowest is NOK 1,000,000.
    ['linear', 100_000_000, 10],
    ['linear', 125_000_000, 7.5],
    ['linear', 133_333_333, 6.67],
    ['linear', 200_000_000, 0],
    ['linear', 250_000_000, -5],
    ['proportional', 100_000_000, 10],
    ['proportional', 125_000_000, 8],
    ['proportional', 150_000_000, 6.67],
    ['proportional', 200_000_000, 5],
    ['proportional', 250_000_000, 4],
    ['hybrid', 100_000_000, 10],
    ['hybrid', 125_000_000, 8.75],
    ['hybrid', 150_000_000, 7.5],
    ['hybrid', 200_000_000, 5],
    ['hybrid', 250_000_000, 4],
  ] as const)('%s: %i øre gives %d', (type, price, expected) => {
    expect(pricePoints(type, price, 100_000_000)).toBe(expected);
  });

  test('are rounded half away from zero', () => {
    expect(pricePoints('linear', 2005, 2000)).toBe(9.98); // 9.975
    expect(pricePoints('linear', 4001, 2000)).toBe(-0.01); // -0.005
  });

  test('are 10 at the lowest price and 0 above it where the lowest price is 0', () => {
    for (const type of models) {
      expect(pricePoints(type, 0, 0)).toBe(10);
      expect(pricePoints(type, 1, 0)).toBe(0);
    }
  });

  test('are 10 for the lowest price, and never more', () => {
    fc.assert(
      fc.property(model, priceOre, priceOre, (type, one, other) => {
        const lowest = Math.min(one, other);
        expect(pricePoints(type, lowest, lowest)).toBe(10);
        expect(pricePoints(type, Math.max(one, other), lowest)).toBeLessThanOrEqual(10);
      }),
    );
  });

  test('do not rise when the price is raised', () => {
    fc.assert(
      fc.property(model, fc.array(priceOre, { minLength: 3, maxLength: 3 }), (type, prices) => {
        const [lowest = 0, lower = 0, higher = 0] = prices.toSorted((one, other) => one - other);
        expect(pricePoints(type, higher, lowest)).toBeLessThanOrEqual(pricePoints(type, lower, lowest));
      }),
    );
  });

  test('are never below 0 except in the linear model', () => {
    fc.assert(
      fc.property(fc.constantFrom('proportional', 'hybrid'), priceOre, priceOre, (type, one, other) => {
        expect(pricePoints(type, Math.max(one, other), Math.min(one, other))).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

test('points are worth their share of what the full score is worth', () => {
  expect(qualityValueOre(10, 40_000_000)).toBe(40_000_000);
  expect(qualityValueOre(7.5, 40_000_000)).toBe(30_000_000);
  expect(qualityValueOre(3.33, 100)).toBe(33);
  expect(qualityValueOre(0.5, 10)).toBe(1); // half an øre is rounded up
});

test('missing points put their share of the weights on the price', () => {
  const given = { priceOre: 100_000_000, weightPercent: 30, priceWeightPercent: 40 };
  expect(surchargeOre({ ...given, points: 10 })).toBe(0);
  expect(surchargeOre({ ...given, points: 6 })).toBe(30_000_000); // 0.4 x 30/40 of the price
  expect(surchargeOre({ ...given, points: 0 })).toBe(75_000_000);
});

test('a surcharge never falls when the price rises, nor when points are lost', () => {
  const weight = fc.integer({ min: 1, max: 100 });
  fc.assert(
    fc.property(
      fc.tuple(priceOre, priceOre),
      fc.tuple(points, points),
      weight,
      weight,
      (prices, scores, own, price) => {
        const [low, high] = [Math.min(...prices), Math.max(...prices)];
        const [bad, good] = [Math.min(...scores), Math.max(...scores)];
        const given = { weightPercent: own, priceWeightPercent: price };
        const least = surchargeOre({ ...given, priceOre: low, points: good });
        expect(surchargeOre({ ...given, priceOre: high, points: good })).toBeGreaterThanOrEqual(least);
        expect(surchargeOre({ ...given, priceOre: low, points: bad })).toBeGreaterThanOrEqual(least);
      },
    ),
  );
});
