import type { EventOf, EventSchemas, PublishedEvent } from '@tiltak/contracts';
import { Rejection } from '@tiltak/decider';
import { isAway, pause, type Store, type Work } from '@tiltak/store';
import { withSpan } from '@tiltak/telemetry';
import type { EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { fromMessage } from './cloudEvent.ts';
import { apply, Gap } from './inbox.ts';
import { isBlocked, type Letter, park } from './parking.ts';
import { createPassed, sequenceOf } from './passed.ts';
import { untilCoordinated } from './port.ts';

/** What an event leads to in this service. Its effects and the watermark are one transaction. */
export type Reaction<Event extends PublishedEvent = PublishedEvent> = {
  (event: Event): Work<void>;
  /** Nobody waits for it: it goes with what somebody waits for, or a little later. */
  readonly isPatient?: boolean;
  /**
   * It hangs on no earlier event of its stream: one that can't be applied is set aside alone, and later ones go on. It
   * is applied when it can be, after those; so it must not take back what a later one says.
   */
  readonly isIndependent?: boolean;
};

/** A service's reactions by event type; an event of another type only moves the watermark. */
export type Reactions = Readonly<Record<string, Reaction>>;

/**
 * Ties reactions to the schemas of the producer's events: `data` is parsed before a reaction sees it. They are patient
 * where nobody waits for what they lead to, and independent where they hang on no earlier event of their stream.
 */
export function react<Schemas extends EventSchemas>(
  schemas: Schemas,
  reactions: {
    readonly [Type in keyof Schemas & PublishedEvent['type']]?: Reaction<
      Extract<EventOf<Schemas>, { type: Type }>
    >;
  },
  { isPatient = false, isIndependent = false } = {},
): Reactions {
  const parsed: Record<string, Reaction> = {};
  for (const [type, reaction] of Object.entries(reactions) as [PublishedEvent['type'], Reaction][])
    parsed[type] = Object.assign(
      (event: PublishedEvent) => reaction({ ...event, data: schemas[type]?.parse(event.data) }),
      { isPatient, isIndependent },
    );
  return parsed;
}

/** Messages that may be on their way through the store; beyond it no more are taken from the broker. */
const unsettledMax = 2000;
/** Events without a reaction whose watermarks may wait in memory; beyond it they are moved before more are taken. */
const passedMax = 1000;
/**
 * Messages of a partition that are begun before it is looked at whether there is room for more: all partitions together
 * may be beyond the bounds by so many each.
 */
const chunkSize = 50;
/** How often a message that fails for a reason of its own is tried before it is dead-lettered. */
const attemptLimit = 4;
const firstRetryMs = 50;
const awayRetryMs = 250;
const heartbeatMs = 1000;
const sessionTimeoutMs = 6000;
const commitOffsetsMs = 1000;

/** Nothing is wrong with the event: the database is away, or too much is waiting for it. */
const isPassing = (error: unknown): boolean =>
  isAway(error) || (error instanceof Rejection && error.code === 'too_busy');

/** A message that was begun: what came of it is looked at in its turn. */
type Begun = {
  readonly letter: Letter;
  /** Undefined where it can't be read. */
  readonly event?: PublishedEvent;
  readonly first?: Promise<void>;
};

/**
 * Reads the topics from the start and applies each event exactly once, in the order of its stream, by the inbox's
 * watermark. What the broker gives is handed to the store at once, in order: it puts it into as few transactions as
 * fit, while the next is fetched. Where to go on is told to the broker only when all before has been settled.
 *
 * An event that can't be applied is dead-lettered with its reason, and later ones of its stream are parked behind it;
 * a database that is away is waited for. One without a reaction moves the watermark with the next of its stream, or
 * soon. Calls `onCrash` when the group is lost for good: the process must then end, because nothing else would bring
 * it back.
 */
export async function runConsumer(
  store: Store,
  options: {
    readonly kafka: Kafka;
    readonly groupId: string;
    readonly topics: readonly string[];
    /** How long the group waits for a sign of life before it does without this process; 6 s when left out. */
    readonly sessionTimeoutMs?: number;
    readonly reactions: Reactions;
    readonly onError: (error: unknown, event?: PublishedEvent) => void;
    readonly onRejected?: (rejection: Rejection, event: PublishedEvent) => void;
    readonly onCrash: (error: unknown) => void;
  },
) {
  const { reactions, onError, onRejected } = options;
  const stopping = new AbortController();
  let joined = false;
  let progressAt = Date.now();
  /** By partition, where to go on; not told to the broker yet. */
  const settled = new Map<string, { topic: string; partition: number; offset: string }>();
  /** By partition, the end of what is being settled, one message after the other. */
  const lines = new Map<string, Promise<void>>();
  let unsettled = 0;
  /** Resolves when there is room again. */
  let room: PromiseWithResolvers<void> | undefined;
  let moving: Promise<void> | undefined;
  let isCutOff = false;
  const passed = createPassed();

  const consumer = options.kafka.consumer({
    groupId: options.groupId,
    sessionTimeout: options.sessionTimeoutMs ?? sessionTimeoutMs,
    heartbeatInterval: heartbeatMs,
    rebalanceTimeout: 10_000,
    maxWaitTimeInMs: 500,
    maxBytesPerPartition: 1024 * 1024,
    retry: { initialRetryTime: 100, maxRetryTime: 2000, retries: 12, restartOnFailure: async () => true },
  });
  consumer.on(consumer.events.GROUP_JOIN, () => {
    joined = true;
    settled.clear(); // Others may have these partitions now.
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    joined = false;
    onError(payload.error);
    if (!payload.restart) options.onCrash(payload.error);
  });
  for (const event of [consumer.events.HEARTBEAT, consumer.events.FETCH])
    consumer.on(event, () => {
      progressAt = Date.now();
    });

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
  async function settle({ letter, event, first }: Begun): Promise<void> {
    for (let outcome = first; ; outcome = undefined) {
      try {
        if (event) return await settleEvent(letter, event, outcome ?? applyNow(event));
        await park(store, letter);
        return onError(new Error(`${letter.topic}: ${letter.reason}`));
      } catch (error) {
        if (stopping.signal.aborted) throw error;
        if (!isPassing(error)) onError(error, event);
        await pause(awayRetryMs, stopping.signal);
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
        if (stopping.signal.aborted) throw error;
        if (isPassing(error)) await pause(awayRetryMs, stopping.signal);
        else if (error instanceof Gap) {
          if (await parkBehind(letter, event, error)) return;
        } else if (attempt === attemptLimit) {
          await setAside({ ...letter, reason: String(error) }, event);
          return onError(error, event);
        } else {
          await pause(firstRetryMs * 2 ** attempt, stopping.signal);
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

  async function eachBatch({ batch, resolveOffset, heartbeat, ...group }: EachBatchPayload): Promise<void> {
    const { topic, partition, messages } = batch;
    const key = `${topic}/${partition}`;
    const isOver = () => stopping.signal.aborted || !group.isRunning() || group.isStale();
    for (let at = 0; at < messages.length && !isOver(); at += chunkSize) {
      const chunk = messages.slice(at, at + chunkSize);
      const begun = chunk.map((message) => begin(topic, partition, message));
      lines.set(key, settleInTurn(lines.get(key), key, begun));
      resolveOffset(chunk.at(-1)!.offset);
      // The group hears from us also while the database is away.
      while ((unsettled > unsettledMax || passed.size > passedMax) && !isOver()) {
        await Promise.race([makeRoom(), pause(heartbeatMs, stopping.signal)]);
        await heartbeat();
      }
    }
  }

  async function settleInTurn(before: Promise<void> | undefined, key: string, begun: readonly Begun[]) {
    unsettled += begun.length;
    await before;
    for (const one of begun) {
      const { topic, partition, message } = one.letter;
      const isDone = await settle(one).then(
        () => true,
        () => false,
      );
      unsettled -= 1;
      if (unsettled <= unsettledMax / 2) {
        room?.resolve();
        room = undefined;
      }
      // After a stop what isn't done, and all behind it, comes again, to whoever comes next.
      if (!isDone) isCutOff = true;
      if (!isCutOff) settled.set(key, { topic, partition, offset: String(BigInt(message.offset) + 1n) });
    }
  }

  function begin(topic: string, partition: number, message: KafkaMessage): Begun {
    try {
      const event = fromMessage(message);
      const letter: Letter = { topic, partition, message, event, reason: '' };
      if (reactions[event.type]) return { letter, event, first: applyNow(event) };
      passed.add({ ...letter, message: { offset: message.offset, value: null } }, event);
      return { letter, event, first: Promise.resolve() };
    } catch (error) {
      return { letter: { topic, partition, message, reason: `unreadable: ${String(error)}` } };
    }
  }

  /** Resolves when there is room again, or may be. */
  function makeRoom(): Promise<void> {
    if (passed.size <= passedMax) {
      room ??= Promise.withResolvers();
      return room.promise;
    }
    moving ??= settlePassed().finally(() => {
      moving = undefined;
    });
    return moving;
  }

  /** Moves the watermarks of events without a reaction that nothing has come after. */
  async function settlePassed(): Promise<void> {
    const due = passed.all();
    const isUrgent = due.length > passedMax;
    await Promise.all(due.map((one) => settle({ ...one, first: applyNow(one.event, !isUrgent) })));
    passed.forget(due);
  }

  /** Where the group would go on after us. It may lag, because the watermark knows what is done. */
  async function commitOffsets(): Promise<void> {
    const due = [...settled];
    settled.clear();
    if (due.length === 0) return;
    try {
      await settlePassed();
      await consumer.commitOffsets(due.map(([, offset]) => offset));
    } catch {
      // The broker is away or the group is forming: later, unless there is a later one.
      for (const [key, offset] of due) if (!settled.has(key)) settled.set(key, offset);
    }
  }

  await untilCoordinated(options.kafka, options.groupId, options.topics);
  await consumer.connect();
  await consumer.subscribe({ topics: [...options.topics], fromBeginning: true });
  await consumer.run({
    eachBatchAutoResolve: false,
    partitionsConsumedConcurrently: 12,
    // kafkajs would commit after every batch and wait for it before it fetches again.
    autoCommit: false,
    eachBatch: (payload) =>
      withSpan('consume batch', {}, () => eachBatch(payload)).catch((error) => {
        if (!stopping.signal.aborted) throw error;
      }),
  });

  const committing = (async () => {
    while (!stopping.signal.aborted) {
      await commitOffsets();
      await pause(commitOffsetsMs, stopping.signal);
    }
  })();

  return {
    /** Throws while the group has not been joined. */
    ready(): void {
      if (!joined) throw new Error('the consumer group is not joined yet');
    },
    /** Throws when nothing has been heard of the broker for 30 seconds. */
    live(): void {
      if (joined && Date.now() - progressAt > 30_000) throw new Error('the consumer makes no progress');
    },
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all([...lines.values(), committing]);
      await commitOffsets();
      await consumer.disconnect();
    },
  };
}
