/** Below this share of the others' median a price looks low; our own limit, a hint to look and nothing more. */
export const medianSharePercent = 75;
/** Below this share of the next lowest price the lowest one looks low; our own limit. */
export const nextLowestSharePercent = 80;

export type LowPriceHint = {
  readonly bidId: string;
  /** Of the median of the other bids' prices, rounded down to whole percent. */
  readonly ofMedianPercent: number;
  /** Of the lowest of the other bids' prices, rounded down to whole percent. */
  readonly ofNextLowestPercent: number;
};

/**
 * Which prices of a lot look abnormally low beside the others: below {@link medianSharePercent} of the median of the
 * others, or below {@link nextLowestSharePercent} of the lowest of the others. One bid alone is compared with nothing.
 * FOA § 24-9 gives no numbers; whether a price is abnormally low is for a person to decide, after an explanation.
 */
export function lowPriceHints(
  bids: readonly { readonly bidId: string; readonly priceOre: number }[],
): readonly LowPriceHint[] {
  return bids.flatMap(({ bidId, priceOre }) => {
    const others = bids.filter((one) => one.bidId !== bidId).map((one) => one.priceOre);
    if (others.length === 0) return [];
    const sorted = others.sort((one, other) => one - other);
    const ofMedianPercent = percentOf(2 * priceOre, twiceMedian(sorted));
    const ofNextLowestPercent = percentOf(priceOre, sorted[0] ?? 0);
    const isLow = ofMedianPercent < medianSharePercent || ofNextLowestPercent < nextLowestSharePercent;
    return isLow ? [{ bidId, ofMedianPercent, ofNextLowestPercent }] : [];
  });
}

function twiceMedian(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? 2 * upper : upper + (sorted[middle - 1] ?? 0);
}

/** Rounded down, so that 74.99 % is below 75 %. */
const percentOf = (part: number, whole: number): number =>
  whole === 0 ? 100 : Number((BigInt(part) * 100n) / BigInt(whole));
