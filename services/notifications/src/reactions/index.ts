import { contractorEventTypes } from '@tiltak/contracts/maintenance';
import type { Reactions } from '@tiltak/messaging';
import type { Store } from '@tiltak/store';
import { onContractorEvent } from './onContractorEvent.ts';

/** What notifications reacts to: everything that a contractor may receive. */
export const reactions = ({ newId }: Pick<Store, 'newId'>): Reactions =>
  Object.fromEntries(contractorEventTypes.map((type) => [type, onContractorEvent(type, newId)]));
