import type { Contractor } from '../callOff.ts';
import type { ChangeEvent } from './events.ts';

type Public = { readonly orderId: string } & Omit<Contractor, 'supplierName'>;
type Told = Extract<ChangeEvent, { type: 'ChangeProposed' | 'ChangePriced' | 'ChangeRejected' }>;

/**
 * What others learn of a change before it holds. What the municipality wants is for the contractor to price, and what
 * the contractor wants for an officer to decide on: so the two are events of their own, and each side gets the other's.
 */
export function publishedChange(contractor: Public, event: Told) {
  const { changeId } = event.data;
  switch (event.type) {
    case 'ChangeProposed': {
      const { what: description, why, addedOre, dueOn, proposedBy } = event.data;
      const asked = { ...contractor, changeId, description, why, dueOn };
      return proposedBy === 'officer'
        ? ({ type: 'no.tiltak.maintenance.change.notified.v1', data: asked } as const)
        : ({ type: 'no.tiltak.maintenance.change.proposed.v1', data: { ...asked, addedOre } } as const);
    }
    case 'ChangePriced': {
      const { addedOre, dueOn } = event.data;
      return {
        type: 'no.tiltak.maintenance.change.priced.v1',
        data: { ...contractor, changeId, addedOre, dueOn },
      } as const;
    }
    case 'ChangeRejected': {
      const { availableOre, reason } = event.data;
      // What is left in the municipality's frame is no business of the contractor's.
      const why =
        availableOre === null
          ? ({ because: 'officer', reason } as const)
          : ({ because: 'no_funds', reason: null } as const);
      return {
        type: 'no.tiltak.maintenance.change.rejected.v1',
        data: { ...contractor, changeId, ...why },
      } as const;
    }
  }
}
