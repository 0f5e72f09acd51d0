import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PriceModel } from '../evaluation/priceModel.ts';
import { type Criterion, rankBids, type ScoredBid } from '../evaluation/ranking.ts';
import { effectiveWeights } from './effectiveWeight.ts';
import { reversalsByAddition, reversalsByRemoval } from './reversals.ts';
import { sensitivities } from './sensitivity.ts';
import { type Simulation, simulate } from './simulate.ts';

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
const linear = { criteria, model: { type: 'linear' } } as const;
const priced: PriceModel = {
  type: 'priced_quality',
  valuesOre: [
    { criterionId: 'K2', fullScoreOre: 40_000_000 },
    { criterionId: 'K3', fullScoreOre: 60_000_000 },
  ],
};
const score = fc.integer({ min: 0, max: 20 }).map((halves) => halves / 2);
const field = fc
  .array(fc.tuple(fc.integer({ min: 1_000_000, max: 3_000_000 }), score, score), {
    minLength: 2,
    maxLength: 6,
  })
  .map((rows) => rows.map(([price, quality, climate], at) => bid(`bid-${at}`, price, quality, climate)));

describe('rank reversals', () => {
  // Without the cheap bid c: a 0.4 x 10 + 0.3 x 5 + 0.3 x 5 = 7.0, b 0.4 x 8 + 0.3 x 6 + 0.3 x 6 = 6.8.
  const [a, b] = [bid('a', 100, 5, 5), bid('b', 120, 6, 6)];
  // With it the lowest price is 50: a 0 points for price and 3.0 in all, b -4 points and 2.0. No reversal in the
  // linear model; in the proportional one a has 5 and b 4.17 points: 5.0 against 5.27.
  const c = bid('c', 50, 0, 0);

  test('are found where a bid that cannot win decides between two others', () => {
    const proportional = { criteria, model: { type: 'proportional' } } as const;
    expect(rankBids(proportional, [a, b]).map(({ bidId, points }) => [bidId, points])).toEqual([
      ['a', 7],
      ['b', 6.93],
    ]);
    const expected = [{ bid: c, pairs: [{ aheadWithout: 'a', aheadWith: 'b' }], changesWinner: true }];
    expect(reversalsByRemoval(proportional, [a, b, c])).toEqual(expected);
    expect(reversalsByAddition(proportional, [a, b], [c])).toEqual(expected);
    expect(reversalsByRemoval(linear, [a, b, c])).toEqual([]);
  });

  test('never happen where quality is priced or missing quality surcharged', () => {
    const model = fc.constantFrom<PriceModel>({ type: 'surcharge' }, priced);
    fc.assert(
      fc.property(model, field, (by, bids) => {
        expect(reversalsByRemoval({ criteria, model: by }, bids)).toEqual([]);
      }),
    );
  });

  test('are the same seen from either side: a bid taken away, or the same bid added', () => {
    const model = fc.constantFrom<PriceModel>(
      { type: 'linear' },
      { type: 'proportional' },
      { type: 'hybrid' },
    );
    fc.assert(
      fc.property(model, field, (by, bids) => {
        const [last] = bids.slice(-1);
        const comparison = { criteria, model: by };
        const removed = reversalsByRemoval(comparison, bids).filter((one) => one.bid === last);
        expect(reversalsByAddition(comparison, bids.slice(0, -1), [last!])).toEqual(removed);
      }),
    );
  });
});

