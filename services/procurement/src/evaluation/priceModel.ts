/**
 * How a price and the points for quality are set against each other; fixed before any bid is opened.
 *
 * - `linear`, `proportional` and `hybrid` make points of a price, by how far it lies above the lowest one.
 * - `priced_quality` and `surcharge` make money of the points instead: the lowest evaluated price is best, and no
 *   bid's evaluated price depends on another bid.
 */
export type PriceModel =
  | { readonly type: RelativePriceModel }
  | {
      readonly type: 'priced_quality';
      /** What the full score of each criterion is worth, øre; a criterion that isn't named is worth nothing. */
      readonly valuesOre: readonly { readonly criterionId: string; readonly fullScoreOre: number }[];
    }
  | { readonly type: 'surcharge' };

/** Models whose points for a price depend on the lowest price among the bids. */
export type RelativePriceModel = 'linear' | 'proportional' | 'hybrid';

/** The best score of any criterion. */
export const pointsMax = 10;

/** Points are counted in hundredths: whole numbers, so that equal is equal. */
const fullScore = 1000n;

/** Points with two decimals as whole hundredths. */
export const hundredthsOf = (points: number): number => Math.round(points * 100);

/**
 * The points of a price, at most {@link pointsMax}, to two decimals: computed exactly and rounded half away from zero.
 * Pe is the price, Pb the lowest one, both in øre:
 *
 * - linear: `10 - 10 (Pe - Pb) / Pb`, below 0 from twice the lowest price on (allowed: KOFA 2015/60);
 * - proportional: `10 Pb / Pe`;
 * - hybrid, a definition of our own: `10 - 5 (Pe - Pb) / Pb` up to twice the lowest price, where both give 5, and
 *   `10 Pb / Pe` beyond it. Equal differences weigh equally among the usual prices, and no score is below 0.
 *
 * The first two as DFØ writes them in "Veileder i evaluering av tilbud: Regne om pris til poeng". Where the lowest
 * price is 0 nothing can be divided by it: bids at 0 get 10 points, all others 0.
 */
export function pricePoints(model: RelativePriceModel, priceOre: number, lowestOre: number): number {
  if (priceOre === lowestOre) return pointsMax;
  if (lowestOre === 0) return 0;
  return hundredths(model, BigInt(priceOre), BigInt(lowestOre)) / 100;
}

function hundredths(model: RelativePriceModel, price: bigint, lowest: bigint): number {
  if (model === 'linear') return quotient(fullScore * (2n * lowest - price), lowest);
  if (model === 'hybrid' && price <= 2n * lowest)
    return quotient(fullScore * (3n * lowest - price), 2n * lowest);
  return quotient(fullScore * lowest, price);
}

/** The money that points are worth: their share of what the full score is worth, rounded half away from zero, øre. */
export function qualityValueOre(points: number, fullScoreOre: number): number {
  return quotient(BigInt(hundredthsOf(points)) * BigInt(fullScoreOre), fullScore);
}

/**
 * What is added to a price for the points that are missing: `price x ((10 - points) / 10) x (weight / price weight)`,
 * rounded half away from zero, øre. `priceWeightPercent` is above 0.
 */
export function surchargeOre(options: {
  readonly priceOre: number;
  readonly points: number;
  readonly weightPercent: number;
  readonly priceWeightPercent: number;
}): number {
  const missing = fullScore - BigInt(hundredthsOf(options.points));
  return quotient(
    BigInt(options.priceOre) * missing * BigInt(options.weightPercent),
    fullScore * BigInt(options.priceWeightPercent),
  );
}

/** `numerator / denominator`, rounded half away from zero; the denominator is above 0. */
function quotient(numerator: bigint, denominator: bigint): number {
  const size = numerator < 0n ? -numerator : numerator;
  const rounded = Number((2n * size + denominator) / (2n * denominator));
  return numerator < 0n ? 0 - rounded : rounded;
}
