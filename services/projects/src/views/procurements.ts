import type { measureProcurements } from '@tiltak/contracts/projects';
import { fold } from '@tiltak/decider';
import { foldThen, historyOf, type Store } from '@tiltak/store';
import type * as z from 'zod';
import { type FollowEvent, type Followed, followed } from '../procurement/procurement.ts';

type Shown = z.output<typeof measureProcurements>;

/** Of a measure's procurements so many are shown, the newest. */
const shownMax = 200;

const planned = new Set(['draft', 'planned', 'market_dialogue']);
const signed = new Set(['contracted', 'completed']);

/** How far a procurement has come, in a measure's eyes. */
type Group = keyof Shown;
export type GroupCounts = Readonly<Record<Group, number>>;
export const noProcurements: GroupCounts = { planned: 0, running: 0, signed: 0 };

/** One that has a contract counts as signed, whatever is known of its case; a cancelled one counts nowhere. */
function groupOf(status: string, hasContract: boolean): Group | undefined {
  if (status === 'cancelled') return undefined;
  if (hasContract || signed.has(status)) return 'signed';
  return planned.has(status) ? 'planned' : 'running';
}

/** The procurements of each measure, counted where they lie; with a snapshot's options, as of its moment. */
export async function procurementCounts(
  store: Pick<Store, 'states'>,
  options: ReadOptions,
): Promise<ReadonlyMap<string, GroupCounts>> {
  return summed(await countedWhere(store, {}, options));
}

/** Those that fit, counted by what decides on their group. */
async function countedWhere(
  store: Pick<Store, 'states'>,
  filter: object,
  options: ReadOptions,
): Promise<readonly Count[]> {
  const rows = await store
    .states<Followed>(followed)
    .aggregate<{ readonly _id: Counted; readonly count: number }>(
      [
        { $match: filter },
        {
          $group: {
            _id: {
              measureId: '$state.measureId',
              status: '$state.status',
              hasContract: { $gt: [{ $size: '$state.contracts' }, 0] },
            },
            count: { $sum: 1 },
          },
        },
      ],
      options,
    )
    .toArray();
  return rows.map(({ _id, count }) => ({ ..._id, count }));
}

/**
 * The same as of a past instant. What has not changed since is as it is now; only what has is folded from the journal:
 * the cases that were under way then.
 */
export async function procurementCountsAsOf(
  store: Pick<Store, 'connection' | 'journal' | 'states'>,
  until: string,
): Promise<ReadonlyMap<string, GroupCounts>> {
  const session = store.connection.getClient().startSession({ snapshot: true });
  try {
    const options = { session, readConcern: { level: 'snapshot' } } as const;
    // The first read fixes the snapshot's time for the others.
    const unchanged = await countedWhere(store, { updatedAt: { $lte: until } }, options);
    const changed = await foldThen(store, followed, until, options);
    const then = [...changed.values()].map(({ measureId, status, contracts }) => ({
      ...{ measureId, status, count: 1 },
      hasContract: contracts.length > 0,
    }));
    return summed([...unchanged, ...then]);
  } finally {
    await session.endSession();
  }
}

type ReadOptions = Parameters<ReturnType<Store['states']>['aggregate']>[1];
type Counted = { readonly measureId: string | null; readonly status: string; readonly hasContract: boolean };

type Count = Counted & { readonly count: number };

function summed(rows: readonly Count[]): ReadonlyMap<string, GroupCounts> {
  const counts = new Map<string, GroupCounts>();
  for (const { measureId, status, hasContract, count } of rows) {
    const group = groupOf(status, hasContract);
    if (measureId === null || group === undefined) continue;
    const before = counts.get(measureId) ?? noProcurements;
    counts.set(measureId, { ...before, [group]: before[group] + count });
  }
  return counts;
}

type Row = { readonly _id: string; readonly version: number; readonly state: Followed };

/** A measure's procurements by how far they have come, with a number that grows with each of their changes. */
export async function procurementsOf(
  store: Store,
  measureId: string,
  until?: string,
): Promise<{ readonly procurements: Shown; readonly revision: number }> {
  const rows: readonly Row[] = await store
    .states<Followed>(followed)
    .find({
      'state.measureId': measureId,
      ...(until !== undefined && { createdAt: { $lte: until } }),
    } as object)
    .sort({ _id: -1 })
    .limit(shownMax)
    .toArray();
  const then =
    until === undefined
      ? rows
      : await Promise.all(
          rows.map(async (row) => ({ ...row, state: await stateAsOf(store, row._id, until) })),
        );
  return { procurements: inGroups(then), revision: rows.reduce((sum, { version }) => sum + version, 0) };
}

async function stateAsOf(store: Store, procurementId: string, until: string): Promise<Followed> {
  const rows = await historyOf<FollowEvent>(store, procurementId, until);
  return fold(followed, rows as readonly FollowEvent[]);
}

function inGroups(rows: readonly Row[]): Shown {
  const groups: Shown = { planned: [], running: [], signed: [] };
  for (const { _id, state } of rows) {
    const { facts, status, contracts } = state;
    const group = groupOf(status, contracts.length > 0);
    if (group === undefined) continue;
    groups[group].push({
      procurementId: _id,
      title: facts?.title ?? contracts[0]?.title ?? '',
      procedure: facts?.procedure ?? null,
      status,
      estimatedValueOre: facts?.estimatedValueOre ?? null,
      contracts: contracts.map((one) => ({ ...one, supplierNames: [...one.supplierNames] })),
    });
  }
  return groups;
}
