/** Where a procurement stands. */
export type Status =
  | 'draft'
  | 'planned'
  | 'market_dialogue'
  | 'published'
  | 'qualification'
  | 'invited'
  | 'closed_for_bids'
  | 'opened'
  | 'negotiation'
  | 'evaluation'
  | 'awarded'
  | 'standstill'
  | 'contracted'
  | 'completed'
  | 'cancelled';

export type ProcedureName =
  | 'direct'
  | 'limited_tender'
  | 'open_tender'
  | 'open'
  | 'restricted'
  | 'negotiated'
  | 'competitive_dialogue'
  | 'innovation_partnership'
  | 'pre_commercial_procurement'
  | 'design_contest'
  | 'dynamic_purchasing_system'
  | 'dynamic_purchasing_call';

export type ResultType =
  | 'contract'
  | 'framework_agreement'
  | 'partnership'
  | 'dynamic_purchasing_system'
  | 'prizes';

/** A way from the need to the contract, as data: what the law and our own rules make of each procedure. */
export type Procedure = {
  /** What an officer calls it. */
  readonly norwegian: string;
  /** Where it stands in the rules; the row's status says how sure that is (rules.md's `reported` at the best). */
  readonly ground: string;
  /** From each status, where it may go on to. Cancelling is possible everywhere until there is a contract. */
  readonly steps: Readonly<Partial<Record<Status, readonly Status[]>>>;
  /** What its publication asks for. */
  readonly asksFor: 'nothing' | 'requests' | 'bids';
  /** Who may bid. */
  readonly bidders: 'nobody' | 'anyone' | 'named' | 'selected' | 'admitted';
  /** The fewest who are invited, where so many are qualified. */
  readonly invitedMin: number;
  readonly negotiation: 'forbidden' | 'allowed' | 'mandatory';
  /** Whether the award is followed by a standstill that the law asks for. */
  readonly standstill: 'required' | 'voluntary' | 'none';
  /** What it may end in. */
  readonly results: readonly ResultType[];
  /** Whether the lowest price alone may decide. */
  readonly mayAwardByPrice: boolean;
  /** A jury judges the bids without knowing whose they are. */
  readonly isAnonymous?: true;
};

/** The part of the way before anything is published; `first` is the step into the competition. */
export const prepared = (...first: Status[]): Procedure['steps'] => ({
  draft: ['planned'],
  planned: ['market_dialogue', ...first],
  market_dialogue: first,
});

/** The part after the ranking. An upheld complaint leads back to the evaluation. */
export const concluded = {
  required: {
    evaluation: ['awarded'],
    awarded: ['standstill', 'evaluation'],
    standstill: ['contracted', 'evaluation'],
    contracted: ['completed'],
  },
  voluntary: {
    evaluation: ['awarded'],
    awarded: ['standstill', 'contracted', 'evaluation'],
    standstill: ['contracted', 'evaluation'],
    contracted: ['completed'],
  },
  none: {
    evaluation: ['awarded'],
    awarded: ['contracted', 'evaluation'],
    contracted: ['completed'],
  },
} as const satisfies Record<Procedure['standstill'], Procedure['steps']>;
