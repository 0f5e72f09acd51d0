import { deliveredTypes } from '@tiltak/contracts/contractor';
import { maintenanceEvents } from '@tiltak/contracts/maintenance';
import { procurementEvents } from '@tiltak/contracts/procurement';
import { type Reactions, react } from '@tiltak/messaging';
import type { Store } from '@tiltak/store';
import { onContractorEvent } from './onContractorEvent.ts';
import {
  both,
  onCallOffDeclined,
  onCallOffExpired,
  onChangePriced,
  onChangeProposed,
  onClaimEscalated,
  onClaimPeriodEnding,
  onClockAboutToBreak,
  onClockBroken,
  onDefectEscalated,
  onInspectionEscalated,
  onOrderHeld,
} from './onNews.ts';
import { onSupplierContactChanged, onSupplierRegistered } from './onSupplier.ts';

/**
 * What notifications reacts to: everything that a contractor may receive, what the municipality's own people should
 * know of, and how a contractor is reached. An event may be both a contractor's and news.
 */
export function reactions(store: Store): Reactions {
  const forContractors: Reactions = Object.fromEntries(
    deliveredTypes.map((type) => [type, onContractorEvent(type, store.newId)]),
  );
  const asNews = react(maintenanceEvents, {
    'no.tiltak.maintenance.order.held.v1': onOrderHeld,
    'no.tiltak.maintenance.calloff.declined.v1': onCallOffDeclined,
    'no.tiltak.maintenance.calloff.expired.v1': onCallOffExpired,
    'no.tiltak.maintenance.inspection.escalated.v1': onInspectionEscalated,
    'no.tiltak.maintenance.change.proposed.v1': onChangeProposed,
    'no.tiltak.maintenance.change.priced.v1': onChangePriced,
    'no.tiltak.maintenance.defect.escalated.v1': onDefectEscalated,
    'no.tiltak.maintenance.claim.escalated.v1': onClaimEscalated,
    'no.tiltak.maintenance.claimperiod.ending.v1': onClaimPeriodEnding,
    'no.tiltak.maintenance.clock.about_to_break.v1': onClockAboutToBreak,
    'no.tiltak.maintenance.clock.broken.v1': onClockBroken,
  });
  const merged = Object.entries(asNews).map(([type, tell]) => {
    const deliver = forContractors[type];
    return [type, deliver ? both(deliver, tell) : tell] as const;
  });
  return {
    ...forContractors,
    ...Object.fromEntries(merged),
    ...react(procurementEvents, {
      'no.tiltak.procurement.supplier.registered.v1': onSupplierRegistered(store),
      'no.tiltak.procurement.supplier.contactchanged.v1': onSupplierContactChanged(store),
    }),
  };
}
