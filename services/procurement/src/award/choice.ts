import { Rejection } from '@tiltak/decider';
import type { AwardedLot, Winner } from './award.ts';
import { type Ceiling, ceilingsOf } from './ceiling.ts';

/** A lot as the officer wants it awarded. */
export type WantedLot = {
  readonly lotId: string;
  readonly supplierIds: readonly string[];
  /** In a direct purchase: what it costs. */
  readonly valueOre: number | null;
  readonly optionsOre: number;
  /** Of a framework agreement; null: its share by the estimates. */
  readonly ceilingOre?: number | null;
  readonly reason: string;
};

export type RankedSupplier = Omit<Winner, 'bidId'> & { readonly bidId: string };

/** What the choice is bound by. */
export type Basis = {
  readonly lots: readonly { readonly lotId: string; readonly title: string }[];
  /** By lot, best first; null in a direct purchase, where nobody has bid. */
  readonly ranking: Readonly<Record<string, readonly RankedSupplier[]>> | null;
  /** How many may win a lot. */
  readonly winnersMax: number;
  /** Null or left out: it is no framework agreement. */
  readonly ceiling?: Ceiling | null;
};

/**
 * The lots as they are awarded: each once, to the first of its ranking. Throws `lot_not_found`, `part_twice`,
 * `lot_not_awarded`, `too_many_winners`, `not_by_ranking`, `value_missing`, `value_not_used`, `ceiling_not_used`,
 * `ceiling_exceeded`.
 */
export function chosenLots(wanted: readonly WantedLot[], basis: Basis): readonly AwardedLot[] {
  const unknown = wanted.find(({ lotId }) => !basis.lots.some((lot) => lot.lotId === lotId));
  if (unknown) throw new Rejection('lot_not_found', `lots: there is no lot ${unknown.lotId}.`);
  const twice = wanted.find(({ lotId }, at) => wanted.findIndex((lot) => lot.lotId === lotId) < at);
  if (twice) throw new Rejection('part_twice', `lots: ${twice.lotId} is there twice.`);
  const ceilings = ceilingsOf(wanted, basis.ceiling ?? null);
  return basis.lots.map(({ lotId, title }) => {
    const lot = wanted.find((one) => one.lotId === lotId);
    if (!lot) throw new Rejection('lot_not_awarded', `lots: say who wins ${lotId} too.`);
    const { optionsOre, reason } = lot;
    if (lot.supplierIds.length > basis.winnersMax)
      throw new Rejection('too_many_winners', `lots: ${lotId} is won by ${basis.winnersMax} at the most.`, {
        winnersMax: basis.winnersMax,
      });
    const winners = basis.ranking === null ? named(lot) : first(lot, basis.ranking[lotId] ?? []);
    const ceilingOre = ceilings?.get(lotId);
    return { lotId, title, winners, optionsOre, ...(ceilingOre !== undefined && { ceilingOre }), reason };
  });
}

/** A direct purchase: whom the officer has chosen, at the price that was agreed. */
function named({ lotId, supplierIds, valueOre }: WantedLot): readonly Winner[] {
  if (supplierIds.length === 0)
    throw new Rejection('lot_not_awarded', `lots: say whom ${lotId} is bought from.`);
  if (valueOre === null)
    throw new Rejection('value_missing', `lots: say what ${lotId} costs (valueOre); nobody has bid for it.`);
  return supplierIds.map((supplierId) => ({ supplierId, bidId: null, rank: 1, priceOre: valueOre }));
}

/** Another choice than the ranking's would be another evaluation. */
function first(
  { lotId, supplierIds, valueOre }: WantedLot,
  ranking: readonly RankedSupplier[],
): readonly Winner[] {
  if (valueOre !== null)
    throw new Rejection('value_not_used', `lots: ${lotId} costs what was bid, so leave valueOre out.`);
  if (supplierIds.length === 0 && ranking.length > 0)
    throw new Rejection('lot_not_awarded', `lots: ${lotId} has bids; say who wins it.`);
  const winners = ranking.slice(0, supplierIds.length);
  const isByRanking = supplierIds.every((supplierId, at) => winners[at]?.supplierId === supplierId);
  if (!isByRanking)
    throw new Rejection(
      'not_by_ranking',
      `lots: by the ranking ${lotId} goes to ${winners.map(({ supplierId }) => supplierId).join(', ') || 'nobody'}.`,
      { lotId, supplierIds: winners.map(({ supplierId }) => supplierId) },
    );
  return winners.map((one, at) => ({ ...one, rank: at + 1 }));
}
