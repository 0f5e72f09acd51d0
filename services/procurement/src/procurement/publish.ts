import type { Publication } from '@tiltak/contracts';
import type { procurementEvents } from '@tiltak/contracts/procurement';
import type { Facts, ProcurementEvent } from './events.ts';

/** What others learn of a case's events. */
export function publishProcurement(
  event: ProcurementEvent,
  procurementId: string,
): Publication<typeof procurementEvents> | undefined {
  switch (event.type) {
    case 'ProcurementCreated':
      return {
        type: 'no.tiltak.procurement.procurement.created.v1',
        data: { procurementId, ...announced(event.data.facts) },
      };
    case 'ProcurementChanged':
      return {
        type: 'no.tiltak.procurement.procurement.changed.v1',
        data: { procurementId, ...announced(event.data.facts) },
      };
    case 'ProcurementPublished': {
      const {
        rules: _,
        at: __,
        questionsUntil: ___,
        cpvCodes,
        invitedSupplierIds,
        ...published
      } = event.data;
      return {
        type: 'no.tiltak.procurement.procurement.published.v1',
        data: {
          procurementId,
          ...published,
          cpvCodes: [...cpvCodes],
          invitedSupplierIds: invitedSupplierIds && [...invitedSupplierIds],
        },
      };
    }
    case 'BiddersInvited': {
      const { title, round, supplierIds, bidsDeadline } = event.data;
      return {
        type: 'no.tiltak.procurement.procurement.invited.v1',
        data: { procurementId, title, round, supplierIds: [...supplierIds], bidsDeadline },
      };
    }
    case 'ProcurementAdvanced': {
      const { from, to } = event.data;
      return { type: 'no.tiltak.procurement.procurement.advanced.v1', data: { procurementId, from, to } };
    }
    case 'CompetitionChanged': {
      const { specification, reason, isSubstantial, deadlines, reconfirmBidsSince } = event.data;
      const { version } = specification;
      return {
        type: 'no.tiltak.procurement.competition.changed.v1',
        data: { procurementId, version, reason, isSubstantial, deadlines, reconfirmBidsSince },
      };
    }
    case 'DeadlineMoved': {
      const { window, from, deadline, reason } = event.data;
      return {
        type: 'no.tiltak.procurement.deadline.moved.v1',
        data: { procurementId, window, from, deadline, reason },
      };
    }
    case 'ComplaintFiled': {
      const { complaintId, supplierId = null } = event.data;
      return {
        type: 'no.tiltak.procurement.complaint.filed.v1',
        data: { procurementId, complaintId, supplierId },
      };
    }
    case 'ComplaintDecided': {
      const { complaintId, outcome } = event.data;
      return {
        type: 'no.tiltak.procurement.complaint.decided.v1',
        data: { procurementId, complaintId, outcome },
      };
    }
    case 'ProcurementCancelled':
      return {
        type: 'no.tiltak.procurement.procurement.cancelled.v1',
        data: { procurementId, reason: event.data.reason },
      };
    default:
      return undefined;
  }
}

const announced = ({ title, kind, procedure, estimatedValueOre, measureId }: Facts) => ({
  title,
  kind,
  procedure,
  estimatedValueOre,
  measureId,
});
