import type { Store } from '@tiltak/store';
import { type Contest, contestIdOf, designContests } from './designContest.ts';

/**
 * Whether someone who works for the municipality may see whose the opened bids of a case are. In a design contest only
 * who takes the names off the entries may, until all of the jury have signed and the names are revealed.
 */
export async function mayReadBids(store: Store, procurementId: string, reader: string): Promise<boolean> {
  const found = await store.states<Contest>(designContests).findOne({ _id: contestIdOf(procurementId) });
  if (!found || found.state.status === 'none') return true;
  return found.state.status === 'revealed' || found.state.anonymiser === reader;
}