describe('the sensitivity of weights', () => {
  test('tells where the winner changes, and to whom', () => {
    // By price alone a wins, by quality and climate b does: 10x + 0.6(100 - x) ... meet where the price weighs 37.5 %.
    const bids = [bid('a', 100, 6, 6), bid('b', 140, 9, 8.8)];
    expect(rankBids(linear, bids)).toMatchObject(
      [
        { bidId: 'a', points: 7.6 },
        { bidId: 'b', points: 7.74 },
      ].reverse(),
    );
    const [price] = sensitivities(linear, bids);
    // b - a: price -4, the rest (30 x 3 + 30 x 2.8) / 60 = 2.9: equal where 4x = 2.9 (100 - x), x = 42.03.
    expect(price).toEqual({
      criterionId: 'K1',
      unit: 'percent',
      current: 40,
      from: 0,
      to: 42,
      winnerBelow: null,
      winnerAbove: 'a',
    });
  });

  test('of money values has no upper end where nobody gains more from them', () => {
    const bids = [bid('a', 100_000_000, 6, 6), bid('b', 125_000_000, 9, 8)];
    // a: 100 - 24 - 36 = 40; b: 125 - 36 - 48 = 41. By K2, b gains 0.3 of the value more: a million is 3.33 of it.
    expect(sensitivities({ criteria, model: priced }, bids)).toEqual([
      {
        criterionId: 'K2',
        unit: 'ore',
        current: 40_000_000,
        from: 0,
        to: 43_333_333,
        winnerBelow: null,
        winnerAbove: 'b',
      },
      {
        criterionId: 'K3',
        unit: 'ore',
        current: 60_000_000,
        from: 0,
        to: 65_000_000,
        winnerBelow: null,
        winnerAbove: 'b',
      },
    ]);
    expect(sensitivities({ criteria, model: priced }, [bids[0]!, bid('c', 110_000_000, 5, 5)])).toMatchObject(
      [
        { from: 0, to: null },
        { from: 0, to: null },
      ],
    );
  });

  test('is not told where no bid is best alone', () => {
    expect(sensitivities(linear, [bid('a', 100, 6, 6), bid('b', 100, 6, 6)])).toEqual([]);
    expect(sensitivities(linear, [bid('a', 100, 6, 6)])).toEqual([]);
  });

  test('holds: within its range the winner stays best, and just beyond it is not', () => {
    const model = fc.constantFrom<PriceModel>(
      { type: 'linear' },
      { type: 'proportional' },
      { type: 'hybrid' },
    );
    fc.assert(
      fc.property(model, field, fc.double({ min: 0, max: 1, noNaN: true }), (by, bids, share) => {
        const winner = rankBids({ criteria, model: by }, bids)[0]!.bidId;
        for (const { criterionId, from, to, winnerAbove } of sensitivities({ criteria, model: by }, bids)) {
          const worth = (id: string, weight: number) => worthAt(bids, by, criterionId, weight).get(id)!;
          const inside = from + share * (to! - from);
          for (const { bidId } of bids)
            expect(worth(winner, inside)).toBeGreaterThanOrEqual(worth(bidId, inside) - 1e-6);
          if (winnerAbove !== null)
            expect(worth(winnerAbove, Math.min(100, to! + 0.1))).toBeGreaterThanOrEqual(
              worth(winner, Math.min(100, to! + 0.1)) - 1e-6,
            );
        }
      }),
    );
  });

  /** The weighted sum of each bid with one weight moved and the others scaled, by the ranking's own points. */
  function worthAt(bids: readonly ScoredBid[], model: PriceModel, moved: string, weight: number) {
    const own = criteria.find(({ criterionId }) => criterionId === moved)!.weightPercent;
    return new Map(
      rankBids({ criteria, model }, bids).map(({ bidId, parts }) => [
        bidId,
        parts.reduce((sum, { criterionId, points, weightPercent }) => {
          const scaled = criterionId === moved ? weight : (weightPercent * (100 - weight)) / (100 - own);
          return sum + scaled * (points ?? 0);
        }, 0),
      ]),
    );
  }
});

