import { expect, test } from '@jest/globals';
import { lowPriceHints } from './lowPrice.ts';

const bids = (...prices: readonly number[]) =>
  prices.map((priceOre, at) => ({ bidId: `bid-${at}`, priceOre }));

test('a price far below the median of the others is pointed out', () => {
  expect(lowPriceHints(bids(70, 95, 100, 105))).toEqual([
    { bidId: 'bid-0', ofMedianPercent: 70, ofNextLowestPercent: 73 },
  ]);
});

test('a price far below the next lowest is pointed out, even where the median is not that far', () => {
  // Two low bids and two high ones: the lowest is 79 % of the next.
  expect(lowPriceHints(bids(79, 100, 101, 104))).toMatchObject([{ bidId: 'bid-0', ofNextLowestPercent: 79 }]);
});

test('prices near each other, a single bid and none are not pointed out', () => {
  expect(lowPriceHints(bids(80, 100, 101))).toEqual([]);
  expect(lowPriceHints(bids(1))).toEqual([]);
  expect(lowPriceHints([])).toEqual([]);
});

test('of two prices at a limit the one just below it is pointed out', () => {
  expect(lowPriceHints(bids(7999, 10_000))).toHaveLength(1);
  expect(lowPriceHints(bids(8000, 10_000))).toHaveLength(0);
});
