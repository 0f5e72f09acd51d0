import type { DomainEvent } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';

/** What is told of a case. */
export type CaseFacts = {
  readonly measureId: string;
  readonly title: string;
  readonly kind: string;
  readonly procedure: string;
  readonly estimatedValueOre: number;
};

/** A contract that was signed in it. */
export type FollowedContract = {
  readonly contractId: string;
  readonly title: string;
  readonly type: 'contract' | 'framework_agreement' | 'partnership';
  readonly supplierNames: readonly string[];
  /** With the changes that hold; 0 in a framework agreement, whose call-offs cost. */
  readonly valueOre: number;
  readonly ceilingOre: number;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly signedAt: string;
};

export type FollowCommand =
  | { readonly type: 'follow'; readonly facts: CaseFacts }
  /** To a status of the case, as procurement names it. */
  | { readonly type: 'move'; readonly to: string }
  | { readonly type: 'addContract'; readonly measureId: string; readonly contract: FollowedContract }
  | {
      readonly type: 'changeContract';
      readonly contractId: string;
      readonly valueOre: number;
      readonly endsOn: string | null;
    }
  | { readonly type: 'endContract'; readonly contractId: string };

export type FollowEvent =
  | DomainEvent<'ProcurementFollowed', CaseFacts>
  | DomainEvent<'ProcurementMoved', { readonly to: string }>
  | DomainEvent<'ContractAdded', FollowedContract & { readonly measureId: string }>
  | DomainEvent<
      'ContractMoved',
      { readonly contractId: string; readonly valueOre: number; readonly endsOn: string | null }
    >
  | DomainEvent<'ContractEnded', { readonly contractId: string }>;

export type Followed = {
  readonly measureId: string | null;
  /** Null while only a contract is known: the case's own stream may come later than the contract's. */
  readonly facts: Omit<CaseFacts, 'measureId'> | null;
  /** The case's status, in procurement's words. */
  readonly status: string;
  readonly contracts: readonly (FollowedContract & { readonly status: 'signed' | 'completed' })[];
};

/** A case's facts have come over from procurement, which has decided them: there is nothing to say no to. */
function decide(command: FollowCommand): readonly FollowEvent[] {
  switch (command.type) {
    case 'follow':
      return [{ type: 'ProcurementFollowed', data: command.facts }];
    case 'move':
      return [{ type: 'ProcurementMoved', data: { to: command.to } }];
    case 'addContract':
      return [{ type: 'ContractAdded', data: { ...command.contract, measureId: command.measureId } }];
    case 'changeContract': {
      const { type: _, ...data } = command;
      return [{ type: 'ContractMoved', data }];
    }
    case 'endContract':
      return [{ type: 'ContractEnded', data: { contractId: command.contractId } }];
  }
}

function evolve(state: Followed, event: FollowEvent): Followed {
  switch (event.type) {
    case 'ProcurementFollowed': {
      const { measureId, title, kind, procedure, estimatedValueOre } = event.data;
      return { ...state, measureId, facts: { title, kind, procedure, estimatedValueOre } };
    }
    case 'ProcurementMoved':
      return { ...state, status: event.data.to };
    case 'ContractAdded': {
      const { measureId, ...contract } = event.data;
      const contracts = [...state.contracts, { ...contract, status: 'signed' as const }];
      return { ...state, measureId: state.measureId ?? measureId, contracts };
    }
    case 'ContractMoved': {
      const { contractId, valueOre, endsOn } = event.data;
      return withContract(state, contractId, (one) => ({ ...one, valueOre, endsOn: endsOn ?? one.endsOn }));
    }
    case 'ContractEnded':
      return withContract(state, event.data.contractId, (one) => ({ ...one, status: 'completed' }));
  }
}

type Held = Followed['contracts'][number];
const withContract = (state: Followed, contractId: string, change: (one: Held) => Held): Followed => ({
  ...state,
  contracts: state.contracts.map((one) => (one.contractId === contractId ? change(one) : one)),
});

/** What a measure shows of its procurements: the copy of each case, by the case's id. */
export const followed: Aggregate<FollowCommand, FollowEvent, Followed> = {
  kind: 'procurements',
  // By the second one those are found that have changed since an instant that is asked for.
  indexes: [
    { 'state.measureId': 1, _id: -1 },
    { updatedAt: 1, createdAt: 1, _id: 1 },
  ],
  initial: { measureId: null, facts: null, status: 'draft', contracts: [] },
  decide,
  evolve,
};
