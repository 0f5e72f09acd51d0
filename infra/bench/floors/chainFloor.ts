/**
 * The floor of an order's way to its webhook: producer, topic, consumer, topic, consumer, topic, consumer, POST (or
 * with fewer hops, of one event's way); with
 * the same Kafka client and settings as the services, but nothing read, decided or stored on the way.
 */
import { randomUUID } from 'node:crypto';
import { connectBroker, ensureTopics, openProducer } from '@tiltak/messaging';
import { Pool } from 'undici';
import { openLoop } from '../load.ts';
import { consumerSettings, consumeSettings } from './kafkaSettings.ts';
import { answer, taskOfThisProcess } from './task.ts';

const { brokers, url, ratePerSecond, count, hops } = taskOfThisProcess<{
  readonly brokers: readonly string[];
  readonly url: string;
  readonly ratePerSecond: number;
  readonly count: number;
  readonly hops: number;
}>();

const run = randomUUID().slice(0, 8);
const topics = Array.from({ length: hops }, (_, at) => `bench.chain-${run}-${at + 1}`);
const kafka = connectBroker({ brokers, clientId: 'bench-chain' });
await ensureTopics(kafka, topics);
const pool = new Pool(new URL(url).origin, { connections: 64, pipelining: 1 });

type Sent = { readonly key: string; readonly value: string };

async function openHop(topic: string): Promise<(messages: readonly Sent[]) => Promise<void>> {
  const producer = openProducer(kafka);
  await producer.connect();
  return async (messages) => {
    await producer.send({ topic, acks: -1, messages: [...messages] });
  };
}

async function post(messages: readonly Sent[]): Promise<void> {
  await Promise.all(
    messages.map(async ({ key, value }) => {
      const { body } = await pool.request({
        method: 'POST',
        path: new URL(url).pathname,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id: key, value }),
      });
      await body.dump();
    }),
  );
}

const [first = post, ...further] = await Promise.all(topics.map(openHop));
for (const [hop, forward] of [...further, post].entries()) {
  const topic = topics[hop] ?? '';
  const consumer = kafka.consumer({ ...consumerSettings, groupId: topic });
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    ...consumeSettings,
    async eachBatch({ batch, resolveOffset, heartbeat }) {
      await forward(batch.messages.map(({ key, value }) => ({ key: String(key), value: String(value) })));
      resolveOffset(batch.lastOffset());
      await heartbeat();
    },
  });
  await joined;
}

const ids = Array.from({ length: count }, () => randomUUID());
// About as large as an order's events are.
const value = JSON.stringify({ text: 'x'.repeat(500) });
process.once('message', async () => {
  const dueMs: number[] = [];
  await openLoop({
    ratePerSecond,
    count,
    signal: new AbortController().signal,
    send(index, due) {
      dueMs.push(due);
      void first([{ key: ids[index] ?? '', value }]);
    },
  });
  answer({ dueMs });
});
answer({ ids });
