import type { PublishedEvent } from '@tiltak/contracts';
import { Rejection } from '@tiltak/decider';
import { isAway, type Store } from '@tiltak/store';
import type { KafkaMessage } from 'kafkajs';
import { afterPassed, apply, streamOf, type Watermark } from './inbox.ts';
import type { Reactions } from './reaction.ts';

/** A message that could not be applied (a dead letter), or one that waits behind such a one. */
export type Parked = {
  /** Null where the message could not be read at all: it can be looked at, not replayed. */
  readonly event: PublishedEvent | null;
  /** Producer and subject; `unreadable` where there are none. */
  readonly stream: string;
  readonly sequence: number;
  readonly topic: string;
  readonly reason: string;
  /** Later messages of its stream don't wait behind it. */
  readonly isAlone?: true;
  readonly parkedAt: string;
  /** The message as it was, for people. At most 64 KiB of it. */
  readonly raw: string | null;
};

/** The collection of parked messages, for the service's store. */
export const parkedCollection = {
  name: 'parked',
  indexes: [{ 'value.stream': 1, 'value.sequence': 1 }],
} as const;

const rawLimit = 64 * 1024;
const reasonLimit = 2000;

/** What is set aside: a message as it was read, with what could be read of it. */
export type Letter = {
  readonly topic: string;
  readonly partition: number;
  readonly message: Pick<KafkaMessage, 'offset' | 'value'>;
  readonly event?: PublishedEvent;
  readonly reason: string;
};

type Parking = {
  readonly onlyBehind?: boolean;
  /** `passed`: as in {@link Beside}. */
  readonly alone?: { readonly passed: readonly number[] };
};

/**
 * Sets a message aside durably, with the reason. The same message again changes nothing; one that has been applied
 * meanwhile is not set aside. With `onlyBehind`, neither is one that is next in its stream by now; with `alone`, one that
 * is next is passed by, after those before it that were. Answers whether it is set aside: if not, it is to be applied.
 */
export async function park(store: Store, letter: Letter, how: Parking = {}): Promise<boolean> {
  try {
    return await keep(store, letter, parkedOf(letter, store.now()), how);
  } catch (error) {
    if (isAway(error) || error instanceof Rejection) throw error;
    // The database doesn't take every JSON value (a NUL in a key, a hundred levels): then as text, for people only.
    const { event: _, ...kept } = parkedOf(letter, store.now());
    return keep(store, letter, { ...kept, event: null, raw: rawOf(letter) }, how);
  }
}

function parkedOf(letter: Letter, now: Date): Parked {
  const { topic, event, reason } = letter;
  return {
    event: event ?? null,
    stream: event ? streamOf(event) : 'unreadable',
    sequence: event ? Number(event.sequence) : 0,
    topic,
    reason: reason.slice(0, reasonLimit),
    parkedAt: now.toISOString(),
    raw: event ? null : rawOf(letter),
  };
}

const rawOf = ({ message }: Letter) => message.value?.toString('utf8').slice(0, rawLimit) ?? null;

function keep(
  store: Store,
  { topic, partition, message, event }: Letter,
  parked: Parked,
  { onlyBehind = false, alone }: Parking,
): Promise<boolean> {
  const id = event ? `${event.source}/${event.id}` : `${topic}/unreadable/${partition}/${message.offset}`;
  return store.transact(
    async (reads) => {
      const [doc, mark] = await Promise.all([
        reads.doc<Parked>('parked', id),
        event && reads.doc<Watermark>('watermarks', streamOf(event)),
      ]);
      return (stage) => {
        if (doc.value !== undefined) return true;
        if (mark) {
          const applied = afterPassed(mark.value?.sequence ?? 0, alone?.passed ?? []);
          if (parked.sequence <= applied || (onlyBehind && parked.sequence === applied + 1)) return false;
          const isNext = parked.sequence === applied + 1;
          if (alone && isNext) {
            stage.put(mark, { sequence: parked.sequence });
            stage.put(doc, { ...parked, isAlone: true });
            return true;
          }
          // Written as it is, so that it can't move in the same moment (a replay elsewhere): else this message would
          // lie here while nothing is in front of it.
          stage.put(mark, { sequence: applied });
        }
        stage.put(doc, parked);
        return true;
      };
    },
    { actor: 'consumer' },
  );
}

/** Whether something of the event's stream is set aside, and not alone: then all that follows must wait behind it. */
export async function isBlocked(store: Store, event: PublishedEvent): Promise<boolean> {
  const found = await store
    .named('parked')
    .findOne({ 'value.stream': streamOf(event), 'value.isAlone': { $ne: true } } as object, {
      projection: { _id: 1 },
    });
  return found !== null;
}

/** What is set aside, oldest first; at most `limit`. */
export async function listParked(store: Store, limit: number): Promise<readonly (Parked & { id: string })[]> {
  const found = await store.named('parked').find().sort({ _id: 1 }).limit(limit).toArray();
  return (found as unknown as { _id: string; value: Parked }[]).map(({ _id, value }) => ({
    id: _id,
    ...value,
  }));
}

/** How many are set aside. */
export const countParked = (store: Store): Promise<number> => store.named('parked').countDocuments();

/**
 * Applies what is set aside again, each stream in its order, after the cause was mended. A message leaves the parking
 * in the very transaction that applies it; a stream stops at its first one that still fails and isn't set aside alone. Goes over it again until
 * nothing more applies, for what was set aside meanwhile. Unreadable messages stay. Throws when the database is away.
 */
export async function replayParked(
  store: Store,
  reactions: Reactions,
  onRejected?: (rejection: Rejection, event: PublishedEvent) => void,
): Promise<{ applied: number; failed: readonly { id: string; reason: string }[] }> {
  for (let applied = 0; ; ) {
    const pass = await replayOnce(store, reactions, onRejected);
    applied += pass.applied;
    if (pass.applied === 0) return { applied, failed: pass.failed };
  }
}

async function replayOnce(
  store: Store,
  reactions: Reactions,
  onRejected: ((rejection: Rejection, event: PublishedEvent) => void) | undefined,
): Promise<{ applied: number; failed: readonly { id: string; reason: string }[] }> {
  const failed: { id: string; reason: string }[] = [];
  const stopped = new Set<string>();
  let applied = 0;
  const letters = store
    .named('parked')
    .find({ 'value.event': { $ne: null } } as object)
    .sort({ 'value.stream': 1, 'value.sequence': 1 });
  for await (const letter of letters) {
    const { _id: id, value } = letter as unknown as { _id: string; value: Parked };
    const { event, stream, isAlone = false } = value;
    if (!event || (stopped.has(stream) && !isAlone)) continue;
    try {
      await apply(store, reactions, event, onRejected, { parked: [id], isAlone });
      applied += 1;
    } catch (error) {
      if (isAway(error)) throw error;
      if (!isAlone) stopped.add(stream);
      failed.push({ id, reason: String(error).slice(0, reasonLimit) });
    }
  }
  return { applied, failed };
}
