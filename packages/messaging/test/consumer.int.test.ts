import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from '@jest/globals';
import { Rejection } from '@tiltak/decider';
import { eventually } from '@tiltak/testing';
import { listParked, toMessage } from '../src/index.ts';
import {
  countMany,
  expectAll,
  messagesOf,
  place,
  run,
  send,
  sink,
  sinkUri,
  source,
  within,
} from './counterScene.ts';
import {
  consumerOf,
  copies,
  count,
  countedType,
  kafkaOf,
  noting,
  openSink,
  relayOf,
  topicIn,
  upTo,
} from './counters.ts';

test('repetitions have no effect: everything that comes twice is applied once, in order', async () => {
  await countMany(6, 10);
  const all = (await Promise.all(upTo(6).map((n) => messagesOf(`s${n - 1}`)))).flat();
  // Whole streams again, and half of each in the middle.
  await send([...all, ...all.filter((_, index) => index % 2 === 0), ...all]);
  await run(consumerOf(sink, place, noting()));
  await countMany(6, 1);
  await run(relayOf(source, place, 'r'));
  await eventually(() => expectAll(6, 11), within);
  expect(await listParked(sink, 10)).toEqual([]);
});

test('two members that come and go apply each event once, in the order of its stream', async () => {
  const other = await openSink(sinkUri);
  await run(relayOf(source, place, 'r'));
  await run(consumerOf(sink, place, noting()));
  const work = countMany(24, 50);
  const second = await consumerOf(other, place, noting());
  await work;
  await second.stop();
  await countMany(24, 50);
  await eventually(() => expectAll(24, 100), within);
  expect(await listParked(sink, 10)).toEqual([]);
  await other.close();
});

test("a rule's no is told of once and moves on, whether it comes while deciding or while reading", async () => {
  const refused: string[] = [];
  const told = {
    onRejected: (_: Rejection, event: { sequence: string }) => void refused.push(event.sequence),
  };
  await run(relayOf(source, place, 'r'));
  const reactions = noting(({ note }) => {
    if (note === 'refuse') throw new Rejection('refused', 'on purpose');
  });
  await run(consumerOf(sink, place, reactions, told));
  for (const note of ['take', 'refuse', 'take']) await count(source, 's0', 1, note);
  await eventually(async () => expect((await copies(sink)).s0?.sequences).toEqual([1, 3]), within);
  expect(refused).toEqual(['2']);
  expect(await listParked(sink, 10)).toEqual([]);
});

test('a backlog longer than may be under way is worked off without a pause', async () => {
  await run(relayOf(source, place, 'r'));
  await countMany(30, 150);
  await eventually(
    async () => expect(await source.journal.countDocuments({ unpublished: true })).toBe(0),
    within,
  );
  await run(consumerOf(sink, place, noting()));
  await eventually(() => expectAll(30, 150), within);
});

test('a backlog of events that lead to nothing, larger than the memory, is passed by', async () => {
  const streams = 400;
  const each = 5;
  const worker = new Worker(join(import.meta.dirname, 'passingWorker.ts'), {
    workerData: { uri: sinkUri, place },
    resourceLimits: { maxOldGenerationSizeMb: 64 },
  });
  const failed = once(worker, 'error').then(([error]) => error);
  const messages = upTo(streams * each).map((n) => {
    const sequence = Math.ceil(n / streams);
    return toMessage({
      specversion: '1.0',
      id: `event-${n}`,
      type: countedType,
      source: '/tiltak/projects',
      subject: `p${n % streams}`,
      time: '2026-11-22T12:00:00Z',
      sequence: `${sequence}`,
      datacontenttype: 'application/json',
      data: { sequence, previousId: null, by: 1, note: `${n} `.repeat(15_000) },
    });
  });
  // A partition takes a megabyte in one request.
  await send(messages, 40);
  // Counted by the database: reading all of them again and again would take longer than what is waited for.
  const { collection } = sink.placeOf('watermarks', '');
  const passed = eventually(
    async () =>
      expect(await sink.db.collection(collection).countDocuments({ 'value.sequence': each })).toBe(streams),
    within,
  );
  try {
    expect(await Promise.race([failed, passed])).toBeUndefined();
  } finally {
    await worker.terminate();
  }
});

test('events that lead to nothing are passed by, and the step of their watermark is kept', async () => {
  await run(relayOf(source, place, 'r'));
  const first = await consumerOf(sink, place, {});
  await countMany(5, 10);
  await eventually(async () => {
    const marks = await sink.documents<{ sequence: number }>('watermarks');
    expect([...marks.values()]).toEqual(Array.from({ length: 5 }, () => ({ sequence: 10 })));
  }, within);
  await first.stop();
  // A reaction that comes later goes on behind them.
  await run(consumerOf(sink, place, noting()));
  for (const stream of ['s0', 's1', 's2', 's3', 's4']) await count(source, stream);
  await eventually(async () => {
    const sequences = Object.values(await copies(sink)).map((copy) => copy.sequences);
    expect(sequences).toEqual(Array.from({ length: 5 }, () => [11]));
  }, within);
});

test('what the consumer has done is told to the broker soon, so that its lag is 0 when it is idle', async () => {
  await run(relayOf(source, place, 'r'));
  await run(consumerOf(sink, place, noting()));
  await countMany(5, 10);
  await eventually(() => expectAll(5, 10), within);
  const admin = kafkaOf(place).admin();
  await admin.connect();
  await eventually(async () => {
    const [told] = await admin.fetchOffsets({ groupId: `${place.namespace}.sink`, topics: [topicIn(place)] });
    const sum = told?.partitions.reduce((total, { offset }) => total + Math.max(0, Number(offset)), 0);
    expect(sum).toBe(50);
  }, within);
  await admin.disconnect();
});
