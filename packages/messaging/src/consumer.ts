import type { EventOf, EventSchemas, PublishedEvent } from '@tiltak/contracts';
import { Rejection } from '@tiltak/decider';
import { isAway, pause, type Store, type Work } from '@tiltak/store';
import { withSpan } from '@tiltak/telemetry';
import type { EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { fromMessage } from './cloudEvent.ts';
import { apply, Gap } from './inbox.ts';
import { isBlocked, type Letter, park } from './parking.ts';
import { untilCoordinated } from './port.ts';

/** What an event leads to in this service. Its effects and the watermark are one transaction. */
export type Reaction<Event extends PublishedEvent = PublishedEvent> = (event: Event) => Work<void>;

/** A service's reactions by event type; an event of another type only moves the watermark. */
export type Reactions = Readonly<Record<string, Reaction>>;

/** Ties reactions to the schemas of the producer's events: `data` is parsed before a reaction sees it. */
export function react<Schemas extends EventSchemas>(
  schemas: Schemas,
  reactions: {
    readonly [Type in keyof Schemas & PublishedEvent['type']]?: Reaction<
      Extract<EventOf<Schemas>, { type: Type }>
    >;
  },
): Reactions {
  const parsed: Record<string, Reaction> = {};
  for (const [type, reaction] of Object.entries(reactions) as [PublishedEvent['type'], Reaction][])
    parsed[type] = (event) => reaction({ ...event, data: schemas[type]?.parse(event.data) });
  return parsed;
}

/** Messages of a partition that are handed to the store at once; between such chunks the group hears from us. */
const chunkSize = 250;
/** How often a message that fails for a reason of its own is tried before it is dead-lettered. */
const attemptLimit = 4;
const firstRetryMs = 50;
const awayRetryMs = 250;
const heartbeatMs = 1000;
const commitOffsetsMs = 1000;

/** Nothing is wrong with the event: the database is away, or too much is waiting for it. */
const isPassing = (error: unknown): boolean =>
  isAway(error) || (error instanceof Rejection && error.code === 'too_busy');

/**
 * Reads the topics from the start and applies each event exactly once, in the order of its stream, by the inbox's
 * watermark. An event that can't be applied is dead-lettered with its reason, and later ones of its stream are parked
 * behind it; a database that is away is waited for. Calls `onCrash` when the group is lost for good: the process must
 * then end, because nothing else would bring it back.
 */
export async function runConsumer(
  store: Store,
  options: {
    readonly kafka: Kafka;
    readonly groupId: string;
    readonly topics: readonly string[];
    readonly reactions: Reactions;
    readonly onError: (error: unknown, event?: PublishedEvent) => void;
    readonly onRejected?: (rejection: Rejection, event: PublishedEvent) => void;
    readonly onCrash: (error: unknown) => void;
  },
) {
  const { reactions, onError } = options;
  const stopping = new AbortController();
  let joined = false;
  let progressAt = Date.now();
  /** By partition, where to go on; not told to the broker yet. */
  const settled = new Map<string, { topic: string; partition: number; offset: string }>();

  const consumer = options.kafka.consumer({
    groupId: options.groupId,
    sessionTimeout: 6000,
    heartbeatInterval: heartbeatMs,
    rebalanceTimeout: 10_000,
    maxWaitTimeInMs: 100,
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

  /** Applies one event until it is done, refused, or set aside. Throws only when `goOn` does. */
  async function settle(
    letter: Letter,
    event: PublishedEvent,
    first: Promise<void>,
    goOn: () => void,
  ): Promise<void> {
    let outcome = first;
    for (let attempt = 1; ; ) {
      try {
        return await outcome;
      } catch (error) {
        goOn();
        if (isPassing(error)) await pause(awayRetryMs, stopping.signal);
        else if (error instanceof Gap) {
          if (await parkBehind(letter, event, error, goOn)) return;
        } else if (attempt === attemptLimit) {
          await patiently(goOn, () => park(store, { ...letter, reason: String(error) }));
          return onError(error, event);
        } else {
          await pause(firstRetryMs * 2 ** attempt, stopping.signal);
          attempt += 1;
        }
        outcome = apply(store, reactions, event, options.onRejected);
      }
    }
  }

  /** Sets aside what comes too early; false where it is next by now. */
  async function parkBehind(letter: Letter, event: PublishedEvent, gap: Gap, goOn: () => void) {
    return patiently(goOn, async () => {
      const blocked = await isBlocked(store, event);
      const reason = blocked ? 'behind a dead letter' : gap.message;
      const parked = await park(store, { ...letter, reason }, true);
      if (parked && !blocked) onError(gap, event);
      return parked;
    });
  }

  /** Tries again for as long as the database is away. */
  async function patiently<Answer>(goOn: () => void, step: () => Promise<Answer>): Promise<Answer> {
    for (;;) {
      try {
        return await step();
      } catch (error) {
        if (!isPassing(error)) throw error;
      }
      await pause(awayRetryMs, stopping.signal);
      goOn();
    }
  }

  async function eachBatch({ batch, resolveOffset, heartbeat, ...group }: EachBatchPayload): Promise<void> {
    const { topic, partition, messages } = batch;
    let lost: unknown;
    // Also while the database is away, so that the group doesn't give the partition to somebody who waits as well.
    const beat = setInterval(() => {
      heartbeat().catch((error: unknown) => {
        lost = error;
      });
    }, heartbeatMs);
    const goOn = () => {
      if (stopping.signal.aborted) throw new Error('stopping');
      if (lost !== undefined) throw lost;
    };
    try {
      for (let at = 0; at < messages.length; at += chunkSize) {
        if (!group.isRunning() || group.isStale()) return;
        // All are given to the store at once, in order: it puts them into as few transactions as fit.
        const chunk = messages.slice(at, at + chunkSize).map((message) => begin(topic, partition, message));
        for (const { letter, event, first } of chunk) {
          if (event && first) await settle(letter, event, first, goOn);
          else {
            await patiently(goOn, () => park(store, letter));
            onError(new Error(`${topic}: ${letter.reason}`));
          }
          resolveOffset(letter.message.offset);
          const next = String(BigInt(letter.message.offset) + 1n);
          settled.set(`${topic}/${partition}`, { topic, partition, offset: next });
        }
        await heartbeat();
      }
    } finally {
      clearInterval(beat);
    }
  }

  function begin(topic: string, partition: number, message: KafkaMessage) {
    let event: PublishedEvent;
    try {
      event = fromMessage(message);
    } catch (error) {
      const letter: Letter = { topic, partition, message, reason: `unreadable: ${String(error)}` };
      return { letter };
    }
    const first = apply(store, reactions, event, options.onRejected);
    first.catch(() => {}); // `settle` looks at it, later.
    return { letter: { topic, partition, message, event, reason: '' }, event, first };
  }

  /** Where the group would go on after us. It may lag, because the watermark knows what is done. */
  async function commitOffsets(): Promise<void> {
    const due = [...settled];
    settled.clear();
    if (due.length === 0) return;
    try {
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

  const committing = setInterval(() => void commitOffsets(), commitOffsetsMs);

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
      clearInterval(committing);
      await commitOffsets();
      await consumer.disconnect();
    },
  };
}
