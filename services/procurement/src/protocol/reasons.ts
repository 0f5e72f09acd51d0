import type { DomainEvent } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';
import type { SectionKey } from './document.ts';

/** What a person adds to a protocol: a reason, never a fact. It can't be changed, only followed by another. */
export type Reason = {
  readonly section: SectionKey;
  readonly text: string;
  readonly by: string;
  readonly at: string;
};
export type ReasonAdded = DomainEvent<'ProtocolReasonAdded', Reason>;
export type ReasonsState = { readonly reasons: number };

/** The reasons that people added to a procurement's protocol. */
export const protocolReasons: Aggregate<Reason, ReasonAdded, ReasonsState> = {
  kind: 'protocolReasons',
  initial: { reasons: 0 },
  decide: (reason) => [{ type: 'ProtocolReasonAdded', data: reason }],
  evolve: ({ reasons }) => ({ reasons: reasons + 1 }),
};

/** The stream of the reasons in a procurement's protocol. */
export const reasonsOf = (procurementId: string): string => `${procurementId}.protocol`;
