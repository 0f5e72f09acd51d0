import type { DomainEvent } from '@tiltak/decider';
import type { RuleRow } from '../rule/rule.ts';
import type { GroundName } from './changeGround.ts';

export type ContractType = 'contract' | 'framework_agreement' | 'partnership';

export type ContractSupplier = {
  readonly supplierId: string;
  readonly organisationNumber: string;
  readonly name: string;
  readonly rank: number;
};

/** What is agreed, from the award. */
export type Draft = {
  readonly procurementId: string;
  readonly lotId: string;
  readonly measureId: string;
  readonly title: string;
  readonly type: ContractType;
  readonly kind: 'goods' | 'services' | 'works';
  /** In a framework agreement several, by rank. */
  readonly suppliers: readonly ContractSupplier[];
  /** 0 in a framework agreement, whose call-offs cost. */
  readonly valueOre: number;
  /** With options and reserves; in a framework agreement the most that may be called off. */
  readonly ceilingOre: number;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  /** Of a framework agreement. */
  readonly framework: {
    readonly allocation: 'rank' | 'rotation' | 'mini_competition';
    readonly months: number;
  } | null;
  readonly subcontractTiersMax: number;
  readonly isApprenticesClauseAgreed: boolean;
};

/** What every published event of a contract tells. */
export type Told = Pick<Draft, 'procurementId' | 'measureId' | 'type'>;

export type MissingFunds =
  | 'exceeds_available'
  | 'unknown_measure'
  | 'measure_without_frame'
  | 'frame_not_decided';

export type ChangeTerms = {
  readonly changeId: string;
  readonly ground: GroundName;
  readonly paragraph: string;
  readonly description: string;
  /** Below 0: the contract costs less. */
  readonly addedOre: number;
  /** Null: the end stays. */
  readonly endsOn: string | null;
  /** What the ground allows; null: no amount. */
  readonly limitOre: number | null;
  readonly rules: readonly RuleRow[];
  readonly by: string;
  readonly at: string;
};

export type Subcontractor = {
  readonly subcontractorId: string;
  readonly organisationNumber: string;
  readonly name: string;
  readonly work: string;
  /** Null: directly below the main supplier. */
  readonly belowId: string | null;
  /** From 1. */
  readonly tier: number;
};

export type Hours = { readonly personHours: number; readonly apprenticeHours: number };

export type ContractEvent =
  | DomainEvent<'ContractDrafted', Draft & { readonly at: string }>
  | DomainEvent<'ContractFundsRequested', Told & { readonly request: number; readonly amountOre: number }>
  | DomainEvent<'ContractFundsReserved', { readonly request: number }>
  | DomainEvent<
      'ContractFundsRefused',
      { readonly request: number; readonly reason: MissingFunds; readonly availableOre: number | null }
    >
  /** The first of two signatures: it binds nobody yet. */
  | DomainEvent<'SignatureGiven', { readonly by: string; readonly at: string }>
  | DomainEvent<
      'ContractSigned',
      Told &
        Pick<Draft, 'lotId' | 'title' | 'suppliers' | 'valueOre' | 'ceilingOre' | 'endsOn'> & {
          readonly startsOn: string;
          readonly frameworkAgreementId: string | null;
          readonly by: string;
          readonly at: string;
        }
    >
  | DomainEvent<'ContractCancelled', Told & { readonly reason: string; readonly at: string }>
  /** What it adds is asked of the frame. */
  | DomainEvent<'ContractChangeRequested', Told & ChangeTerms>
  | DomainEvent<'ContractChanged', Told & ChangeTerms & { readonly currentValueOre: number }>
  | DomainEvent<
      'ContractChangeRefused',
      { readonly changeId: string; readonly reason: MissingFunds; readonly availableOre: number | null }
    >
  | DomainEvent<'SubcontractorRegistered', Subcontractor & { readonly at: string }>
  | DomainEvent<'ContractHoursReported', Told & Hours & { readonly at: string }>
  | DomainEvent<
      'ContractInvoiced',
      Told & {
        readonly invoiceNumber: string;
        readonly amountOre: number;
        /** An instalment of a partnership, which two persons have confirmed; undefined: an invoice to be paid. */
        readonly isPaid?: true;
        readonly at: string;
      }
    >
  | DomainEvent<'ContractCompleted', Told & { readonly paidOre: number; readonly at: string }>;
