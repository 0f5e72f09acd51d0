import type { Contractor } from '../callOff.ts';
import type { FollowUpEvent } from './events.ts';

type Public = { readonly orderId: string } & Omit<Contractor, 'supplierName'>;

/** What others learn of the follow-up: money that moves, what waits too long, and claims. All else stays inside. */
export function publishedFollowUp(contractor: Public, event: FollowUpEvent) {
  switch (event.type) {
    case 'InspectionEscalated': {
      const { waitingSince, escalation } = event.data;
      return {
        type: 'no.tiltak.maintenance.inspection.escalated.v1',
        data: { ...contractor, waitingSince, escalation },
      } as const;
    }
    case 'DefectEscalated': {
      const { defectId, description, dueOn, awaits, escalation } = event.data;
      return {
        type: 'no.tiltak.maintenance.defect.escalated.v1',
        data: { ...contractor, defectId, description, dueOn, awaits, escalation },
      } as const;
    }
    case 'ClaimEscalated': {
      const { claimId, description, dueOn, awaits, escalation } = event.data;
      return {
        type: 'no.tiltak.maintenance.claim.escalated.v1',
        data: { ...contractor, claimId, description, dueOn, awaits, escalation },
      } as const;
    }
    case 'ClaimPeriodEnding': {
      const { until, openClaims } = event.data;
      return {
        type: 'no.tiltak.maintenance.claimperiod.ending.v1',
        data: { ...contractor, claimsUntil: until, openClaims },
      } as const;
    }
    case 'ClaimRaised': {
      const { claimId, description, dueOn, raisedOn } = event.data;
      return {
        type: 'no.tiltak.maintenance.claim.raised.v1',
        data: { ...contractor, claimId, description, dueOn, raisedOn },
      } as const;
    }
    case 'InvoiceRejected': {
      const { invoiceNumber, amountOre, reason } = event.data;
      return {
        type: 'no.tiltak.maintenance.invoice.rejected.v1',
        data: { ...contractor, invoiceNumber, amountOre, reason },
      } as const;
    }
    case 'InvoicePaid': {
      const { invoiceNumber, amountOre } = event.data;
      return {
        type: 'no.tiltak.maintenance.invoice.paid.v1',
        data: { ...contractor, invoiceNumber, amountOre },
      } as const;
    }
    case 'RetentionPaid':
      return {
        type: 'no.tiltak.maintenance.retention.paid.v1',
        data: { ...contractor, amountOre: event.data.amountOre },
      } as const;
    case 'RetentionKept': {
      const { amountOre, reason } = event.data;
      return {
        type: 'no.tiltak.maintenance.retention.kept.v1',
        data: { ...contractor, amountOre, reason },
      } as const;
    }
    case 'OrderClosed':
      return {
        type: 'no.tiltak.maintenance.order.closed.v1',
        data: { ...contractor, reason: event.data.reason },
      } as const;
    default:
      return undefined;
  }
}
