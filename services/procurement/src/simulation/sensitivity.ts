import { hundredthsOf, type PriceModel, pricePoints } from '../evaluation/priceModel.ts';
import { type Comparison, type Criterion, rankBids, type ScoredBid } from '../evaluation/ranking.ts';

/** How far one weight, or one money value, may move while the same bid stays best. */
export type Sensitivity = {
  readonly criterionId: string;
  /** Percent of weight; or øre for the full score, where quality is priced. */
  readonly unit: 'percent' | 'ore';
  readonly current: number;
  /** The least value at which the winner is still best; 0 where it is so all the way down. */
  readonly from: number;
  /** The greatest one; null where there is no end. */
  readonly to: number | null;
  /** Who is best beyond these ends; null where nobody else becomes it. */
  readonly winnerBelow: string | null;
  readonly winnerAbove: string | null;
};

/**
 * For each criterion, how far its weight may move before another bid is best, all other weights being scaled so that
 * they are 100 together again. Where quality is priced, the same of each money value, all others staying as they are.
 * Computed from the sums before they are rounded, and narrowed to a tenth of a percent, or to a whole øre. Empty where
 * no bid is best alone, and where there is one bid only.
 */
export function sensitivities(comparison: Comparison, bids: readonly ScoredBid[]): readonly Sensitivity[] {
  const [best, second] = rankBids(comparison, bids);
  if (!best || !second || best.tied) return [];
  return comparison.criteria.flatMap((criterion) => {
    const line = lineOf(comparison, bids, criterion);
    if (!line) return [];
    const range = rangeOf(best.bidId, bids, line);
    return [{ criterionId: criterion.criterionId, unit: line.unit, current: line.current, ...range }];
  });
}

/** What each bid is worth as a straight line in the moved value: `at0 + slope x value`; more is better. */
type Lines = {
  readonly unit: 'percent' | 'ore';
  readonly current: number;
  readonly max: number | null;
  readonly worth: ReadonlyMap<string, { readonly at0: number; readonly slope: number }>;
};

function lineOf(
  { criteria, model }: Comparison,
  bids: readonly ScoredBid[],
  moved: Criterion,
): Lines | undefined {
  if (model.type === 'priced_quality') {
    const value = model.valuesOre.find(({ criterionId }) => criterionId === moved.criterionId);
    return value && linesByValue(bids, model.valuesOre, value);
  }
  return moved.weightPercent === 100 ? undefined : linesByWeight(bids, criteria, model, moved);
}

function linesByWeight(
  bids: readonly ScoredBid[],
  criteria: readonly Criterion[],
  model: Exclude<PriceModel, { readonly type: 'priced_quality' }>,
  moved: Criterion,
): Lines {
  const lowestOre = Math.min(...bids.map(({ priceOre }) => priceOre));
  const worth = bids.map((bid) => {
    const worthOf = (criterion: Criterion): number =>
      model.type === 'surcharge'
        ? -bid.priceOre *
          (criterion.type === 'price' ? 1 : (1000 - hundredthsOf(pointsOf(bid, criterion))) / 1000)
        : criterion.type === 'price'
          ? pricePoints(model.type, bid.priceOre, lowestOre)
          : pointsOf(bid, criterion);
    const others = criteria
      .filter((one) => one !== moved)
      .reduce((sum, one) => sum + one.weightPercent * worthOf(one), 0);
    const scaled = others / (100 - moved.weightPercent);
    return [bid.bidId, { at0: 100 * scaled, slope: worthOf(moved) - scaled }] as const;
  });
  return { unit: 'percent', current: moved.weightPercent, max: 100, worth: new Map(worth) };
}

type MoneyValue = { readonly criterionId: string; readonly fullScoreOre: number };

function linesByValue(bids: readonly ScoredBid[], values: readonly MoneyValue[], moved: MoneyValue): Lines {
  const worth = bids.map((bid) => {
    // In thousandths, which are whole numbers as long as the amounts are not enormous.
    const at0 = values
      .filter((value) => value !== moved)
      .reduce((sum, value) => sum + scoreOf(bid, value) * value.fullScoreOre, -1000 * bid.priceOre);
    return [bid.bidId, { at0, slope: scoreOf(bid, moved) }] as const;
  });
  return { unit: 'ore', current: moved.fullScoreOre, max: null, worth: new Map(worth) };
}

/** Where the best bid's line meets those of the others, on either side of the value that holds now. */
function rangeOf(best: string, bids: readonly ScoredBid[], { current, max, unit, worth }: Lines) {
  let [below, above]: readonly (Meeting | undefined)[] = [];
  const own = worth.get(best)!;
  for (const { bidId } of bids) {
    const rival = worth.get(bidId)!;
    const slope = own.slope - rival.slope;
    if (bidId === best || slope === 0) continue;
    const value = (rival.at0 - own.at0) / slope;
    if (slope > 0 && value >= 0 && value > (below?.value ?? -1)) below = { value, bidId };
    if (slope < 0 && value <= (max ?? Number.POSITIVE_INFINITY) && value < (above?.value ?? Infinity))
      above = { value, bidId };
  }
  const step = unit === 'percent' ? 10 : 1;
  return {
    from: below ? Math.min(current, Math.ceil(below.value * step) / step) : 0,
    to: above ? Math.max(current, Math.floor(above.value * step) / step) : max,
    winnerBelow: below?.bidId ?? null,
    winnerAbove: above?.bidId ?? null,
  };
}
type Meeting = { readonly value: number; readonly bidId: string };

const scoreOf = (bid: ScoredBid, value: MoneyValue): number => hundredthsOf(pointsOf(bid, value));

const pointsOf = (bid: ScoredBid, { criterionId }: { readonly criterionId: string }): number =>
  bid.points.find((one) => one.criterionId === criterionId)?.points ?? 0;
