import type { measureProcurements } from '@tiltak/contracts/projects';
import { fold } from '@tiltak/decider';
import { historyOf, type Store } from '@tiltak/store';
import type * as z from 'zod';
import { type FollowEvent, type Followed, followed } from '../procurement/procurement.ts';

type Shown = z.output<typeof measureProcurements>;

/** Of a measure's procurements so many are shown, the newest. */
const shownMax = 200;

const planned = new Set(['draft', 'planned', 'market_dialogue']);
const signed = new Set(['contracted', 'completed']);

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

/** One that has a contract counts as signed, whatever is known of its case; a cancelled one is not shown. */
function inGroups(rows: readonly Row[]): Shown {
  const groups: Shown = { planned: [], running: [], signed: [] };
  for (const { _id, state } of rows) {
    const { facts, status, contracts } = state;
    if (status === 'cancelled') continue;
    const isSigned = contracts.length > 0 || signed.has(status);
    groups[isSigned ? 'signed' : planned.has(status) ? 'planned' : 'running'].push({
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
