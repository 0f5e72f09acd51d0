import { type PriceModel, pricePoints, qualityValueOre, surchargeOre } from '../evaluation/priceModel.ts';
import { type Comparison, type Criterion, priceWeightOf, type ScoredBid } from '../evaluation/ranking.ts';

/** What a criterion really decided among some bids. */
export type EffectiveWeight = {
  readonly criterionId: string;
  /** What was said that it weighs. */
  readonly nominalPercent: number;
  /** Weighted points between the best and the worst bid by this criterion; øre in a model that makes money of points. */
  readonly spread: number;
  /** The spread's share of all spreads together, to a tenth; null where the bids don't differ in anything. */
  readonly effectivePercent: number | null;
};

/**
 * The effective weight of each criterion among some bids: its share of the differences between them. A criterion by
 * which all bids score alike decides nothing, whatever it was said to weigh. The difference of a criterion is that
 * between its best and its worst bid, times the weight; in the models that make money of points it is the difference
 * in money, worked out at the median price, so that the prices themselves don't count twice.
 *
 * The definition is our own. That differences decide and not levels is what DFØ says of point models ("Veileder i
 * evaluering av tilbud: Poengmodeller"); what counts as 30 percent by FOA § 7-9 the rules do not define.
 */
export function effectiveWeights(
  comparison: Comparison,
  bids: readonly ScoredBid[],
): readonly EffectiveWeight[] {
  const worthOf = valuation(comparison, bids);
  const spreads = comparison.criteria.map((criterion) => {
    const values = bids.map((bid) => worthOf(bid, criterion));
    return bids.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
  });
  const all = spreads.reduce((sum, spread) => sum + spread, 0);
  return comparison.criteria.map(({ criterionId, weightPercent }, at) => {
    const spread = spreads[at] ?? 0;
    return {
      criterionId,
      nominalPercent: weightPercent,
      spread: Math.round(spread * 10_000) / 10_000,
      effectivePercent: all === 0 ? null : Math.round((spread / all) * 1000) / 10,
    };
  });
}

function valuation(
  { criteria, model }: Comparison,
  bids: readonly ScoredBid[],
): (bid: ScoredBid, criterion: Criterion) => number {
  const prices = bids.map(({ priceOre }) => priceOre);
  if (model.type === 'priced_quality' || model.type === 'surcharge') {
    const reference = { priceOre: medianOf(prices), priceWeightPercent: priceWeightOf(criteria) };
    return (bid, criterion) =>
      criterion.type === 'price'
        ? bid.priceOre
        : moneyOf(model, pointsOf(bid, criterion), criterion, reference);
  }
  const lowestOre = Math.min(...prices);
  return (bid, criterion) => {
    const points =
      criterion.type === 'price'
        ? pricePoints(model.type, bid.priceOre, lowestOre)
        : pointsOf(bid, criterion);
    return (points * criterion.weightPercent) / 100;
  };
}

function moneyOf(
  model: Extract<PriceModel, { readonly type: 'priced_quality' | 'surcharge' }>,
  points: number,
  { criterionId, weightPercent }: Criterion,
  reference: { readonly priceOre: number; readonly priceWeightPercent: number },
): number {
  if (model.type === 'surcharge') return surchargeOre({ ...reference, points, weightPercent });
  const value = model.valuesOre.find((one) => one.criterionId === criterionId);
  return qualityValueOre(points, value?.fullScoreOre ?? 0);
}

/** The middle price; of an even number of prices the lower of the two in the middle. */
export function medianOf(prices: readonly number[]): number {
  const sorted = prices.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

const pointsOf = (bid: ScoredBid, { criterionId }: Criterion): number =>
  bid.points.find((one) => one.criterionId === criterionId)?.points ?? 0;
