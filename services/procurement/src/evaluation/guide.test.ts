import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { procurementOperations } from '@tiltak/contracts/procurement';
import { effectiveWeights } from '../simulation/effectiveWeight.ts';
import { reversalsByRemoval } from '../simulation/reversals.ts';
import { sensitivities } from '../simulation/sensitivity.ts';
import { answerHoursMin } from './explanation.ts';
import { medianSharePercent, nextLowestSharePercent } from './lowPrice.ts';
import type { PriceModel } from './priceModel.ts';
import { type Criterion, rankBids, type ScoredBid } from './ranking.ts';

const guide = readFileSync(join(import.meta.dirname, '../../../../docs/evaluation.md'), 'utf8');
const criteria: readonly Criterion[] = [
  { criterionId: 'K1', type: 'price', weightPercent: 40 },
  { criterionId: 'K2', type: 'quality', weightPercent: 30 },
  { criterionId: 'K3', type: 'climate', weightPercent: 30 },
];

type Example = {
  readonly name: string;
  readonly model: PriceModel;
  readonly bids: readonly { readonly bidId: string; readonly priceOre: number; K2: number; K3: number }[];
  /** Points, or the evaluated price, best first. */
  readonly ranking: readonly (readonly [bidId: string, result: number])[];
  /** Who turns whom around: the bid, who is ahead without it, and who with it. */
  readonly reversals?: readonly (readonly [bid: string, without: string, withIt: string])[];
  readonly priceWeight?: object;
  readonly effectivePercent?: Readonly<Record<string, number>>;
};
const examples = [...guide.matchAll(/```json\n(.*?)```/gs)].map(
  ([, text = '']) => JSON.parse(text) as Example,
);
const scored = ({ bidId, priceOre, K2, K3 }: Example['bids'][number]): ScoredBid => ({
  bidId,
  priceOre,
  points: [
    { criterionId: 'K2', points: K2 },
    { criterionId: 'K3', points: K3 },
  ],
});

test.each(examples)('the guide: $name', (example) => {
  const comparison = { criteria, model: example.model };
  const bids = example.bids.map(scored);
  const ranked = rankBids(comparison, bids);
  expect(ranked.map((row) => [row.bidId, row.points ?? row.evaluatedPriceOre])).toEqual(example.ranking);
  if (example.reversals) {
    const found = reversalsByRemoval(comparison, bids).flatMap(({ bid, pairs }) =>
      pairs.map(({ aheadWithout, aheadWith }) => [bid.bidId, aheadWithout, aheadWith]),
    );
    expect(found).toEqual(example.reversals);
  }
  if (example.priceWeight) expect(sensitivities(comparison, bids)[0]).toMatchObject(example.priceWeight);
  if (example.effectivePercent) {
    const found = effectiveWeights(comparison, bids).map((one) => [one.criterionId, one.effectivePercent]);
    expect(Object.fromEntries(found)).toEqual(example.effectivePercent);
  }
});

test('the guide has an example of each model, and of each of the simulator’s terms', () => {
  expect(new Set(examples.map(({ model }) => model.type)).size).toBe(5);
  for (const term of ['reversals', 'priceWeight', 'effectivePercent'] as const)
    expect(examples.some((example) => example[term] !== undefined)).toBe(true);
});

test('the guide names operations that there are, and the limits that hold', () => {
  const named = [...guide.matchAll(/`([a-z]+[A-Z]\w+)`/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((name) => !(name in procurementOperations))).toEqual([]);
  expect(guide).toContain(`below ${medianSharePercent} % of the median`);
  expect(guide).toContain(`below ${nextLowestSharePercent} % of the lowest`);
  expect(guide).toContain(`at least ${answerHoursMin} hours`);
});
