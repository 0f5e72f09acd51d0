/**
 * An aggregate's whole behaviour as pure functions: what a command leads to, and what an event changes.
 * Neither reads a clock, makes an id or does I/O: what they need of the world comes in the command.
 */
export type Decider<Command, Event, State> = {
  /** The state before the first event. */
  readonly initial: State;
  /** The events that the command leads to (none: it is done already). Throws a {@link Rejection} to say no. */
  readonly decide: (command: Command, state: State) => readonly Event[];
  /** The state after the event. Never fails and never says no: what has happened has happened. */
  readonly evolve: (state: State, event: Event) => State;
};

/** An event's least shape: `type` in the past tense, `data` of JSON values only (it is hashed and stored as it is). */
export type DomainEvent<Type extends string = string, Data extends object = object> = {
  readonly type: Type;
  readonly data: Data;
};

/**
 * A business rule said no; nothing has changed. `code` is stable and for programs, `detail` is for people and says
 * what would be right, `facts` holds what the reader needs to act on (such as `availableOre`).
 */
export class Rejection<Code extends string = string> extends Error {
  override readonly name = 'Rejection';
  readonly code: Code;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: Code, detail: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(detail);
    this.code = code;
    this.facts = facts;
  }
}

/** The state after all events, from the initial one. */
export function fold<Command, Event, State>(
  decider: Decider<Command, Event, State>,
  events: readonly Event[],
): State {
  return events.reduce(decider.evolve, decider.initial);
}

/** For the end of an exhaustive `switch`: the compiler refuses the call while a case is missing. */
export function never(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
