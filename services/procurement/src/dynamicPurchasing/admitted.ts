import { Rejection } from '@tiltak/decider';
import type { Doc, Reads, Stage, Store } from '@tiltak/store';
import { type ProcurementState, procurements } from '../procurement/procurement.ts';
import { admissions } from './admission.ts';
import { requireOpenSystem } from './system.ts';

/** The most suppliers that one call invites: their ids must fit into an event. */
const admittedMax = 5000;

/**
 * How many were admitted to a system, by its id. Whoever admits writes it, and so does a purchase that invites: so they
 * can't both have happened without one seeing the other.
 */
export const admittedCounts = 'admittedCounts';
type AdmittedCount = { readonly admitted: number };

/** To be looked at before whom a purchase invites. */
export const admittedCountOf = async (store: Store, systemId: string): Promise<number> =>
  (await store.documents<AdmittedCount>(admittedCounts, [systemId])).get(systemId)?.admitted ?? 0;

export const readAdmittedCount = (reads: Reads, systemId: string) =>
  reads.doc<AdmittedCount>(admittedCounts, systemId);

/** One more is admitted. */
export const countAdmitted = (stage: Stage, count: Doc<AdmittedCount>): void =>
  stage.put(count, { admitted: (count.value?.admitted ?? 0) + 1 });

/** Throws `stale_version` where somebody has been admitted since so many were `seen`. */
export function expectNobodyAdmittedSince(stage: Stage, count: Doc<AdmittedCount>, seen: number): void {
  if ((count.value?.admitted ?? 0) !== seen)
    throw new Rejection(
      'stale_version',
      'Another supplier was admitted to the system just now; publish again, and it is invited too.',
    );
  stage.put(count, { admitted: seen });
}

/**
 * Whom a purchase in a system invites: all who are admitted now, in the order of their ids. Throws `system_not_found`,
 * `system_not_open`, `nobody_admitted`, `too_many_admitted`.
 */
export async function admittedTo(store: Store, systemId: string): Promise<readonly string[]> {
  const [of, found] = await Promise.all([
    store.states<ProcurementState>(procurements).findOne({ _id: systemId }),
    store
      .states<{ readonly supplierId: string }>(admissions)
      .find(
        { 'state.systemId': systemId, 'state.status': 'admitted' },
        { projection: { 'state.supplierId': 1 } },
      )
      .sort({ _id: 1 })
      .limit(admittedMax + 1)
      .toArray(),
  ]);
  requireOpenSystem(of?.state ?? procurements.initial, store.now().toISOString());
  if (found.length === 0)
    throw new Rejection('nobody_admitted', 'systemId: nobody is admitted to this system yet.');
  if (found.length > admittedMax)
    throw new Rejection(
      'too_many_admitted',
      `systemId: a purchase invites at most ${admittedMax} suppliers.`,
    );
  return found.map(({ state }) => state.supplierId);
}
