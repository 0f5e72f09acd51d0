import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { eventually, freshNamespace, startChild } from '@tiltak/testing';
import { startEmbeddedKafka, startEmbeddedMongod } from '../../../infra/test/infrastructure.ts';
import { listParked } from '../src/index.ts';
import { countMany, expectAll, place, run, sink, sinkUri, source, within } from './counterScene.ts';
import { consumerOf, makeTopic, noting, openSink, relayOf } from './counters.ts';

test('a consumer killed in the middle of its work loses nothing and repeats nothing', async () => {
  await run(relayOf(source, place, 'r'));
  const environment = {
    MONGO: sinkUri,
    KAFKA: place.brokers.join(','),
    NAMESPACE: place.namespace,
    KAFKAJS_NO_PARTITIONER_WARNING: '1',
  };
  const work = countMany(20, 150);
  for (let round = 0; round < 2; round++) {
    const child = startChild(join(import.meta.dirname, 'consumerChild.ts'), environment);
    const applied = async () => {
      const marks = await sink.documents<{ sequence: number }>('watermarks');
      return [...marks.values()].reduce((sum, { sequence }) => sum + sequence, 0);
    };
    const before = await applied();
    await eventually(async () => expect(await applied()).toBeGreaterThan(before), within);
    await child.kill();
  }
  await work;
  await run(consumerOf(sink, place, noting()));
  await eventually(() => expectAll(20, 150), within);
  expect(await listParked(sink, 10)).toEqual([]);
});

test('a broker that is killed and comes back: everything is applied once, and the group goes on by itself', async () => {
  await using broker = await startEmbeddedKafka();
  const there = { brokers: [broker.brokers], namespace: freshNamespace() };
  await makeTopic(there);
  const relay = await relayOf(source, there, 'r');
  const crashes: unknown[] = [];
  const consumer = await consumerOf(sink, there, noting(), { onCrash: (error) => crashes.push(error) });
  await countMany(10, 50);
  await eventually(() => expectAll(10, 50), within);
  const work = countMany(10, 50);
  await broker.kill();
  await work;
  await broker.start();
  await eventually(() => expectAll(10, 100), within);
  expect(crashes).toEqual([]);
  await Promise.all([relay.stop(), consumer.stop()]);
});

test('a mongod that is killed and comes back: nothing is set aside, everything is applied once', async () => {
  await using mongod = await startEmbeddedMongod();
  const frail = await openSink(mongod.uriOf('sink'));
  await run(relayOf(source, place, 'r'));
  const consumer = await consumerOf(frail, place, noting());
  await countMany(10, 50);
  await eventually(() => expectAll(10, 50, frail), within);
  for (const way of ['kill', 'stop'] as const) {
    const work = countMany(10, 25);
    await mongod[way]();
    await work;
    await mongod.start();
  }
  await eventually(() => expectAll(10, 100, frail), within);
  expect(await listParked(frail, 10)).toEqual([]);
  await consumer.stop();
  await frail.close();
});
