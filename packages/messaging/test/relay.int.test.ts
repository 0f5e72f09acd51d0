import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import type { Store } from '@tiltak/store';
import { eventually, freshDatabase, freshNamespace, startChild, testKafka } from '@tiltak/testing';
import { startEmbeddedKafka } from '../../../infra/test/infrastructure.ts';
import { fromMessage, oldestUnpublishedSeconds } from '../src/index.ts';
import { count, kafkaOf, makeTopic, openSource, type Place, relayOf, topicIn, upTo } from './counters.ts';

// Processes are started and killed: on a busy machine that takes its time.
jest.setTimeout(240_000);

/** Everything on the topic, per stream in its order. */
async function readAll(place: Place) {
  const streams = new Map<string, number[]>();
  const consumer = kafkaOf(place).consumer({ groupId: `${place.namespace}.reader`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topicIn(place)], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const event = fromMessage(message);
      const sequences = streams.get(event.subject) ?? [];
      sequences.push(Number(event.sequence));
      streams.set(event.subject, sequences);
    },
  });
  return { streams, stop: () => consumer.disconnect() };
}

/** Each event's first appearance, in order. */
const firsts = (sequences: readonly number[] = []) => [...new Set(sequences)];

const published = (store: Store) => async () =>
  expect(await store.journal.countDocuments({ unpublished: true })).toBe(0);

async function countMany(stores: readonly Store[], streams: number, each: number): Promise<void> {
  const works = upTo(streams * each).map((n) =>
    count(stores[n % stores.length] as Store, `s${n % streams}`, 1),
  );
  await Promise.all(works);
}

test('everything that was committed is published in the order of its stream, and once', async () => {
  const place = { brokers: testKafka(), namespace: freshNamespace() };
  await makeTopic(place);
  const uri = freshDatabase('relay');
  const stores = await Promise.all([openSource(uri), openSource(uri)]);
  const relays = await Promise.all(stores.map((store, index) => relayOf(store, place, `r${index}`)));
  const reader = await readAll(place);
  await countMany(stores, 20, 100);
  await eventually(published(stores[0]), { deadlineMs: 90_000 });
  await eventually(
    () => {
      for (let stream = 0; stream < 20; stream++) expect(reader.streams.get(`s${stream}`)).toEqual(upTo(100));
    },
    { deadlineMs: 90_000 },
  );
  expect(await oldestUnpublishedSeconds(stores[0])).toBe(0);
  await Promise.all([reader.stop(), ...relays.map((relay) => relay.stop())]);
  await Promise.all(stores.map((store) => store.close()));
});

test('large events of one stream, more than one request to the broker holds, are all published', async () => {
  const place = { brokers: testKafka(), namespace: freshNamespace() };
  await makeTopic(place);
  const store = await openSource(freshDatabase('relay'));
  const reader = await readAll(place);
  await Promise.all(upTo(60).map(() => count(store, 's', 1, 'ø'.repeat(60_000))));
  const relay = await relayOf(store, place, 'r');
  await eventually(() => expect(reader.streams.get('s')).toEqual(upTo(60)), { deadlineMs: 90_000 });
  await Promise.all([reader.stop(), relay.stop()]);
  await store.close();
});

test('relays that are killed leave no gap and no disorder', async () => {
  const place = { brokers: testKafka(), namespace: freshNamespace() };
  await makeTopic(place);
  const uri = freshDatabase('relay');
  const store = await openSource(uri);
  const reader = await readAll(place);
  let counted = 0;
  for (let round = 0; round < 3; round++) {
    const children = [0, 1].map(() =>
      startChild(join(import.meta.dirname, 'relayChild.ts'), childOf(uri, place)),
    );
    await eventually(() => expect(children.every(({ lines }) => lines.length > 0)).toBe(true), {
      deadlineMs: 90_000,
    });
    const killed = eventually(
      async () =>
        expect(await store.journal.countDocuments({ unpublished: { $exists: false } })).toBeGreaterThan(
          counted,
        ),
      { deadlineMs: 90_000 },
    ).then(() => Promise.all(children.map((child) => child.kill())));
    await countMany([store], 10, 60);
    await killed;
    counted += 600;
  }
  const relay = await relayOf(store, place, 'last');
  await eventually(published(store), { deadlineMs: 90_000 });
  await eventually(
    () => {
      for (let stream = 0; stream < 10; stream++)
        expect(firsts(reader.streams.get(`s${stream}`))).toEqual(upTo(180));
    },
    { deadlineMs: 90_000 },
  );
  await Promise.all([reader.stop(), relay.stop()]);
  await store.close();
});

test('a broker that is killed and comes back gets all, in order', async () => {
  await using broker = await startEmbeddedKafka();
  const place = { brokers: [broker.brokers], namespace: freshNamespace() };
  await makeTopic(place);
  const store = await openSource(freshDatabase('relay'));
  const relay = await relayOf(store, place, 'r');
  for (let round = 0; round < 2; round++) {
    const work = countMany([store], 10, 100);
    await broker.kill();
    await work;
    await broker.start();
  }
  await eventually(published(store), { deadlineMs: 90_000 });
  const reader = await readAll(place);
  await eventually(
    () => {
      for (let stream = 0; stream < 10; stream++)
        expect(firsts(reader.streams.get(`s${stream}`))).toEqual(upTo(200));
    },
    { deadlineMs: 90_000 },
  );
  await Promise.all([reader.stop(), relay.stop()]);
  await store.close();
});

const childOf = (uri: string, { brokers, namespace }: Place) => ({
  MONGO: uri,
  KAFKA: brokers.join(','),
  NAMESPACE: namespace,
  KAFKAJS_NO_PARTITIONER_WARNING: '1',
});
