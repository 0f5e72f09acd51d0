import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { topicOf } from '@tiltak/contracts';
import { connectBroker } from '@tiltak/messaging';
import { eventually } from '@tiltak/testing';
import mongoose from 'mongoose';
import { type Mint, startMint } from '../../../infra/test/mint.ts';
import { type ChildProcurement, startChildProcurement } from './childProcurement.ts';
import { openSealedScene } from './sealedScene.ts';

/** What bidders have written into their bids, and nobody else: a text, a file's bytes, and a price. */
const text = `CANARY-${randomUUID()}`;
const priceOre = 71_356_902_481_357;
const canaries = [text, String(priceOre), priceInBson(priceOre)];

/** A number as BSON keeps it: eight bytes of a double. */
function priceInBson(value: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes.toString('latin1');
}
/** Whether bytes hold a canary as it is, or as base64 or hexadecimal of it. */
function sings(bytes: Buffer): boolean {
  const latin = bytes.toString('latin1');
  const hidden = canaries.flatMap((one) => [
    one,
    Buffer.from(one).toString('hex'),
    // Base64 looks different from each of three offsets; its middle does not.
    ...[0, 1, 2].map((offset) =>
      Buffer.from(' '.repeat(offset) + one)
        .toString('base64')
        .slice(4, -4),
    ),
  ]);
  return hidden.some((one) => latin.includes(one));
}

let mint: Mint;
let procurement: ChildProcurement;
const traces: Buffer[] = [];
const collector = createServer(async (request, response) => {
  for await (const part of request) traces.push(part as Buffer);
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
});
beforeAll(async () => {
  mint = await startMint();
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  procurement = await startChildProcurement(mint, {
    REHEARSALS: 'true',
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
    OTEL_BSP_SCHEDULE_DELAY: '100',
  });
});
afterAll(async () => {
  await procurement?.stop();
  await mint?.stop();
  collector.closeAllConnections();
  await new Promise((resolve) => collector.close(resolve));
});

/** The collections of the database in which a canary is, each document and each piece of a file looked at as its bytes. */
async function inDatabase(): Promise<{
  readonly singing: readonly string[];
  readonly looked: readonly string[];
}> {
  const { db } = procurement.store;
  const names = (await db.listCollections().toArray()).map(({ name }) => name);
  const singing = new Set<string>();
  for (const name of names)
    for await (const row of db.collection(name).find())
      if (sings(Buffer.from(mongoose.mongo.BSON.serialize(row)))) singing.add(name);
  return { singing: [...singing].sort(), looked: names };
}

/** All that is on the service's topic. */
async function onTopic(): Promise<Buffer> {
  const kafka = connectBroker({
    brokers: (process.env.TILTAK_TEST_KAFKA ?? '').split(','),
    clientId: procurement.namespace,
  });
  const topic = topicOf('procurement', procurement.namespace);
  const admin = kafka.admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const expected = offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  const consumer = kafka.consumer({
    groupId: `${procurement.namespace}.${randomUUID()}`,
    maxWaitTimeInMs: 50,
  });
  const parts: Buffer[] = [];
  let count = 0;
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    async eachMessage({ message }) {
      parts.push(message.value ?? Buffer.alloc(0), Buffer.from(JSON.stringify(message.headers)));
      count += 1;
    },
  });
  await eventually(() => expect(count).toBeGreaterThanOrEqual(expected), { deadlineMs: 30_000 });
  await consumer.disconnect();
  expect(count).toBeGreaterThan(0);
  return Buffer.concat(parts);
}

test('before the opening no plaintext is in the database, on the topic, in logs or traces; after it, where it belongs', async () => {
  const scene = await openSealedScene(procurement.url(), mint);
  const [firm] = await scene.firms(1);
  const competition = await scene.competition();
  const { params } = competition;
  await scene.bid(firm!, competition, { priceOre, text, fileBytes: 300_000 });
  // What the platform refuses must not leave a trace of it either.
  const shown = { bytes: Buffer.from(text), mediaType: 'application/age' };
  await expect(firm!.client.uploadEnvelope({ params, upload: shown })).rejects.toThrow('envelope_not_sealed');
  await scene.close(competition);
  await scene.approve(competition, 'quality');
  const shares = await scene.sharesOf(competition, ['kari', 'ola']);

  const before = await inDatabase();
  expect(before.looked).toEqual(
    expect.arrayContaining(['bids', 'journal', 'documents', 'sealedEnvelopes.chunks', 'bidEnvelopes']),
  );
  expect(before.singing).toEqual([]);
  expect(sings(await onTopic())).toBe(false);

  await scene.as('kari').openBids({ params, body: { envelope: 'quality', shares } });
  await scene.opened(competition, 'quality');
  // The text is in the opened quality envelope; the price is still sealed.
  expect((await inDatabase()).singing).toEqual(['bids', 'journal', 'openedEnvelopes.chunks']);
  expect(sings(await onTopic())).toBe(false);
  expect(sings(Buffer.from(procurement.logged.join('\n')))).toBe(false);
  expect(procurement.logged.length).toBeGreaterThan(0);
  await eventually(() => expect(Buffer.concat(traces).includes('submitBid')).toBe(true), {
    deadlineMs: 15_000,
  });
  expect(sings(Buffer.concat(traces))).toBe(false);
  // Nor are the keys that were put together anywhere.
  for (const share of shares) expect(procurement.logged.join('\n')).not.toContain(share);
});
