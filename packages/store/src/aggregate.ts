import type { Decider, DomainEvent } from '@tiltak/decider';

/**
 * An index on the state documents: keys below `state.` (or of the document itself), as MongoDB writes them. Of those with `text`, by
 * which words are found in any of their forms (Norwegian), a kind has at most one.
 */
export type StateIndex = Readonly<Record<string, 1 | -1 | 'text'>>;

/** An index on some of the state documents: those that leave the filter leave it, and cost nothing any more. */
export type PartialIndex = { readonly keys: StateIndex; readonly only: object };

/**
 * A kind of stream that the store keeps: its decider, and the collection of its state documents. Ids are unique over
 * all kinds of a service, because `(stream, version)` is.
 */
export type Aggregate<Command, Event extends DomainEvent, State> = Decider<Command, Event, State> & {
  /** Also the collection's name, in the plural: `orders`. */
  readonly kind: string;
  readonly indexes?: readonly (StateIndex | PartialIndex)[];
  /** Indexes on its rows in the journal, and on no others': keys as MongoDB writes them. Queries must name the kind. */
  readonly journalIndexes?: readonly Readonly<Record<string, 1 | -1>>[];
  /**
   * False: its events are not kept, only the state that they lead to, at half the price. For what is worked through in
   * large numbers, and whose facts stand in other streams. Nothing of it can be published.
   */
  readonly isJournaled?: false;
};

/** Any aggregate, where the types of its commands, events and state don't matter. */
// biome-ignore lint/suspicious/noExplicitAny: the variance of Decider leaves no other way to say "any of them"
export type AnyAggregate = Aggregate<any, any, any>;

/** The document that holds an aggregate's current state: the fold of its events. */
export type StateDocument<State = unknown> = {
  readonly _id: string;
  /** The number of events so far. */
  readonly version: number;
  /** The number of published events so far. */
  readonly sequence: number;
  /** The id of the last published event. */
  readonly lastPublishedId: string | null;
  /** The hash of the last journal row; null where there are none. */
  readonly hash: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly state: State;
};
