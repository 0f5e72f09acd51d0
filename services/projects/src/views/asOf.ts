import type { Store } from '@tiltak/store';
import { type Amounts, changed, noMoney } from '../allocation/amounts.ts';

/** Sums of allocations: money, and hours of work. */
export type Sums = Amounts & { readonly personHours: number; readonly apprenticeHours: number };

/**
 * What measures had used at an instant, by id: the sum of the ledger's events until then, made where they lie. `of`
 * limits it to the allocations of one frame, or of some measures.
 */
export async function sumsAsOf(
  { journal }: Pick<Store, 'journal'>,
  until: string,
  of: { readonly frameId?: string; readonly measureIds?: readonly string[] } = {},
): Promise<Map<string, Sums & { readonly frameId: string }>> {
  const { frameId, measureIds } = of;
  const rows = journal.aggregate<{ _id: string; frameId: string } & Sums>([
    {
      $match: {
        kind: 'allocations',
        type: { $nin: ['FundsRefused', 'FundsAdjustmentRefused'] },
        at: { $lte: until },
        ...(frameId !== undefined && { 'data.frameId': frameId }),
        ...(measureIds && { 'data.measureId': { $in: [...measureIds] } }),
      },
    },
    {
      $group: {
        _id: '$data.measureId',
        // A measure draws on one frame for all of its life.
        frameId: { $first: '$data.frameId' },
        reservedOre: { $sum: '$data.change.reservedOre' },
        committedOre: { $sum: '$data.change.committedOre' },
        invoicedOre: { $sum: '$data.change.invoicedOre' },
        paidOre: { $sum: '$data.change.paidOre' },
        personHours: { $sum: '$data.personHours' },
        apprenticeHours: { $sum: '$data.apprenticeHours' },
      },
    },
  ]);
  const sums = new Map<string, Sums & { readonly frameId: string }>();
  for await (const { _id, ...sum } of rows) sums.set(_id, sum);
  return sums;
}

/** What frames had used: the sums of the measures that draw on them. */
export function byFrame(
  sums: ReadonlyMap<string, Amounts & { readonly frameId: string }>,
): Map<string, Amounts> {
  const frames = new Map<string, Amounts>();
  for (const { frameId, ...sum } of sums.values())
    frames.set(frameId, changed(frames.get(frameId) ?? noMoney, sum));
  return frames;
}
