import type { Store } from '@tiltak/store';
import { type Amounts, changed, noMoney } from '../allocation/amounts.ts';

const timeZone = 'Europe/Oslo';
const hourMs = 3_600_000;

/**
 * The last instant that `asOf` takes in: an instant itself, and of a date (`YYYY-MM-DD`) the last millisecond of that
 * day in Norway. UTC, RFC 3339, to be compared with the journal's times as text.
 */
export function untilOf(asOf: string): string {
  if (asOf.includes('T')) return new Date(asOf).toISOString();
  const nextMidnightUtc = Date.parse(`${asOf}T00:00:00Z`) + 24 * hourMs;
  // Norway is 1 or 2 hours ahead, and changes its clocks at 01:00 UTC: never between these two midnights.
  const ahead = offsetHours(nextMidnightUtc - 2 * hourMs);
  return new Date(nextMidnightUtc - ahead * hourMs - 1).toISOString();
}

const inNorway = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });

function offsetHours(at: number): number {
  const name = inNorway.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return Number(/^GMT([+-]\d\d):00$/.exec(name)?.[1] ?? 0);
}

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
        type: { $ne: 'FundsRefused' },
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
