import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { startEmbeddedKafka } from '../../test/infrastructure.ts';
import { isKafkaHealthy } from '../kafka.ts';

const MESSAGES = 300;

test('a killed broker comes back on the same port with every acknowledged message', async () => {
  await using broker = await startEmbeddedKafka();
  const client = new Kafka({ brokers: [broker.brokers], logLevel: logLevel.NOTHING });
  const admin = client.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: 'kept', numPartitions: 1 }] });
  const producer = client.producer({ idempotent: true });
  await producer.connect();
  for (let number = 0; number < MESSAGES; number += 50) {
    const messages = Array.from({ length: 50 }, (_, index) => ({ value: String(number + index) }));
    await producer.send({ topic: 'kept', acks: -1, messages });
  }
  await producer.disconnect();
  await admin.disconnect();

  const { pid, port } = broker;
  await broker.kill();
  await expect(isKafkaHealthy(broker.brokers)).rejects.toThrow();
  await broker.start();
  expect(broker.port).toBe(port);
  expect(broker.pid).not.toBe(pid);

  const consumer = client.consumer({ groupId: 'reader', maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic: 'kept', fromBeginning: true });
  const values: string[] = [];
  await new Promise<void>((resolve) => {
    void consumer.run({
      eachMessage: async ({ message }) => {
        values.push(String(message.value));
        if (values.length === MESSAGES) resolve();
      },
    });
  });
  await consumer.disconnect();
  expect(values).toEqual(Array.from({ length: MESSAGES }, (_, index) => String(index)));
});

test('a topic that nobody made is refused, not made', async () => {
  const client = new Kafka({
    brokers: [process.env.TILTAK_TEST_KAFKA!],
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
  });
  const producer = client.producer({ allowAutoTopicCreation: true });
  await producer.connect();
  await expect(producer.send({ topic: 'misspelt', messages: [{ value: 'x' }] })).rejects.toThrow(
    /does not host this topic/,
  );
  await producer.disconnect();
});

interface Queue {
  readonly pending: unknown[];
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  scheduleCheckPendingRequests(): void;
}
const RequestQueue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as new (
  options: object,
) => Queue;

function armedWhen(pending: number, throttledForMs: number): boolean {
  const queue = new RequestQueue({ maxInFlightRequests: 1, requestTimeout: 1000, logger: console });
  for (let index = 0; index < pending; index += 1) queue.pending.push({});
  queue.throttledUntil = throttledForMs > 0 ? Date.now() + throttledForMs : -1;
  queue.scheduleCheckPendingRequests();
  const isArmed = queue.throttleCheckTimeoutId !== null;
  if (queue.throttleCheckTimeoutId) clearTimeout(queue.throttleCheckTimeoutId);
  return isArmed;
}

test('an idle Kafka connection sets no timer, and a throttled or waiting one still does', () => {
  expect(armedWhen(0, 0)).toBe(false);
  expect(armedWhen(1, 0)).toBe(true);
  expect(armedWhen(0, 10_000)).toBe(true);
  expect(armedWhen(1, 10_000)).toBe(true);
});
