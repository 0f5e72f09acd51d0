import type { DomainEvent } from '@tiltak/decider';
import type { Urgency } from '../job/urgency.ts';
import type { Contractor } from './callOff.ts';
import type { ChangeEvent } from './change/events.ts';
import type { ClockEvent } from './clocks/events.ts';
import type { RankedPrice } from './competition.ts';
import type { FoundDefect } from './followUp/defect.ts';
import type { FollowUpEvent } from './followUp/events.ts';
import type { Deviation } from './invoice.ts';
import type { Receipt } from './receipt.ts';
import type { Retention } from './settlement.ts';

export type Place = {
  readonly buildingId: string;
  readonly name: string;
  readonly address: string;
  readonly matrikkel: string | null;
  /** Those that the work is about; left out where it is about the building as a whole. */
  readonly rooms?: readonly {
    readonly roomId: string;
    readonly number: string;
    readonly name: string | null;
  }[];
};

/** What is ordered, where, and for how much at the most. */
export type Terms = {
  readonly jobs: readonly { readonly jobId: string; readonly title: string; readonly buildingId: string }[];
  readonly places: readonly Place[];
  readonly measureId: string;
  readonly frameworkAgreementId: string;
  readonly amountOre: number;
  readonly dueOn: string;
  readonly description: string | null;
  readonly plannedPersonHours: number | null;
  readonly urgent: boolean;
  /** Where the orderer set another answer deadline than the configured one. */
  readonly respondWithinSeconds?: number;
  /** Building or construction work (bygge- eller anleggsarbeid): it starts when safety is confirmed. */
  readonly constructionWork?: boolean | undefined;
  /** Kinds of documents (FDV) that the order must be documented by. */
  readonly documentationRequired?: readonly string[] | undefined;
  /** Whether the order is settled only when its documentation (FDV) is complete. */
  readonly documentationBlocksSettlement?: boolean | undefined;
  /** That of the most urgent job; undefined in orders from before it was kept. */
  readonly urgency?: Urgency | undefined;
};

/** How urgent an order is: as its most urgent job, and at least high where whoever ordered said so. */
export function urgencyOf({ urgency = 'normal', urgent }: Pick<Terms, 'urgency' | 'urgent'>): Urgency {
  return urgent && urgency !== 'immediate' ? 'high' : urgency;
}

/** An offer without a description of its own is described by its jobs. */
export const describe = ({ description, jobs }: Pick<Terms, 'description' | 'jobs'>): string =>
  description || jobs.map(({ title }) => title).join('\n');

type Submitted = {
  readonly terms: Terms;
  readonly request: number;
  readonly at: string;
  /** The subject of the person. */
  readonly orderedBy: string;
  /** The limit that held then: an order above it, in øre, needs a second person's approval. */
  readonly approvalAboveOre: number;
};
type OfContractor = { readonly contractor: Contractor };
type Answered = OfContractor & { readonly at: string; readonly proposedStart: string | null };

/**
 * What happens to an order. Each event holds all that its published counterpart shows, because that is made from the
 * event alone. `at` stands in those whose time the state needs.
 */
export type OrderEvent =
  | ChangeEvent
  | DomainEvent<'OrderSubmitted', Submitted & { readonly orderId: string }>
  | DomainEvent<'OrderResubmitted', Submitted>
  /** A held order whose money is still reserved goes on with it. */
  | DomainEvent<'OrderResumed', Record<never, never>>
  | DomainEvent<'OrderApproved', { readonly by: string; readonly at: string; readonly amountOre: number }>
  /** A second person said no; the cancellation follows. */
  | DomainEvent<'ApprovalRefused', { readonly by: string; readonly at: string; readonly reason: string }>
  | DomainEvent<'OrderFunded', { readonly request: number; readonly amountOre: number }>
  | DomainEvent<
      'OrderHeld',
      {
        readonly reason: string;
        readonly amountOre: number;
        readonly availableOre: number | null;
        readonly fundsReserved: boolean;
      }
    >
  | DomainEvent<
      'CallOffOffered',
      OfContractor & {
        readonly attempt: number;
        readonly chosenBecause: string;
        readonly allocation: 'rank' | 'rotation' | 'mini_competition';
        readonly place: number;
        readonly places: number;
        /** What is left of the agreement's ceiling beside this order, in øre. */
        readonly ceilingLeftOre: number;
        readonly terms: Terms;
        readonly offeredAt: string;
        readonly respondBy: string;
      }
    >
  | DomainEvent<'CallOffViewed', OfContractor>
  | DomainEvent<'CallOffAccepted', Answered & { readonly reason: string | null }>
  | DomainEvent<'CallOffAcceptedWithChanges', Answered & { readonly reason: string | null }>
  /** In a mini-competition; takes the place of an earlier answer. */
  | DomainEvent<'CallOffPriced', Answered & { readonly reason: string | null; readonly priceOre: number }>
  /** The prices are opened. What it leads to follows: who is bound, or that the order is held. */
  | DomainEvent<
      'CompetitionDecided',
      { readonly because: string; readonly ranking: readonly RankedPrice[]; readonly at: string }
    >
  | DomainEvent<'ChangesApproved', OfContractor>
  | DomainEvent<'CallOffDeclined', OfContractor & { readonly at: string; readonly reason: string | null }>
  | DomainEvent<'CallOffExpired', OfContractor & { readonly respondBy: string }>
  | DomainEvent<'CallOffWithdrawn', OfContractor & { readonly reason: string | null }>
  | DomainEvent<
      'OrderPlaced',
      OfContractor & {
        readonly amountOre: number;
        readonly dueOn: string;
        readonly proposedStart: string | null;
      }
    >
  | DomainEvent<'OrderCancelled', { readonly contractor: Contractor | null; readonly reason: string | null }>
  | DomainEvent<'WorkStarted', OfContractor & { readonly at: string }>
  | DomainEvent<
      'WorkDone',
      OfContractor & {
        readonly at: string;
        readonly measureId: string;
        readonly personHours: number;
        readonly apprenticeHours: number;
      }
    >
  | DomainEvent<
      'WorkAccepted',
      OfContractor & {
        /** The day in Norway; not in events from before claims were. */
        readonly on?: string | undefined;
        /** What must be fixed all the same. */
        readonly defects?: readonly FoundDefect[] | undefined;
      }
    >
  | DomainEvent<'WorkRejected', OfContractor & { readonly reason: string }>
  | DomainEvent<
      'InvoiceRegistered',
      OfContractor & {
        readonly at: string;
        readonly invoiceNumber: string;
        readonly amountOre: number;
        readonly personHours?: number | null | undefined;
        readonly deviations?: readonly Deviation[] | undefined;
      }
    >
  | DomainEvent<
      'OrderSettled',
      OfContractor & { readonly paidOre: number; readonly retained?: Retention | undefined }
    >
  | DomainEvent<'ReceiptRecorded', Receipt>
  | FollowUpEvent
  | ClockEvent;
