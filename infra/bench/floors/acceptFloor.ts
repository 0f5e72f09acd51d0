/**
 * The floor of `createOrder`: an Express handler that reads a JSON body, writes one document to each of two collections
 * in one majority and journaled transaction, and answers. No authentication, no validation, no rules.
 */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express from 'express';
import mongoose from 'mongoose';
import { answer, taskOfThisProcess } from './task.ts';

const { mongoUri, database, connections } = taskOfThisProcess<{
  readonly mongoUri: string;
  readonly database: string;
  readonly connections: number;
}>();

const client = new mongoose.mongo.MongoClient(mongoUri, {
  writeConcern: { w: 'majority', journal: true },
  maxPoolSize: connections,
});
await client.connect();
const orders = client.db(database).collection<{ _id: string }>('orders');
const journal = client.db(database).collection<{ _id: string }>('journal');
await client
  .db(database)
  .createCollection('orders')
  .catch(() => {});
await client
  .db(database)
  .createCollection('journal')
  .catch(() => {});

const app = express();
app.use(express.json());
app.post('/orders', async (request, response) => {
  const orderId = randomUUID();
  await client.withSession((session) =>
    session.withTransaction(async () => {
      await orders.insertOne({ _id: orderId, ...request.body }, { session });
      await journal.insertOne({ _id: randomUUID(), orderId, ...request.body } as never, { session });
    }),
  );
  response.status(202).json({ orderId, status: 'submitted' });
});
const server = app.listen(0, '127.0.0.1', () => {
  answer({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
