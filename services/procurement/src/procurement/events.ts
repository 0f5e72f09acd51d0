import type { DomainEvent } from '@tiltak/decider';
import type { RuleRow } from '../rule/rule.ts';
import type { ProcedureName, Status } from './procedure/procedure.ts';
import type { Specification } from './specification.ts';

export type Facts = {
  readonly title: string;
  readonly kind: 'goods' | 'services' | 'works';
  readonly procedure: ProcedureName;
  /** Without VAT, options and prolongations with it. */
  readonly estimatedValueOre: number;
  readonly measureId: string;
  readonly need: string | null;
  readonly unit: string | null;
  readonly cpvCodes: readonly string[];
  /** An area of the municipality, as measures have it. */
  readonly areaId?: string | null | undefined;
  readonly procedureReason: string | null;
  readonly systemId: string | null;
  /** Least periods are not waited for, and the public sees nothing of it. Undefined in cases from before there were any. */
  readonly rehearsal?: boolean;
};

/** What the public reads of a case, as it was at its publication. */
export type Announced = Pick<Facts, 'title' | 'kind' | 'procedure' | 'cpvCodes'>;

/** A rule as it stood when it was used. */
export type UsedRule = RuleRow;

export type Deadlines = { readonly requests: string | null; readonly bids: string | null };
export type Window = keyof Deadlines;
/** A proposal to take bids or requests for a shorter time than was announced; a second person approves it. */
export type ShorterDeadline = {
  readonly window: Window;
  readonly deadline: string;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: string;
};
export type Outcome = 'upheld' | 'rejected' | 'withdrawn';

export type ProcurementEvent =
  | DomainEvent<'ProcurementCreated', { readonly facts: Facts; readonly at: string }>
  | DomainEvent<'ProcurementChanged', { readonly facts: Facts }>
  | DomainEvent<
      'ProcurementPlanned',
      { readonly publishOn: string; readonly startOn: string | null; readonly at: string }
    >
  | DomainEvent<
      'CompetitionSpecified',
      { readonly specification: Specification; readonly rules: readonly UsedRule[]; readonly at: string }
    >
  | DomainEvent<
      'ProcurementPublished',
      Announced & {
        readonly deadlines: Deadlines;
        readonly invitedSupplierIds: readonly string[] | null;
        /** The last day on which questions may be asked; null or not there: until the deadline. */
        readonly questionsUntil?: string | null;
        readonly rules: readonly UsedRule[];
        readonly at: string;
      }
    >
  | DomainEvent<
      'BiddersInvited',
      {
        readonly title: string;
        readonly supplierIds: readonly string[];
        readonly bidsDeadline: string;
        readonly questionsUntil?: string | null;
        readonly round: number;
        readonly rules: readonly UsedRule[];
        readonly at: string;
      }
    >
  | DomainEvent<
      'ProcurementAdvanced',
      { readonly from: Status; readonly to: Status; readonly reason: string | null; readonly at: string }
    >
  /** A contract of the case was signed by both: what races with the signature, as a complaint, is decided after it. */
  | DomainEvent<'ContractBound', { readonly contractId: string; readonly at: string }>
  | DomainEvent<
      'CompetitionChanged',
      {
        readonly specification: Specification;
        /** The documents of which a new version was published with it. */
        readonly documentIds: readonly string[];
        readonly reason: string;
        readonly isSubstantial: boolean;
        readonly deadlines: Deadlines;
        readonly questionsUntil: string | null;
        /** From which version on a bid holds without being reconfirmed; null: all do. */
        readonly reconfirmBidsSince: number | null;
        readonly rules: readonly UsedRule[];
        readonly at: string;
      }
    >
  | DomainEvent<
      'DeadlineMoved',
      {
        readonly window: Window;
        readonly from: string;
        readonly deadline: string;
        readonly questionsUntil: string | null;
        readonly reason: string;
        /** Who proposed and who approved that it was shortened; null: it was extended. */
        readonly shortenedBy: { readonly proposer: string; readonly approver: string } | null;
        readonly rules: readonly UsedRule[];
        readonly at: string;
      }
    >
  | DomainEvent<'ShorterDeadlineProposed', ShorterDeadline>
  | DomainEvent<
      'ComplaintFiled',
      {
        readonly complaintId: string;
        /** Null or not there: the firm is no registered supplier. */
        readonly supplierId?: string | null;
        readonly filedBy: string;
        readonly about: string;
        readonly at: string;
      }
    >
  | DomainEvent<
      'ComplaintDecided',
      {
        readonly complaintId: string;
        readonly outcome: Outcome;
        readonly reason: string;
        readonly at: string;
      }
    >
  | DomainEvent<'ProcurementCancelled', { readonly reason: string; readonly at: string }>;
