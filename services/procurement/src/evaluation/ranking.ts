import {
  hundredthsOf,
  type PriceModel,
  pricePoints,
  qualityValueOre,
  type RelativePriceModel,
  surchargeOre,
} from './priceModel.ts';

export type Criterion = {
  readonly criterionId: string;
  readonly type: 'price' | 'quality' | 'climate';
  /** Whole percent; those of a lot are 100 together. */
  readonly weightPercent: number;
};

/** A bid on one lot, with its settled points for everything but the price. */
export type ScoredBid = {
  readonly bidId: string;
  readonly priceOre: number;
  readonly points: readonly { readonly criterionId: string; readonly points: number }[];
};

/** What one criterion contributes. */
export type RankingPart = {
  readonly criterionId: string;
  /** Null for the price in a model that gives no points for it. */
  readonly points: number | null;
  readonly weightPercent: number;
  /** Points times weight, exact; null in a model that ranks by an evaluated price. */
  readonly weighted: number | null;
  /** What the criterion adds to the evaluated price (less than 0: takes away), øre; null in a model by points. */
  readonly amountOre: number | null;
};

export type RankedBid = {
  readonly bidId: string;
  readonly priceOre: number;
  /** The weighted sum, rounded to two decimals; null in a model that ranks by an evaluated price. */
  readonly points: number | null;
  /** Only for the comparison; null in a model by points. */
  readonly evaluatedPriceOre: number | null;
  /** From 1; bids that are equal share the better rank. */
  readonly rank: number;
  readonly tied: boolean;
  readonly parts: readonly RankingPart[];
};

/** What a lot's bids are compared by. */
export type Comparison = { readonly criteria: readonly Criterion[]; readonly model: PriceModel };

/**
 * Ranks a lot's bids, best first. The weighted sum of points is exact and rounded once, to the two decimals that are
 * shown; an evaluated price is whole øre. What is shown is what is compared: bids that look equal are equal (`tied`),
 * and stand in the order of their ids, so that the order in which bids are given changes nothing.
 */
export function rankBids({ criteria, model }: Comparison, bids: readonly ScoredBid[]): readonly RankedBid[] {
  const lowestOre = Math.min(...bids.map(({ priceOre }) => priceOre));
  const compared = bids.map((bid) =>
    isByPoints(model) ? byPoints(bid, criteria, model.type, lowestOre) : byPrice(bid, criteria, model),
  );
  const byMerit = compared.sort((one, other) => meritOf(other) - meritOf(one) || byId(one, other));
  return withRanks(byMerit);
}

type Unranked = Omit<RankedBid, 'rank' | 'tied'>;

/** More is better: points, or an evaluated price that is lower. */
export const meritOf = ({
  evaluatedPriceOre,
  points,
}: Pick<RankedBid, 'points' | 'evaluatedPriceOre'>): number => points ?? -(evaluatedPriceOre ?? 0);

const byId = (one: Unranked, other: Unranked) => (one.bidId < other.bidId ? -1 : 1);

const isByPoints = (model: PriceModel): model is { readonly type: RelativePriceModel } =>
  model.type === 'linear' || model.type === 'proportional' || model.type === 'hybrid';

function withRanks(byMerit: readonly Unranked[]): readonly RankedBid[] {
  let rank = 1;
  return byMerit.map((row, at) => {
    const [before, after] = [byMerit[at - 1], byMerit[at + 1]];
    const isEqual = (other: Unranked | undefined) => other !== undefined && meritOf(other) === meritOf(row);
    if (!isEqual(before)) rank = at + 1;
    return { ...row, rank, tied: isEqual(before) || isEqual(after) };
  });
}

function byPoints(
  bid: ScoredBid,
  criteria: readonly Criterion[],
  model: RelativePriceModel,
  lowestOre: number,
): Unranked {
  const forPrice = pricePoints(model, bid.priceOre, lowestOre);
  const parts = criteria.map(({ criterionId, type, weightPercent }): RankingPart => {
    const points = type === 'price' ? forPrice : pointsOf(bid, criterionId);
    return {
      criterionId,
      points,
      weightPercent,
      weighted: (weightPercent * hundredthsOf(points)) / 10_000,
      amountOre: null,
    };
  });
  const sum = parts.reduce(
    (total, { points, weightPercent }) => total + weightPercent * hundredthsOf(points ?? 0),
    0,
  );
  return { ...headOf(bid), points: roundedPercent(sum) / 100, evaluatedPriceOre: null, parts };
}

function byPrice(
  bid: ScoredBid,
  criteria: readonly Criterion[],
  model: Exclude<PriceModel, { readonly type: RelativePriceModel }>,
): Unranked {
  const priceWeightPercent = priceWeightOf(criteria);
  const parts = criteria.map(({ criterionId, type, weightPercent }): RankingPart => {
    if (type === 'price')
      return { criterionId, points: null, weightPercent, weighted: null, amountOre: bid.priceOre };
    const points = pointsOf(bid, criterionId);
    const amountOre =
      model.type === 'surcharge'
        ? surchargeOre({ priceOre: bid.priceOre, points, weightPercent, priceWeightPercent })
        : 0 - qualityValueOre(points, fullScoreOf(model, criterionId));
    return { criterionId, points, weightPercent, weighted: null, amountOre };
  });
  const evaluatedPriceOre = parts
    .filter((_, at) => criteria[at]?.type !== 'price')
    .reduce((total, { amountOre }) => total + (amountOre ?? 0), bid.priceOre);
  return { ...headOf(bid), points: null, evaluatedPriceOre, parts };
}

const headOf = ({ bidId, priceOre }: ScoredBid) => ({ bidId, priceOre });

/** What the price weighs, percent; 0 where it is no criterion. */
export const priceWeightOf = (criteria: readonly Criterion[]): number =>
  criteria.reduce((sum, { type, weightPercent }) => (type === 'price' ? sum + weightPercent : sum), 0);

const fullScoreOf = (
  model: Extract<PriceModel, { readonly type: 'priced_quality' }>,
  criterionId: string,
): number => model.valuesOre.find((value) => value.criterionId === criterionId)?.fullScoreOre ?? 0;

function pointsOf({ bidId, points }: ScoredBid, criterionId: string): number {
  const found = points.find((one) => one.criterionId === criterionId);
  if (!found) throw new Error(`the bid ${bidId} has no points for ${criterionId}`);
  return found.points;
}

/** A hundredth of a whole number, rounded half away from zero. */
function roundedPercent(sum: number): number {
  return Math.sign(sum) * Math.floor((Math.abs(sum) + 50) / 100);
}
