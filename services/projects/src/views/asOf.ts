import type { Store } from '@tiltak/store';
import type { AllocationEvent } from '../allocation/allocation.ts';
import { type Amounts, changed, noMoney } from '../allocation/amounts.ts';
import type { Use } from '../ledger/ledger.ts';
import { type MeasureState, measures } from '../measure/measure.ts';

/** Sums of allocations: money, and hours of work. */
export type Sums = Amounts & { readonly personHours: number; readonly apprenticeHours: number };
/** Of measures, by id. A measure draws on one frame for all of its life. */
type ByMeasure = ReadonlyMap<string, Sums & { readonly frameId: string }>;

/** The allocations' rows in a stretch of time; of some measures only, these are found by an index of their own. */
export const rowsAt = (
  at: { readonly $lte?: string; readonly $gt?: string },
  measureIds?: readonly string[],
) => ({
  kind: 'allocations',
  type: { $nin: ['FundsRefused', 'FundsAdjustmentRefused'] satisfies AllocationEvent['type'][] },
  at,
  ...(measureIds && { 'data.measureId': { $in: [...measureIds] } }),
});

/** What some measures, or those of a frame, had used at an instant: the sums of the ledger's events until then. */
export async function sumsAsOf(
  store: Pick<Store, 'journal' | 'states'>,
  until: string,
  of: { readonly frameId: string } | { readonly measureIds: readonly string[] },
): Promise<ByMeasure> {
  const measureIds = 'frameId' in of ? await measuresOf(store, of.frameId) : of.measureIds;
  return await summed(store, rowsAt({ $lte: until }, measureIds));
}

async function measuresOf({ states }: Pick<Store, 'states'>, frameId: string): Promise<readonly string[]> {
  const found = await states<MeasureState>(measures)
    .find({ 'state.frameId': frameId } as object, { projection: { _id: 1 } })
    .toArray();
  return found.map(({ _id }) => _id);
}

type All = Pick<Store, 'journal' | 'now' | 'connection' | 'documents'>;

/**
 * What all measures had used at an instant, by the shorter way: what came until then, or the running totals without
 * what has come since. Past periods that are looked at have mostly just ended.
 */
export async function allSumsAsOf(store: All, until: string): Promise<ByMeasure> {
  const first = await store.journal.find({ kind: 'allocations' }).sort({ at: 1 }).limit(1).next();
  if (!first) return new Map();
  const [from, at, now] = [Date.parse(first.at), Date.parse(until), store.now().getTime()];
  return at - from < now - at
    ? await summed(store, rowsAt({ $lte: until }))
    : await withoutLater(store, until);
}

/** The running totals without what has come after an instant, both as of one moment. */
export async function withoutLater(
  { connection, documents, journal }: Omit<All, 'now'>,
  until: string,
): Promise<ByMeasure> {
  const session = connection.getClient().startSession({ snapshot: true });
  try {
    const options = { session, readConcern: { level: 'snapshot' } } as const;
    // The first read fixes the snapshot's time for the other.
    const uses = await documents<Use>('uses', undefined, options);
    const later = await summed({ journal }, rowsAt({ $gt: until }), options);
    const sums = new Map<string, Sums & { readonly frameId: string }>();
    for (const [measureId, use] of uses) {
      const { frameId } = use;
      if (frameId !== null) sums.set(measureId, { frameId, ...without(use, later.get(measureId)) });
    }
    return sums;
  } finally {
    await session.endSession();
  }
}

const without = (all: Sums, more: Sums | undefined): Sums => ({
  reservedOre: all.reservedOre - (more?.reservedOre ?? 0),
  committedOre: all.committedOre - (more?.committedOre ?? 0),
  invoicedOre: all.invoicedOre - (more?.invoicedOre ?? 0),
  paidOre: all.paidOre - (more?.paidOre ?? 0),
  personHours: all.personHours - (more?.personHours ?? 0),
  apprenticeHours: all.apprenticeHours - (more?.apprenticeHours ?? 0),
});

/** The sums of rows of the journal, made where they lie. */
export async function summed(
  { journal }: Pick<Store, 'journal'>,
  rows: object,
  options?: Parameters<Store['journal']['aggregate']>[1],
): Promise<ByMeasure> {
  const found = journal.aggregate<{ _id: string; frameId: string } & Sums>(
    [
      { $match: rows },
      {
        $group: {
          _id: '$data.measureId',
          frameId: { $first: '$data.frameId' },
          reservedOre: { $sum: '$data.change.reservedOre' },
          committedOre: { $sum: '$data.change.committedOre' },
          invoicedOre: { $sum: '$data.change.invoicedOre' },
          paidOre: { $sum: '$data.change.paidOre' },
          personHours: { $sum: '$data.personHours' },
          apprenticeHours: { $sum: '$data.apprenticeHours' },
        },
      },
    ],
    options,
  );
  const sums = new Map<string, Sums & { readonly frameId: string }>();
  for await (const { _id, ...sum } of found) sums.set(_id, sum);
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
