import type { DomainEvent } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';

/** Something that was tried on a procurement and refused. */
export type Attempt = {
  readonly actor: string;
  /** The operation's name, as OpenAPI has it. */
  readonly operation: string;
  readonly code: string;
  readonly detail: string;
  readonly at: string;
};
export type AttemptRefused = DomainEvent<'AttemptRefused', Attempt>;
export type AttemptsState = { readonly count: number };

/** The refused attempts on a procurement, for the audit trail: in the journal, so that none can be taken out unseen. */
export const attempts: Aggregate<Attempt, AttemptRefused, AttemptsState> = {
  kind: 'attempts',
  initial: { count: 0 },
  decide: (attempt) => [{ type: 'AttemptRefused', data: attempt }],
  evolve: ({ count }) => ({ count: count + 1 }),
};

/** The stream of a procurement's refused attempts. */
export const attemptsOf = (procurementId: string): string => `${procurementId}.attempts`;
