import { contractorEventTypes } from '@tiltak/contracts/maintenance';
import { procurementEvents } from '@tiltak/contracts/procurement';
import { type Reactions, react } from '@tiltak/messaging';
import type { Store } from '@tiltak/store';
import { onContractorEvent } from './onContractorEvent.ts';
import { onSupplierContactChanged, onSupplierRegistered } from './onSupplier.ts';

/** What notifications reacts to: everything that a contractor may receive, and how a contractor is reached. */
export const reactions = (store: Store): Reactions => ({
  ...Object.fromEntries(contractorEventTypes.map((type) => [type, onContractorEvent(type, store.newId)])),
  ...react(procurementEvents, {
    'no.tiltak.procurement.supplier.registered.v1': onSupplierRegistered(store),
    'no.tiltak.procurement.supplier.contactchanged.v1': onSupplierContactChanged(store),
  }),
});
