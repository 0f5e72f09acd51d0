import type { DomainEvent } from '@tiltak/decider';
import type { PartnershipKind } from './kind.ts';
import type { Terms } from './terms.ts';

/** A supplier with whom the contract of the partnership is signed. */
export type Contracted = {
  readonly supplierId: string;
  readonly organisationNumber: string;
  readonly name: string;
  readonly contractId: string;
};

/** What a partner delivers: one item for each deliverable of the phase. */
export type Delivery = {
  readonly items: readonly {
    readonly deliverableId: string;
    readonly description: string;
    /** Where it is to be found: a document's number, an address, a hash. */
    readonly reference: string | null;
  }[];
  readonly note: string | null;
};

/** A measured value, and whether it meets its goal. */
export type Measurement = { readonly goalId: string; readonly value: number; readonly isMet: boolean };

/** Whether a partner goes on after a phase, and what it is paid for it. */
export type PhaseDecision = {
  readonly supplierId: string;
  readonly outcome: 'continue' | 'exit';
  readonly reason: string;
  /** Its place among those who were compared, 1 the best; null where nobody was compared. */
  readonly rank: number | null;
  /** Øre; 0: nothing. */
  readonly instalmentOre: number;
};

/** A payment that waits for a second person, alone or with the decisions that it follows from. */
export type Proposal = {
  readonly proposalId: string;
  readonly phase: number;
  readonly by: string;
  readonly at: string;
} & (
  | { readonly type: 'decision'; readonly decisions: readonly PhaseDecision[] }
  | {
      readonly type: 'instalment';
      readonly supplierId: string;
      readonly amountOre: number;
      readonly reason: string;
    }
);

type OfPhase = { readonly supplierId: string; readonly phase: number; readonly at: string };

export type PartnershipEvent =
  | DomainEvent<
      'TermsStated',
      {
        readonly kind: PartnershipKind;
        readonly procurementId: string;
        readonly measureId: string;
        readonly terms: Terms;
        readonly at: string;
      }
    >
  | DomainEvent<'PartnershipStarted', { readonly partners: readonly Contracted[]; readonly at: string }>
  | DomainEvent<'PhaseStarted', OfPhase & { readonly by: string }>
  | DomainEvent<
      'PhaseDelivered',
      OfPhase & { readonly delivery: Delivery; readonly isLate: boolean; readonly by: string }
    >
  | DomainEvent<
      'PhaseTested',
      OfPhase & {
        readonly measurements: readonly Measurement[];
        readonly note: string;
        readonly by: string;
      }
    >
  | DomainEvent<'PaymentProposed', Proposal>
  | DomainEvent<
      'PhaseDecided',
      {
        /** Null: nothing is paid, and one person was enough. */
        readonly proposalId: string | null;
        readonly phase: number;
        readonly isLastPhase: boolean;
        readonly decisions: readonly PhaseDecision[];
        readonly decidedBy: string;
        readonly confirmedBy: string | null;
        readonly at: string;
      }
    >
  | DomainEvent<
      'InstalmentApproved',
      OfPhase & {
        readonly proposalId: string;
        readonly amountOre: number;
        readonly reason: string;
        readonly proposedBy: string;
        readonly confirmedBy: string;
      }
    >
  | DomainEvent<
      'PurchaseOptionOpened',
      {
        readonly supplierId: string;
        readonly what: string;
        readonly priceOre: number;
        readonly by: string;
        readonly at: string;
      }
    >
  | DomainEvent<
      'PurchaseOptionExercised',
      {
        readonly supplierId: string;
        readonly contractId: string;
        readonly changeId: string;
        readonly what: string;
        readonly priceOre: number;
        readonly reason: string;
        readonly openedBy: string;
        readonly exercisedBy: string;
        readonly at: string;
      }
    >
  | DomainEvent<'PartnershipEnded', { readonly reason: string; readonly at: string }>;
