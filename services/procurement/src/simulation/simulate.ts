import { Rejection } from '@tiltak/decider';
import { type PriceModel, pointsMax } from '../evaluation/priceModel.ts';
import {
  type Comparison,
  type Criterion,
  priceWeightOf,
  rankBids,
  type ScoredBid,
} from '../evaluation/ranking.ts';
import { type EffectiveWeight, effectiveWeights, medianOf } from './effectiveWeight.ts';
import { type Reversal, reversalsByAddition, reversalsByRemoval } from './reversals.ts';
import { sensitivities } from './sensitivity.ts';
import { candidateBids, typicalBidsEach, typicalCompetitions } from './typicalBids.ts';

/** More reversals than this are counted, and not told one by one. */
export const reversalsShownMax = 20;

export type Simulation = Comparison & {
  readonly bids: readonly ScoredBid[];
  /** What the made-up competitions lie around; null: the median of the bids. */
  readonly estimatedValueOre: number | null;
};

/**
 * Tries an evaluation before it is published: what the model makes of some bids and of made-up competitions. Nothing is
 * kept. Throws `weights_not_100`, `part_twice`, `points_missing`, `price_criterion_missing`, `estimate_missing`.
 */
export function simulate({ bids, criteria, estimatedValueOre, model }: Simulation) {
  requireWhole(criteria, bids, model);
  const aroundOre = estimatedValueOre ?? medianOf(bids.map(({ priceOre }) => priceOre));
  if (aroundOre === 0)
    throw new Rejection(
      'estimate_missing',
      'Give `estimatedValueOre`, or bids: prices are made up around one of them.',
    );
  const comparison = { criteria, model };
  return {
    bids: bids.length === 0 ? null : ofBids(comparison, bids, aroundOre),
    typical: ofTypical(comparison, aroundOre),
  };
}

/** What the model makes of the given bids. */
function ofBids(comparison: Comparison, bids: readonly ScoredBid[], aroundOre: number) {
  const added = reversalsByAddition(comparison, bids, candidateBids(comparison.criteria, aroundOre));
  const removed = reversalsByRemoval(comparison, bids);
  const weights = effectiveWeights(comparison, bids);
  return {
    ranking: rankBids(comparison, bids),
    sensitivities: sensitivities(comparison, bids),
    weights,
    climate: climateOf(comparison.criteria, weights),
    reversals: { byRemoval: shown(removed), byAddition: shown(added) },
    models: modelsFor(comparison, aroundOre).map((model) => ({
      type: model.type,
      order: rankBids({ ...comparison, model }, bids).map(({ bidId, rank }) => ({ bidId, rank })),
    })),
  };
}

/** What each model makes of many made-up competitions, and how much of the decision lies in climate by the chosen one. */
function ofTypical(comparison: Comparison, aroundOre: number) {
  const competitions = typicalCompetitions(comparison.criteria, aroundOre);
  const shares = competitions
    .map((bids) => climateOf(comparison.criteria, effectiveWeights(comparison, bids)).effectivePercent ?? 0)
    .sort((one, other) => one - other);
  return {
    competitions: competitions.length,
    bidsEach: typicalBidsEach,
    aroundOre,
    models: modelsFor(comparison, aroundOre).map((model) => {
      const found = competitions.map((bids) => reversalsByRemoval({ ...comparison, model }, bids));
      return {
        type: model.type,
        withReversal: found.filter((reversals) => reversals.length > 0).length,
        withOtherWinner: found.filter((all) => all.some(({ changesWinner }) => changesWinner)).length,
      };
    }),
    climate: {
      nominalPercent: climateOf(comparison.criteria, []).nominalPercent,
      effectivePercent: { low: at(shares, 0.1), median: at(shares, 0.5), high: at(shares, 0.9) },
    },
  };
}

/** The value below which this share of the sorted ones lies. */
const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor(share * (sorted.length - 1))] ?? 0;

const shown = (reversals: readonly Reversal[]) => ({
  count: reversals.length,
  first: reversals.slice(0, reversalsShownMax),
});

/** What climate and environment weigh together, as was said and in effect; null where the bids differ in nothing. */
function climateOf(criteria: readonly Criterion[], weights: readonly EffectiveWeight[]) {
  const ids = new Set(
    criteria.filter(({ type }) => type === 'climate').map(({ criterionId }) => criterionId),
  );
  const nominalPercent = criteria.reduce(
    (sum, { criterionId, weightPercent }) => (ids.has(criterionId) ? sum + weightPercent : sum),
    0,
  );
  const own = weights.filter(({ criterionId }) => ids.has(criterionId));
  const isKnown = weights.some(({ effectivePercent }) => effectivePercent !== null);
  const effectivePercent = own.reduce((sum, one) => sum + (one.effectivePercent ?? 0), 0);
  return { nominalPercent, effectivePercent: isKnown ? Math.round(effectivePercent * 10) / 10 : null };
}

/**
 * All models, the chosen one as it is. Money values that nobody gave are those by which a missing point costs what it
 * would as a surcharge on the estimated value.
 */
function modelsFor({ criteria, model }: Comparison, aroundOre: number): readonly PriceModel[] {
  const relative = (['linear', 'proportional', 'hybrid'] as const).map((type) => ({ type }));
  const priceWeight = priceWeightOf(criteria);
  if (priceWeight === 0) return model.type === 'priced_quality' ? [...relative, model] : relative;
  const valuesOre = criteria
    .filter(({ type }) => type !== 'price')
    .map(({ criterionId, weightPercent }) => ({
      criterionId,
      fullScoreOre: Math.round((aroundOre * weightPercent) / priceWeight),
    }));
  const priced: PriceModel = model.type === 'priced_quality' ? model : { type: 'priced_quality', valuesOre };
  return [...relative, priced, { type: 'surcharge' }];
}

function requireWhole(criteria: readonly Criterion[], bids: readonly ScoredBid[], model: PriceModel): void {
  const sum = criteria.reduce((total, { weightPercent }) => total + weightPercent, 0);
  if (sum !== 100)
    throw new Rejection('weights_not_100', `criteria: the weights are ${sum} percent together, not 100.`);
  requireOnce(
    'criteria',
    criteria.map(({ criterionId }) => criterionId),
  );
  requireOnce(
    'bids',
    bids.map(({ bidId }) => bidId),
  );
  if (model.type === 'surcharge' && priceWeightOf(criteria) === 0)
    throw new Rejection('price_criterion_missing', 'criteria: a surcharge needs a criterion for the price.');
  const scoredIds = criteria.filter(({ type }) => type !== 'price').map(({ criterionId }) => criterionId);
  for (const { bidId, points } of bids) {
    const given = points.map(({ criterionId }) => criterionId);
    requireOnce(`bids: points of ${bidId}`, given);
    const missing =
      scoredIds.find((id) => !given.includes(id)) ?? given.find((id) => !scoredIds.includes(id));
    if (missing !== undefined)
      throw new Rejection(
        'points_missing',
        `bids: ${bidId} needs points from 0 to ${pointsMax} for ${scoredIds.join(', ')} (not so: ${missing}).`,
      );
  }
}

function requireOnce(where: string, ids: readonly string[]): void {
  const twice = ids.find((one, place) => ids.indexOf(one) !== place);
  if (twice !== undefined) throw new Rejection('part_twice', `${where}: ${twice} is there more than once.`);
}
