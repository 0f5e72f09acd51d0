import { Rejection } from '@tiltak/decider';

/** How a framework agreement's ceiling is shared between its lots. */
export type Ceiling = {
  /** What was announced for all of them together, øre. */
  readonly maxOre: number;
  readonly lots: readonly { readonly lotId: string; readonly estimatedValueOre: number }[];
};

/** A lot's share by what it was estimated at, in whole øre: the shares together are never above the whole. */
export function shareOf({ maxOre, lots }: Ceiling, lotId: string): number {
  const lot = lots.find((one) => one.lotId === lotId);
  if (lots.length < 2 || !lot) return maxOre;
  const sumOre = lots.reduce((sum, { estimatedValueOre }) => sum + estimatedValueOre, 0);
  return Number((BigInt(maxOre) * BigInt(lot.estimatedValueOre)) / BigInt(sumOre));
}

/**
 * The ceiling of each lot, as it was given or by its share; null where there is no framework agreement. Throws
 * `ceiling_not_used`, `ceiling_exceeded`.
 */
export function ceilingsOf(
  wanted: readonly { readonly lotId: string; readonly ceilingOre?: number | null }[],
  ceiling: Ceiling | null,
): ReadonlyMap<string, number> | null {
  const given = wanted.find(({ ceilingOre = null }) => ceilingOre !== null);
  if (ceiling === null) {
    if (given)
      throw new Rejection(
        'ceiling_not_used',
        `lots: leave the ceiling of ${given.lotId} out; only a framework agreement has one.`,
      );
    return null;
  }
  const ceilings = new Map(
    wanted.map(({ lotId, ceilingOre = null }) => [lotId, ceilingOre ?? shareOf(ceiling, lotId)]),
  );
  const sumOre = [...ceilings.values()].reduce((sum, one) => sum + one, 0);
  if (sumOre > ceiling.maxOre)
    throw new Rejection(
      'ceiling_exceeded',
      `lots: the ceilings are ${sumOre} øre together, and ${ceiling.maxOre} were announced. Lots without one get their share by estimate.`,
      { sumOre, maxOre: ceiling.maxOre },
    );
  return ceilings;
}
