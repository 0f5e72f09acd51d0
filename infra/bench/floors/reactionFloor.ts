/**
 * The floor of the reactions: a consumer with the services' settings that reads the topic from the start and stores
 * the events of a batch with one majority and journaled `bulkWrite` of inserts. Nothing is looked up or decided.
 */
import { randomUUID } from 'node:crypto';
import { connectBroker } from '@tiltak/messaging';
import mongoose from 'mongoose';
import { nowMs } from '../load.ts';
import { consumerSettings, consumeSettings } from './kafkaSettings.ts';
import { answer, taskOfThisProcess } from './task.ts';

const { brokers, mongoUri, database, topic, count } = taskOfThisProcess<{
  readonly brokers: readonly string[];
  readonly mongoUri: string;
  readonly database: string;
  readonly topic: string;
  readonly count: number;
}>();

const client = new mongoose.mongo.MongoClient(mongoUri, {
  writeConcern: { w: 'majority', journal: true },
  maxPoolSize: 20,
});
await client.connect();
const events = client.db(database).collection<{ _id: string }>('events');
await client.db(database).dropDatabase();
await client.db(database).createCollection('events');

const kafka = connectBroker({ brokers, clientId: 'bench-reactions' });
const consumer = kafka.consumer({ ...consumerSettings, groupId: `bench-${randomUUID()}` });
await consumer.connect();
await consumer.subscribe({ topics: [topic], fromBeginning: true });
let done = 0;
let firstAtMs = 0;
await consumer.run({
  ...consumeSettings,
  async eachBatch({ batch, resolveOffset, heartbeat }) {
    // From when the first batch is in hand: joining the group is no part of the rate.
    firstAtMs ||= nowMs();
    await events.bulkWrite(
      batch.messages.map(({ key, value }) => ({
        insertOne: { document: { _id: String(key), data: JSON.parse(String(value)) } as { _id: string } },
      })),
      { ordered: false },
    );
    done += batch.messages.length;
    resolveOffset(batch.lastOffset());
    await heartbeat();
    if (done === count) answer({ elapsedMs: nowMs() - firstAtMs });
  },
});
