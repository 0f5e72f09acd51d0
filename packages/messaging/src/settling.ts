import type { PublishedEvent } from '@tiltak/contracts';
import { Rejection } from '@tiltak/decider';
import { isAway, pause, type Store } from '@tiltak/store';
import { apply, Gap } from './inbox.ts';
import { isBlocked, type Letter, park } from './parking.ts';
import { type createPassed, sequenceOf } from './passed.ts';
import type { Reactions } from './reaction.ts';

/** How often a message that fails for a reason of its own is tried before it is dead-lettered. */
const attemptLimit = 4;
const firstRetryMs = 50;
const awayRetryMs = 250;

/** Nothing is wrong with the event: the database is away, or too much is waiting for it. */
const isPassing = (error: unknown): boolean =>
  isAway(error) || (error instanceof Rejection && error.code === 'too_busy');

/** A message that was begun: what came of it is looked at in its turn. */
export type Begun = {
  readonly letter: Letter;
  /** How much data it holds. */
  readonly bytes: number;
  /** Undefined where it can't be read. */
  readonly event?: PublishedEvent;
  readonly first?: Promise<void>;
};

/** Brings messages to an end: applied, refused, or set aside with the reason. */
export function createSettler(
  store: Store,
  options: {
    readonly reactions: Reactions;
    readonly passed: ReturnType<typeof createPassed>;
    readonly stopping: AbortSignal;
    readonly onError: (error: unknown, event?: PublishedEvent) => void;
    readonly onRejected?: ((rejection: Rejection, event: PublishedEvent) => void) | undefined;
  },
) {
  const { reactions, passed, stopping, onError, onRejected } = options;

  const applyNow = (event: PublishedEvent, isPatient = false): Promise<void> => {
    const before = passed.before(event);
    const done = apply(store, reactions, event, onRejected, { passed: before.map(sequenceOf), isPatient });
    done.then(
      () => passed.forget(before),
      () => {}, // `settle` looks at it, in its turn.
    );
    return done;
  };

  /** Goes on until the message is applied, refused, or set aside. Throws only when it is to stop. */
  async function settle({ letter, event, first }: Omit<Begun, 'bytes'>): Promise<void> {
    for (let outcome = first; ; outcome = undefined) {
      try {
        if (event) return await settleEvent(letter, event, outcome ?? applyNow(event));
        await park(store, letter);
        return onError(new Error(`${letter.topic}: ${letter.reason}`));
      } catch (error) {
        if (stopping.aborted) throw error;
        if (!isPassing(error)) onError(error, event);
        await pause(awayRetryMs, stopping);
      }
    }
  }

  /** Applies one event until it is done, refused, or set aside. Throws when it could not be set aside. */
  async function settleEvent(letter: Letter, event: PublishedEvent, first: Promise<void>): Promise<void> {
    let outcome = first;
    for (let attempt = 1; ; ) {
      try {
        return await outcome;
      } catch (error) {
        if (stopping.aborted) throw error;
        if (isPassing(error)) await pause(awayRetryMs, stopping);
        else if (error instanceof Gap) {
          if (await parkBehind(letter, event, error)) return;
        } else if (attempt === attemptLimit) {
          await setAside({ ...letter, reason: String(error) }, event);
          return onError(error, event);
        } else {
          await pause(firstRetryMs * 2 ** attempt, stopping);
          attempt += 1;
        }
        outcome = applyNow(event);
      }
    }
  }

  /** Sets a dead letter aside: alone where its reaction is independent, else with all that follows in its stream. */
  async function setAside(letter: Letter, event: PublishedEvent): Promise<void> {
    if (reactions[event.type]?.isIndependent !== true) return void (await park(store, letter));
    const before = passed.before(event);
    await park(store, letter, { alone: { passed: before.map(sequenceOf) } });
    passed.forget(before);
  }

  /** Sets aside what comes too early; false where it is next by now. */
  async function parkBehind(letter: Letter, event: PublishedEvent, gap: Gap): Promise<boolean> {
    const blocked = await isBlocked(store, event);
    const reason = blocked ? 'behind a dead letter' : gap.message;
    const parked = await park(store, { ...letter, reason }, { onlyBehind: true });
    if (parked && !blocked) onError(gap, event);
    return parked;
  }

  return { applyNow, settle };
}
