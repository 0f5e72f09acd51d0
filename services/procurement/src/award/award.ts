import type { DomainEvent } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';
import type { RuleRow } from '../rule/rule.ts';
import { type AwardCommand, decide } from './decide.ts';
import type { Letter } from './letter.ts';

export type Winner = {
  readonly supplierId: string;
  /** Null in a direct purchase. */
  readonly bidId: string | null;
  /** From 1, without gaps. */
  readonly rank: number;
  readonly priceOre: number;
};
export type AwardedLot = {
  readonly lotId: string;
  readonly title: string;
  /** By rank; none: nobody has bid for the lot. */
  readonly winners: readonly Winner[];
  /** Options and reserves beside the price. */
  readonly optionsOre: number;
  /** What may be called off at the most; in framework agreements only, and not in those awarded before it was kept. */
  readonly ceilingOre?: number;
  readonly reason: string;
};
export type Terms = {
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  /** Whether there is a standstill where the law does not ask for one. */
  readonly voluntaryStandstill: boolean;
};
export type Standstill = {
  readonly sentAt: string;
  /** As the letters state it; complaints may stop the clock. */
  readonly endsAt: string;
  readonly rules: readonly RuleRow[];
};
/** A contract that the approval leads to. */
export type PlannedContract = {
  readonly contractId: string;
  readonly lotId: string;
  readonly supplierIds: readonly string[];
};

export type Proposal = Terms & {
  readonly procurementId: string;
  /** From 1; each proposal is one more. */
  readonly number: number;
  readonly lots: readonly AwardedLot[];
  /** Of the evaluation that it follows from; 0: nothing was evaluated. */
  readonly evaluationVersion: number;
  readonly by: string;
  readonly at: string;
};

export type AwardEvent =
  | DomainEvent<'AwardProposed', Proposal>
  | DomainEvent<
      'AwardApproved',
      {
        readonly procurementId: string;
        readonly number: number;
        readonly title: string;
        readonly measureId: string;
        readonly lots: readonly Pick<AwardedLot, 'lotId' | 'winners'>[];
        readonly standstill: Standstill | null;
        readonly contracts: readonly PlannedContract[];
        readonly by: string;
        readonly at: string;
      }
    >
  /** One for each bidder, all at once. */
  | DomainEvent<
      'BidderInformed',
      Letter & { readonly procurementId: string; readonly procurementTitle: string }
    >
  | DomainEvent<
      'AwardAnnulled',
      {
        readonly procurementId: string;
        readonly number: number;
        readonly title: string;
        readonly supplierIds: readonly string[];
        readonly reason: string;
        readonly by: string;
        readonly at: string;
      }
    >;

export type ProposedAward = Proposal & {
  readonly status: 'proposed' | 'approved' | 'annulled';
  readonly approved: { readonly by: string; readonly at: string } | null;
  readonly standstill: Standstill | null;
  readonly contracts: readonly PlannedContract[];
  /** Who had a letter. */
  readonly informedSupplierIds: readonly string[];
  readonly annulled: { readonly by: string; readonly at: string; readonly reason: string } | null;
};
export type Award = { readonly status: 'none' } | ProposedAward;

/** The stream of a procurement's award. */
export const awardOf = (procurementId: string): string => `${procurementId}.award`;

function evolve(state: Award, event: AwardEvent): Award {
  if (event.type === 'AwardProposed')
    return {
      ...event.data,
      status: 'proposed',
      approved: null,
      standstill: null,
      contracts: [],
      informedSupplierIds: [],
      annulled: null,
    };
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'AwardApproved': {
      const { by, at, standstill, contracts } = event.data;
      return { ...state, status: 'approved', approved: { by, at }, standstill, contracts };
    }
    case 'BidderInformed':
      // The letters are many and long: they are read from the journal, where they can't be changed.
      return { ...state, informedSupplierIds: [...state.informedSupplierIds, event.data.supplierId] };
    case 'AwardAnnulled': {
      const { by, at, reason } = event.data;
      return { ...state, status: 'annulled', annulled: { by, at, reason } };
    }
  }
}

/** The award (tildeling) of a procurement: proposed by the ranking, approved by a second person, perhaps annulled. */
export const awards: Aggregate<AwardCommand, AwardEvent, Award> = {
  kind: 'awards',
  initial: { status: 'none' },
  decide,
  evolve,
};
