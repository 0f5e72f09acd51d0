import { connect } from 'node:net';
import { pause } from '@tiltak/store';
import { type Admin, Kafka, type KafkaConfig, logLevel, type Producer, type SASLOptions } from 'kafkajs';

/** A message as this package sends it: the key decides the partition, so one stream stays in order. */
export type OutgoingMessage = {
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
};

/** How the broker is reached. */
export type BrokerConfig = {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly sasl?: SASLOptions;
};

/** Partitions of every topic: what a service can scale out to. Fixed, because keys must stay where they are. */
export const partitions = 12;

/** The one place where a Kafka client is made (ADR: kafkajs). It keeps trying while the broker is away. */
export function connectBroker({ brokers, clientId, sasl }: BrokerConfig): Kafka {
  return new Kafka({
    clientId,
    brokers: [...brokers],
    ...(sasl && { sasl }),
    logLevel: logLevel.NOTHING,
    socketFactory: connectAtOnce,
    connectionTimeout: 3000,
    requestTimeout: 10_000,
    retry: { initialRetryTime: 100, maxRetryTime: 2000, retries: 8 },
  });
}

/** How long new topics may take to have leaders. */
const leadersWithinMs = 15_000;
const leadersPollMs = 50;

/** As kafkajs' own without TLS, but a small request is sent at once instead of waiting for an acknowledgement (Nagle). */
const connectAtOnce: NonNullable<KafkaConfig['socketFactory']> = ({ host, port, onConnect }) => {
  const socket = connect({ host, port, noDelay: true }, onConnect);
  socket.setKeepAlive(true, 60_000);
  return socket;
};

/** Makes the topics that aren't there yet: kept for ever, so that a new consumer can read from the start. */
export async function ensureTopics(kafka: Kafka, topics: readonly string[], replication = 1): Promise<void> {
  const admin: Admin = kafka.admin();
  await admin.connect();
  try {
    const there = new Set(await admin.listTopics());
    const missing = topics.filter((topic) => !there.has(topic));
    if (missing.length === 0) return;
    await admin.createTopics({
      // kafkajs' own wait fails when another service makes the same topics at this moment.
      waitForLeaders: false,
      topics: missing.map((topic) => ({
        topic,
        numPartitions: partitions,
        replicationFactor: replication,
        configEntries: [
          { name: 'retention.ms', value: '-1' },
          { name: 'retention.bytes', value: '-1' },
        ],
      })),
    });
    await untilLed(admin, missing);
  } finally {
    await admin.disconnect();
  }
}

/** Resolves when every partition of the topics has a leader; throws the broker's error when that takes too long. */
async function untilLed(admin: Admin, topics: readonly string[]): Promise<void> {
  const deadline = Date.now() + leadersWithinMs;
  for (;;) {
    try {
      const { topics: found } = await admin.fetchTopicMetadata({ topics: [...topics] });
      if (found.every(({ partitions: all }) => all.length > 0 && all.every(({ leader }) => leader >= 0)))
        return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    if (Date.now() > deadline)
      throw new Error(`no leaders after ${leadersWithinMs} ms for ${topics.join(', ')}`);
    await pause(leadersPollMs);
  }
}

/** How long a broker that has just started may take to say who coordinates a group. */
const coordinatorWithinMs = 60_000;
const coordinatorPollMs = 200;

/**
 * Resolves when the group has a coordinator. A fresh broker makes the topic for that at the first question, and kafkajs
 * takes a no for final. Throws that no when it lasts.
 */
export async function untilCoordinated(
  kafka: Kafka,
  groupId: string,
  topics: readonly string[],
): Promise<void> {
  const admin: Admin = kafka.admin();
  await admin.connect();
  try {
    const deadline = Date.now() + coordinatorWithinMs;
    for (;;) {
      try {
        await admin.fetchOffsets({ groupId, topics: [...topics] });
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
      }
      await pause(coordinatorPollMs);
    }
  } finally {
    await admin.disconnect();
  }
}

/** A producer whose sends are on the disk of all replicas, once each and in order, when they are acknowledged. */
export function openProducer(kafka: Kafka): Producer {
  return kafka.producer({
    idempotent: true,
    // An idempotent producer keeps its order only with one request under way.
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    retry: { initialRetryTime: 50, maxRetryTime: 1000, retries: 10 },
  });
}
