import type { PublishedEvent } from '@tiltak/contracts';
import type { Rejection } from '@tiltak/decider';
import { pause, type Store } from '@tiltak/store';
import { withSpan } from '@tiltak/telemetry';
import type { EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { fromMessage } from './cloudEvent.ts';
import type { Letter } from './parking.ts';
import { createPassed } from './passed.ts';
import { untilCoordinated } from './port.ts';
import type { Reactions } from './reaction.ts';
import { type Begun, createSettler } from './settling.ts';

/** Messages that may be on their way through the store; beyond it no more are taken from the broker. */
const unsettledMax = 2000;
/** Events without a reaction whose watermarks may wait in memory; beyond it they are moved before more are taken. */
const passedMax = 1000;
/** The data that either may hold, in bytes: events are small, but none is refused for being large. */
const heldBytesMax = 8 * 1024 * 1024;
/**
 * Messages of a partition that are begun before it is looked at whether there is room for more: all partitions together
 * may be beyond the bounds by so many each.
 */
const chunkSize = 50;
const heartbeatMs = 1000;
const sessionTimeoutMs = 6000;
const commitOffsetsMs = 1000;

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
  let unsettledBytes = 0;
  /** Resolves when there is room again. */
  let room: PromiseWithResolvers<void> | undefined;
  let moving: Promise<void> | undefined;
  let isCutOff = false;
  const passed = createPassed();
  const { applyNow, settle } = createSettler(store, {
    ...{ reactions, passed, onError, onRejected },
    stopping: stopping.signal,
  });

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
      while ((isFull(1) || isPassedFull()) && !isOver()) {
        await Promise.race([makeRoom(), pause(heartbeatMs, stopping.signal)]);
        await heartbeat();
      }
    }
  }

  async function settleInTurn(before: Promise<void> | undefined, key: string, begun: readonly Begun[]) {
    unsettled += begun.length;
    for (const { bytes } of begun) unsettledBytes += bytes;
    await before;
    for (const one of begun) {
      const { topic, partition, message } = one.letter;
      const isDone = await settle(one).then(
        () => true,
        () => false,
      );
      unsettled -= 1;
      unsettledBytes -= one.bytes;
      if (!isFull(1 / 2)) {
        room?.resolve();
        room = undefined;
      }
      // After a stop what isn't done, and all behind it, comes again, to whoever comes next.
      if (!isDone) isCutOff = true;
      if (!isCutOff) settled.set(key, { topic, partition, offset: String(BigInt(message.offset) + 1n) });
    }
  }

  function begin(topic: string, partition: number, message: KafkaMessage): Begun {
    const bytes = message.value?.length ?? 0;
    try {
      const event = fromMessage(message);
      const letter: Letter = { topic, partition, message, event, reason: '' };
      if (reactions[event.type]) return { letter, bytes, event, first: applyNow(event) };
      passed.add({ letter: { ...letter, message: { offset: message.offset, value: null } }, event, bytes });
      return { letter, bytes, event, first: Promise.resolve() };
    } catch (error) {
      return { letter: { topic, partition, message, reason: `unreadable: ${String(error)}` }, bytes };
    }
  }

  const isFull = (share: number): boolean =>
    unsettled > share * unsettledMax || unsettledBytes > share * heldBytesMax;
  const isPassedFull = (): boolean => passed.size > passedMax || passed.bytes > heldBytesMax;

  /** Resolves when there is room again, or may be. */
  function makeRoom(): Promise<void> {
    if (!isPassedFull()) {
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
    const isUrgent = isPassedFull();
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
