import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PriceModel } from './priceModel.ts';
import { type Criterion, rankBids, type ScoredBid } from './ranking.ts';

const criteria: readonly Criterion[] = [
  { criterionId: 'K1', type: 'price', weightPercent: 40 },
  { criterionId: 'K2', type: 'quality', weightPercent: 30 },
  { criterionId: 'K3', type: 'climate', weightPercent: 30 },
];
const bid = (bidId: string, priceOre: number, quality: number, climate: number): ScoredBid => ({
  bidId,
  priceOre,
  points: [
    { criterionId: 'K2', points: quality },
    { criterionId: 'K3', points: climate },
  ],
});
const bids = [bid('a', 100_000_000, 6, 6), bid('b', 125_000_000, 9, 8), bid('c', 150_000_000, 10, 10)];
const priced: PriceModel = {
  type: 'priced_quality',
  valuesOre: [
    { criterionId: 'K2', fullScoreOre: 40_000_000 },
    { criterionId: 'K3', fullScoreOre: 60_000_000 },
  ],
};

describe('a ranking', () => {
  test('by points is the weighted sum, with every part of it', () => {
    const [first, second, third] = rankBids({ criteria, model: { type: 'linear' } }, bids);
    expect(first).toEqual({
      bidId: 'b',
      priceOre: 125_000_000,
      points: 8.1, // 0.4 x 7.5 + 0.3 x 9 + 0.3 x 8
      evaluatedPriceOre: null,
      rank: 1,
      tied: false,
      parts: [
        { criterionId: 'K1', points: 7.5, weightPercent: 40, weighted: 3, amountOre: null },
        { criterionId: 'K2', points: 9, weightPercent: 30, weighted: 2.7, amountOre: null },
        { criterionId: 'K3', points: 8, weightPercent: 30, weighted: 2.4, amountOre: null },
      ],
    });
    expect([second, third]).toMatchObject([
      { bidId: 'c', points: 8, rank: 2 }, // 0.4 x 5 + 0.3 x 10 + 0.3 x 10
      { bidId: 'a', points: 7.6, rank: 3 }, // 0.4 x 10 + 0.3 x 6 + 0.3 x 6
    ]);
  });

  test('by priced quality is the price less the values', () => {
    expect(rankBids({ criteria, model: priced }, bids)).toMatchObject([
      { bidId: 'a', evaluatedPriceOre: 40_000_000, points: null, rank: 1 }, // 100 - 24 - 36
      { bidId: 'b', evaluatedPriceOre: 41_000_000, rank: 2 }, // 125 - 36 - 48
      { bidId: 'c', evaluatedPriceOre: 50_000_000, rank: 3 }, // 150 - 40 - 60
    ]);
  });

  test('by surcharge is the price and what its missing points add', () => {
    expect(rankBids({ criteria, model: { type: 'surcharge' } }, bids)).toMatchObject([
      { bidId: 'c', evaluatedPriceOre: 150_000_000, rank: 1 },
      { bidId: 'b', evaluatedPriceOre: 153_125_000, rank: 2 }, // 125 x (1 + 0.1 x 30/40 + 0.2 x 30/40)
      { bidId: 'a', evaluatedPriceOre: 160_000_000, rank: 3 }, // 100 x (1 + 0.4 x 30/40 + 0.4 x 30/40)
    ]);
  });

  test('counts bids as equal that look equal, and the next one after them all', () => {
    const equal = [bid('x', 100, 5, 7), bid('b', 100, 7, 5), bid('c', 100, 7, 4)];
    expect(rankBids({ criteria, model: { type: 'proportional' } }, equal)).toMatchObject([
      { bidId: 'b', rank: 1, tied: true },
      { bidId: 'x', rank: 1, tied: true },
      { bidId: 'c', rank: 3, tied: false },
    ]);
  });

  test('of nobody is empty', () => {
    expect(rankBids({ criteria, model: { type: 'linear' } }, [])).toEqual([]);
  });
});

const model = fc.constantFrom<PriceModel>(
  { type: 'linear' },
  { type: 'proportional' },
  { type: 'hybrid' },
  { type: 'surcharge' },
  priced,
);
const score = fc.integer({ min: 0, max: 1000 }).map((hundredths) => hundredths / 100);
const field = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 500_000_000 }), score, score), { minLength: 1, maxLength: 8 })
  .map((rows) => rows.map(([price, quality, climate], at) => bid(`bid-${at}`, price, quality, climate)));

test('the order in which bids are given changes nothing', () => {
  fc.assert(
    fc.property(
      model,
      field.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      (by, [given, shuffled]) => {
        expect(rankBids({ criteria, model: by }, shuffled)).toEqual(rankBids({ criteria, model: by }, given));
      },
    ),
  );
});

test('a bid that raises its price, or loses points, never gets a better rank', () => {
  fc.assert(
    fc.property(
      model,
      field,
      fc.nat(),
      fc.integer({ min: 1, max: 500_000_000 }),
      fc.boolean(),
      (by, all, pick, more, isPrice) => {
        const chosen = all[pick % all.length]!;
        const worse: ScoredBid = isPrice
          ? { ...chosen, priceOre: chosen.priceOre + more }
          : { ...chosen, points: chosen.points.map((one) => ({ ...one, points: 0 })) };
        const rankOf = (given: readonly ScoredBid[]) =>
          rankBids({ criteria, model: by }, given).find(({ bidId }) => bidId === chosen.bidId)!.rank;
        const lowestStays = all.some((one) => one !== chosen && one.priceOre <= chosen.priceOre);
        // In a relative model the lowest bid moves everyone's points with its own price.
        fc.pre(!isPrice || lowestStays || by.type === 'surcharge' || by.type === 'priced_quality');
        expect(rankOf(all.map((one) => (one === chosen ? worse : one)))).toBeGreaterThanOrEqual(rankOf(all));
      },
    ),
  );
});

test("where quality is priced, or missing quality surcharged, no bid's evaluated price depends on another", () => {
  fc.assert(
    fc.property(fc.constantFrom<PriceModel>({ type: 'surcharge' }, priced), field, (by, all) => {
      for (const row of rankBids({ criteria, model: by }, all)) {
        const alone = rankBids(
          { criteria, model: by },
          all.filter(({ bidId }) => bidId === row.bidId),
        );
        expect(alone[0]?.evaluatedPriceOre).toBe(row.evaluatedPriceOre);
      }
    }),
  );
});

test('the parts add up to the whole', () => {
  fc.assert(
    fc.property(model, field, (by, all) => {
      for (const { parts, points, evaluatedPriceOre } of rankBids({ criteria, model: by }, all)) {
        const sum = parts.reduce((total, part) => total + (part.weighted ?? part.amountOre ?? 0), 0);
        if (points === null) expect(sum).toBe(evaluatedPriceOre);
        // A price a million times the lowest has points by the million, of which doubles keep fewer places.
        else expect(Math.abs(sum - points)).toBeLessThanOrEqual(0.005 + 1e-9 * Math.max(1, Math.abs(points)));
      }
    }),
  );
});