describe('effective weights', () => {
  test('are the shares of the differences that the criteria made', () => {
    // Price: 10 and 7.5 points at 40 % differ by 1; quality by 1 x 0.3; climate by 4 x 0.3.
    const bids = [bid('a', 100, 6, 4), bid('b', 125, 7, 8)];
    expect(effectiveWeights(linear, bids)).toEqual([
      { criterionId: 'K1', nominalPercent: 40, spread: 1, effectivePercent: 40 },
      { criterionId: 'K2', nominalPercent: 30, spread: 0.3, effectivePercent: 12 },
      { criterionId: 'K3', nominalPercent: 30, spread: 1.2, effectivePercent: 48 },
    ]);
  });

  test('are nothing for a criterion by which all are alike, and unknown where all are alike in all', () => {
    const same = [bid('a', 100, 6, 7), bid('b', 125, 7, 7)];
    expect(effectiveWeights(linear, same)[2]).toMatchObject({ nominalPercent: 30, effectivePercent: 0 });
    expect(effectiveWeights(linear, [same[0]!])[2]).toMatchObject({ effectivePercent: null });
  });

  test('are counted in money where points become money', () => {
    const bids = [bid('a', 100_000_000, 6, 4), bid('b', 130_000_000, 7, 8)];
    // Price differs by 30 million, quality by 4, climate by 24.
    expect(effectiveWeights({ criteria, model: priced }, bids).map((one) => one.effectivePercent)).toEqual([
      51.7, 6.9, 41.4,
    ]);
  });

  test('are 100 together, but for rounding', () => {
    const model = fc.constantFrom<PriceModel>(
      { type: 'linear' },
      { type: 'proportional' },
      { type: 'hybrid' },
      { type: 'surcharge' },
      priced,
    );
    fc.assert(
      fc.property(model, field, (by, bids) => {
        const weights = effectiveWeights({ criteria, model: by }, bids);
        const sum = weights.reduce((total, { effectivePercent }) => total + (effectivePercent ?? 100 / 3), 0);
        expect(Math.abs(sum - 100)).toBeLessThan(0.2);
      }),
    );
  });
});

describe('a simulation', () => {
  const asked: Simulation = {
    criteria,
    model: { type: 'proportional' },
    bids: [bid('a', 100, 5, 5), bid('b', 120, 6, 6), bid('c', 50, 0, 0)],
    estimatedValueOre: null,
  };

  test('gives the same answer to the same question', () => {
    expect(simulate(asked)).toEqual(simulate(structuredClone(asked)));
  });

  test('shows which models are prone to reversals: those that measure by the lowest price, and no others', () => {
    const { models } = simulate({ ...asked, bids: [], estimatedValueOre: 500_000_000 }).typical;
    const countOf = (type: string) => models.find((one) => one.type === type)?.withReversal;
    expect(models.map(({ type }) => type)).toEqual([
      'linear',
      'proportional',
      'hybrid',
      'priced_quality',
      'surcharge',
    ]);
    expect(countOf('linear')).toBeGreaterThan(0);
    expect(countOf('proportional')).toBeGreaterThan(0);
    expect(countOf('hybrid')).toBeGreaterThan(0);
    expect(countOf('priced_quality')).toBe(0);
    expect(countOf('surcharge')).toBe(0);
  });

  test('tells what climate weighs, as said and in effect', () => {
    const { bids, typical } = simulate(asked);
    expect(bids?.climate.nominalPercent).toBe(30);
    expect(typical.climate.nominalPercent).toBe(30);
    const { low, median, high } = typical.climate.effectivePercent;
    expect(low).toBeLessThanOrEqual(median);
    expect(median).toBeLessThanOrEqual(high);
  });

  test.each<[code: string, wrong: Partial<Simulation>]>([
    ['weights_not_100', { criteria: criteria.slice(1) }],
    ['part_twice', { criteria: [...criteria.slice(0, 2), { ...criteria[2]!, criterionId: 'K2' }] }],
    ['part_twice', { bids: [...asked.bids, asked.bids[0]!] }],
    ['points_missing', { bids: [{ bidId: 'a', priceOre: 1, points: [] }] }],
    [
      'points_missing',
      { bids: [{ ...asked.bids[0]!, points: [...asked.bids[0]!.points, { criterionId: 'K9', points: 1 }] }] },
    ],
    ['estimate_missing', { bids: [] }],
    [
      'price_criterion_missing',
      { criteria: [{ ...criteria[1]!, weightPercent: 100 }], model: { type: 'surcharge' }, bids: [] },
    ],
  ])('%s: %j', (code, wrong) => {
    expect(() => simulate({ ...asked, ...wrong })).toThrow(expect.objectContaining({ code }));
  });
});
