/**
 * The floor of the deliveries: a loop that reads 500 that are pending, signs and posts each over kept-alive
 * connections, and notes all results with one majority and journaled `bulkWrite`. No lease, no order, no retry, no
 * receipt for anybody else.
 */
import { createHmac } from 'node:crypto';
import mongoose from 'mongoose';
import { Pool } from 'undici';
import { nowMs } from '../load.ts';
import { answer, taskOfThisProcess } from './task.ts';

const { mongoUri, database, url, count } = taskOfThisProcess<{
  readonly mongoUri: string;
  readonly database: string;
  readonly url: string;
  readonly count: number;
}>();

type Row = { _id: string; status: string; body: string; at?: Date };

const chunk = 500;
const connections = 32;
const client = new mongoose.mongo.MongoClient(mongoUri, { writeConcern: { w: 'majority', journal: true } });
await client.connect();
await client.db(database).dropDatabase();
const rows = client.db(database).collection<Row>('deliveries');
await rows.createIndex({ status: 1 });
const body = JSON.stringify({ text: 'x'.repeat(560) });
for (let made = 0; made < count; made += 5_000)
  await rows.insertMany(
    Array.from({ length: Math.min(5_000, count - made) }, (_, at) => ({
      _id: `floor.${made + at}.1`,
      status: 'pending',
      body,
    })),
  );

const { origin, pathname } = new URL(url);
const pool = new Pool(origin, { connections, pipelining: 1 });

async function deliver({ _id, body }: Row): Promise<void> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', 'secret').update(`${_id}.${timestamp}.${body}`).digest('base64');
  const answered = await pool.request({
    method: 'POST',
    path: pathname,
    headers: {
      'content-type': 'application/json',
      'webhook-id': _id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
    body,
  });
  await answered.body.dump();
}

process.once('message', async () => {
  const from = nowMs();
  for (;;) {
    const due = await rows.find({ status: 'pending' }).limit(chunk).toArray();
    if (due.length === 0) break;
    await Promise.all(due.map(deliver));
    await rows.bulkWrite(
      due.map(({ _id }) => ({
        updateOne: { filter: { _id }, update: { $set: { status: 'delivered', at: new Date() } } },
      })),
      { ordered: false },
    );
  }
  answer({ elapsedMs: nowMs() - from });
});
answer({ ready: true });
