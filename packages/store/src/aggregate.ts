import type { Decider, DomainEvent } from '@tiltak/decider';

/**
 * An index on the state documents: keys below `state.` (or `_id`), as MongoDB writes them. Of those with `text`, by
 * which words are found in any of their forms (Norwegian), a kind has at most one.
 */
export type StateIndex = Readonly<Record<string, 1 | -1 | 'text'>>;

/**
 * A kind of stream that the store keeps: its decider, and the collection of its state documents. Ids are unique over
 * all kinds of a service, because `(stream, version)` is.
 */
export type Aggregate<Command, Event extends DomainEvent, State> = Decider<Command, Event, State> & {
  /** Also the collection's name, in the plural: `orders`. */
  readonly kind: string;
  readonly indexes?: readonly StateIndex[];
};

/** Any aggregate, where the types of its commands, events and state don't matter. */
// biome-ignore lint/suspicious/noExplicitAny: the variance of Decider leaves no other way to say "any of them"
export type AnyAggregate = Aggregate<any, any, any>;

/** The document that holds an aggregate's current state: the fold of its journal rows. */
export type StateDocument<State = unknown> = {
  readonly _id: string;
  /** The number of events so far. */
  readonly version: number;
  /** The number of published events so far. */
  readonly sequence: number;
  /** The id of the last published event. */
  readonly lastPublishedId: string | null;
  /** The hash of the last journal row. */
  readonly hash: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly state: State;
};
