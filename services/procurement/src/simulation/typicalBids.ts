import type { Criterion, ScoredBid } from '../evaluation/ranking.ts';

/** How many competitions are made up, and of how many bids each. */
export const typicalCompetitionsCount = 60;
export const typicalBidsEach = 5;

/** Prices of made-up bids lie between these shares of the estimated value, and points between these, in halves. */
const pricePercent = { min: 80, max: 140 };
const points = { min: 4, max: 10 };

/**
 * Made-up competitions of the kind that one might expect: prices from 80 to 140 percent of the estimated value, points
 * from 4 to 10 in halves, all equally likely. Ranges of our own, not measured ones. The same question gives the same
 * competitions every time.
 */
export function typicalCompetitions(
  criteria: readonly Criterion[],
  estimatedValueOre: number,
): readonly (readonly ScoredBid[])[] {
  const next = drawsFrom(20_260_701);
  return Array.from({ length: typicalCompetitionsCount }, () =>
    Array.from({ length: typicalBidsEach }, (_, at) => ({
      bidId: `typical-${at + 1}`,
      priceOre: percentOf(estimatedValueOre, between(next, pricePercent)),
      points: scored(criteria, () => between(next, { min: 2 * points.min, max: 2 * points.max }) / 2),
    })),
  );
}

const candidatePricePercents = [50, 70, 85, 100, 115, 130, 150, 200];
const candidatePoints = [2, 5, 8, 10];

/** Bids that might have come too: from half to twice a price, and from poor to full points by all criteria alike. */
export function candidateBids(criteria: readonly Criterion[], aroundOre: number): readonly ScoredBid[] {
  return candidatePricePercents.flatMap((percent) =>
    candidatePoints.map((given) => ({
      bidId: `${percent}-percent-${given}-points`,
      priceOre: percentOf(aroundOre, percent),
      points: scored(criteria, () => given),
    })),
  );
}

const scored = (criteria: readonly Criterion[], draw: () => number): ScoredBid['points'] =>
  criteria.filter(({ type }) => type !== 'price').map(({ criterionId }) => ({ criterionId, points: draw() }));

const percentOf = (ore: number, percent: number): number => Math.max(1, Math.round(ore / 100) * percent);

const between = (next: () => number, range: { readonly min: number; readonly max: number }): number =>
  range.min + (next() % (range.max - range.min + 1));

/** Numbers that look drawn by lot and are the same each time: the xorshift generator of 32 bits (Marsaglia 2003). */
function drawsFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
