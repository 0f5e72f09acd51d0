import type { Kind, Threshold } from './part.ts';

/** Another procurement, as far as splitting is about it. */
export type OtherPurchase = { readonly estimatedValueOre: number };

/** Which purchases may be parts of one need, as a filter on the states of procurements, and what it looked for. */
export type Alike = {
  readonly unit: string;
  readonly cpvGroup: string | null;
  /** The first day of the twelve months. */
  readonly since: string;
  readonly filter: object;
};

/** The day twelve months before; of a leap day the day before it in a year without. */
export function yearBefore(day: string): string {
  const before = `${Number(day.slice(0, 4)) - 1}`.padStart(4, '0');
  return day.endsWith('-02-29') ? `${before}-02-28` : `${before}${day.slice(4)}`;
}

/**
 * Purchases of the same kind by the same unit, opened in the twelve months up to a day, and of the same CPV group (the
 * code's first three digits) where a code is given; those that have no code are taken in, because nothing says that
 * they are of another. Cancelled ones and the case itself are not.
 */
export function alike(options: {
  readonly unit: string;
  readonly kind: Kind;
  readonly on: string;
  readonly cpvCode: string | undefined;
  readonly procurementId: string | undefined;
  /** The last instant of the day; UTC, RFC 3339. */
  readonly until: string;
  /** The first of the twelve months. */
  readonly from: string;
}): Alike {
  const { unit, kind, on, cpvCode, procurementId, until, from } = options;
  const cpvGroup = cpvCode?.slice(0, 3) ?? null;
  const ofGroup = {
    $or: [{ 'state.cpvCodes': { $regex: `^${cpvGroup}` } }, { 'state.cpvCodes': { $size: 0 } }],
  };
  return {
    unit,
    cpvGroup,
    since: yearBefore(on),
    filter: {
      'state.unit': unit,
      'state.kind': kind,
      'state.createdAt': { $gte: from, $lte: until },
      'state.status': { $ne: 'cancelled' },
      ...(procurementId !== undefined && { _id: { $ne: procurementId } }),
      ...(cpvGroup !== null && ofGroup),
    },
  };
}

/** What the purchases come to together, and the thresholds that they reach together while the one alone does not. */
export function summed(
  valueOre: number,
  others: readonly OtherPurchase[],
  thresholds: readonly Threshold[],
): { readonly sumOre: number; readonly passed: readonly Threshold[] } {
  const sumOre = others.reduce((sum, one) => sum + one.estimatedValueOre, valueOre);
  return { sumOre, passed: thresholds.filter(({ fromOre }) => valueOre < fromOre && fromOre <= sumOre) };
}
