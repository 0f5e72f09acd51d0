import { Rejection } from '@tiltak/decider';
import type { Store } from '@tiltak/store';
import { type ProcurementState, procurements } from '../procurement/procurement.ts';
import { admissions } from './admission.ts';
import { requireOpenSystem } from './system.ts';

/** The most suppliers that one call invites: their ids must fit into an event. */
const admittedMax = 5000;

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
