import type { DomainEvent } from '@tiltak/decider';
import type { Contractor } from '../callOff.ts';

/** Why work stands still. */
export type PauseReason =
  | 'weather'
  | 'materials'
  | 'access'
  | 'other_trades'
  | 'waiting_for_client'
  | 'unforeseen_condition'
  | 'safety'
  | 'other';

type OfContractor = { readonly contractor: Contractor };
type OfDefect = OfContractor & { readonly defectId: string };
type OfClaim = OfContractor & { readonly claimId: string };
type OfInvoice = OfContractor & { readonly invoiceNumber: string };
/** Something has waited too long, for the `escalation`th time; `awaits` says for whom. */
type Escalated = {
  readonly at: string;
  readonly escalation: number;
  readonly description: string;
  readonly dueOn: string;
  readonly awaits: 'contractor' | 'officer';
};

/** What happens to an order while it is followed up, besides the steps that change its status. */
export type FollowUpEvent =
  | DomainEvent<
      'WorkScheduled',
      OfContractor & { readonly startsOn: string; readonly endsOn: string; readonly dueOn: string }
    >
  | DomainEvent<'SafetyConfirmed', OfContractor & { readonly at: string; readonly confirmedBy: string }>
  | DomainEvent<
      'WorkPaused',
      OfContractor & { readonly at: string; readonly reason: PauseReason; readonly text: string | null }
    >
  | DomainEvent<'WorkResumed', OfContractor & { readonly at: string }>
  | DomainEvent<'ChecklistRequired', OfContractor & { readonly checklistId: string; readonly title: string }>
  /** Sums alone: who worked when stands in the order's timesheet. Corrections may be below 0. */
  | DomainEvent<
      'HoursCounted',
      OfContractor & { readonly personHours: number; readonly apprenticeHours: number }
    >
  | DomainEvent<
      'InspectionEscalated',
      OfContractor & { readonly at: string; readonly waitingSince: string; readonly escalation: number }
    >
  | DomainEvent<'DefectFixed', OfDefect & { readonly at: string; readonly remark: string | null }>
  | DomainEvent<'DefectApproved', OfDefect>
  | DomainEvent<'DefectReturned', OfDefect & { readonly reason: string; readonly dueOn: string }>
  | DomainEvent<'DefectEscalated', OfDefect & Escalated>
  | DomainEvent<
      'ClaimRaised',
      OfClaim & { readonly description: string; readonly dueOn: string; readonly raisedOn: string }
    >
  | DomainEvent<'ClaimAcknowledged', OfClaim & { readonly reason: string | null }>
  | DomainEvent<'ClaimDisputed', OfClaim & { readonly reason: string }>
  | DomainEvent<'ClaimFixed', OfClaim & { readonly at: string; readonly remark: string | null }>
  | DomainEvent<'ClaimReturned', OfClaim & { readonly reason: string; readonly dueOn: string }>
  | DomainEvent<'ClaimClosed', OfClaim & { readonly reason: string | null }>
  | DomainEvent<'ClaimEscalated', OfClaim & Escalated>
  /** Claims are open, and the time for them is over soon. */
  | DomainEvent<'ClaimPeriodEnding', OfContractor & { readonly until: string; readonly openClaims: number }>
  | DomainEvent<'InvoiceApproved', OfInvoice & { readonly reason: string }>
  | DomainEvent<'InvoiceRejected', OfInvoice & { readonly amountOre: number; readonly reason: string }>
  | DomainEvent<'InvoicePaid', OfInvoice & { readonly amountOre: number }>
  | DomainEvent<'RetentionPaid', OfContractor & { readonly amountOre: number }>
  | DomainEvent<'RetentionKept', OfContractor & { readonly amountOre: number; readonly reason: string }>
  | DomainEvent<'OrderClosed', OfContractor & { readonly reason: string | null }>;
