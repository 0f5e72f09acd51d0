import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Rejection } from '@tiltak/decider';
import type { Store } from '@tiltak/store';
import { eventually, freshDatabase, freshNamespace, startChild, testKafka } from '@tiltak/testing';
import { startEmbeddedKafka, startEmbeddedMongod } from '../../../infra/test/infrastructure.ts';
import { listParked, publicationOf, replayParked, toMessage } from '../src/index.ts';
import {
  consumerOf,
  copies,
  count,
  countedType,
  kafkaOf,
  makeTopic,
  noting,
  openSink,
  openSource,
  type Place,
  relayOf,
  topicIn,
  upTo,
} from './counters.ts';

// Processes are started and killed: on a busy machine that takes its time.
jest.setTimeout(240_000);

let source: Store;
let sink: Store;
let sinkUri: string;
let place: Place;
/** What a test has started, for its end. */
let running: { stop(): Promise<void> }[];
const run = async <One extends { stop(): Promise<void> }>(starting: Promise<One>): Promise<One> => {
  const one = await starting;
  running.push(one);
  return one;
};

beforeEach(async () => {
  running = [];
  sinkUri = freshDatabase('sink');
  place = { brokers: testKafka(), namespace: freshNamespace() };
  [source, sink] = await Promise.all([openSource(freshDatabase('source')), openSink(sinkUri)]);
  await makeTopic(place);
});
afterEach(async () => {
  await Promise.all(running.map((one) => one.stop()));
  await Promise.all([source.close(), sink.close()]);
});

const within = { deadlineMs: 90_000 };

/** Counts `each` times in every one of the streams s0, s1 ... */
const countMany = (streams: number, each: number) =>
  Promise.all(upTo(streams * each).map((n) => count(source, `s${n % streams}`)));

async function expectAll(streams: number, each: number, by = sink): Promise<void> {
  const found = await copies(by);
  for (let stream = 0; stream < streams; stream++)
    expect(found[`s${stream}`]).toEqual({ sequences: upTo(each), sum: each });
}

/** Sends events past the relay, as they are given, so many in one request. */
async function send(
  messages: readonly { key: string; value: string; headers?: Record<string, string> }[],
  atOnce = 1000,
) {
  const producer = kafkaOf(place).producer();
  await producer.connect();
  for (let at = 0; at < messages.length; at += atOnce)
    await producer.send({ topic: topicIn(place), messages: messages.slice(at, at + atOnce) });
  await producer.disconnect();
}

const messagesOf = async (id: string) =>
  (await source.journal.find({ stream: id }).sort({ version: 1 }).toArray()).map((row) =>
    toMessage(publicationOf('projects', source, row)),
  );

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
  place = { brokers: [broker.brokers], namespace: freshNamespace() };
  await makeTopic(place);
  const relay = await relayOf(source, place, 'r');
  const crashes: unknown[] = [];
  const consumer = await consumerOf(sink, place, noting(), { onCrash: (error) => crashes.push(error) });
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

test('an event that fails is set aside with its reason, later ones of its stream wait behind it, others go on; a replay puts all in order once', async () => {
  let broken = true;
  const errors: string[] = [];
  const reactions = noting(({ note }) => {
    if (broken && note === 'poison') throw new Error('cannot do this');
  });
  await run(relayOf(source, place, 'r'));
  await run(consumerOf(sink, place, reactions, { onError: (error) => errors.push(String(error)) }));
  await countMany(3, 2);
  await count(source, 's0', 1, 'poison');
  await countMany(3, 2);
  await count(source, 's0', 1, 'poison');
  await eventually(async () => expect(await listParked(sink, 10)).toHaveLength(4), within);
  await eventually(async () => {
    const found = await copies(sink);
    expect(found.s0?.sequences).toEqual([1, 2]);
    expect(found.s1?.sequences).toEqual(upTo(4));
    expect(found.s2?.sequences).toEqual(upTo(4));
  }, within);
  const parked = (await listParked(sink, 10)).map(({ sequence, reason }) => ({ sequence, reason }));
  expect(parked.sort((a, b) => a.sequence - b.sequence)).toEqual([
    { sequence: 3, reason: 'Error: cannot do this' },
    ...[4, 5, 6].map((sequence) => ({ sequence, reason: 'behind a dead letter' })),
  ]);
  expect(errors).toEqual(['Error: cannot do this']);

  expect(await replayParked(sink, reactions)).toMatchObject({
    applied: 0,
    failed: [{ reason: 'Error: cannot do this' }],
  });
  broken = false;
  // New ones arrive while it replays, in this process and in another.
  const other = await openSink(sinkUri);
  const arriving = Promise.all(upTo(60).map(() => count(source, 's0')));
  await Promise.all([replayParked(sink, reactions), replayParked(other, reactions)]);
  await arriving;
  await eventually(async () => {
    await replayParked(sink, reactions);
    expect((await copies(sink)).s0?.sequences).toEqual(upTo(66));
  }, within);
  expect(await listParked(sink, 10)).toEqual([]);
  await other.close();
});

test('where events of a stream hang on nothing before them, one that fails is set aside alone, and applied once when it can be', async () => {
  let broken = true;
  const reactions = noting(
    ({ note }) => {
      if (broken && note === 'poison') throw new Error('cannot do this');
    },
    { isIndependent: true },
  );
  await run(relayOf(source, place, 'r'));
  await run(consumerOf(sink, place, reactions));
  await countMany(2, 2);
  await count(source, 's0', 1, 'poison');
  await countMany(2, 2);
  await count(source, 's0', 1, 'poison');
  await countMany(2, 2);
  await eventually(async () => {
    const found = await copies(sink);
    expect(found.s0?.sequences).toEqual([1, 2, 4, 5, 7, 8]);
    expect(found.s1?.sequences).toEqual(upTo(6));
  }, within);
  const parked = (await listParked(sink, 10)).map(({ sequence, reason }) => ({ sequence, reason }));
  expect(parked.sort((a, b) => a.sequence - b.sequence)).toEqual(
    [3, 6].map((sequence) => ({ sequence, reason: 'Error: cannot do this' })),
  );
  expect(await replayParked(sink, reactions)).toMatchObject({ applied: 0, failed: [{}, {}] });

  broken = false;
  const other = await openSink(sinkUri);
  await Promise.all([replayParked(sink, reactions), replayParked(other, reactions)]);
  expect((await copies(sink)).s0).toEqual({ sequences: [1, 2, 4, 5, 7, 8, 3, 6], sum: 8 });
  expect(await listParked(sink, 10)).toEqual([]);
  await count(source, 's0');
  await eventually(async () => expect((await copies(sink)).s0?.sum).toBe(9), within);
  await other.close();
});

test('a message that cannot be read is set aside, each one, and the rest of its partition goes on', async () => {
  await countMany(1, 3);
  const good = await messagesOf('s0');
  const bad = [
    { key: 's0', value: 'no JSON' },
    { key: 's0', value: '' },
    { ...good[0], key: 's0', value: '{}', headers: {} },
    { key: 's0', value: 'x'.repeat(600_000), headers: good[0]?.headers ?? {} },
  ] as Parameters<typeof send>[0];
  await send([...bad, ...good]);
  await run(consumerOf(sink, place, noting()));
  await eventually(() => expectAll(1, 3), within);
  await eventually(async () => {
    const parked = await listParked(sink, 10);
    expect(parked.map(({ reason }) => reason.startsWith('unreadable: '))).toEqual(Array(4).fill(true));
  }, within);
});

test('an event that the database cannot keep as it is, is kept as text, and stops nobody else', async () => {
  await countMany(2, 2);
  const [first, second] = await messagesOf('s0');
  if (!first || !second) throw new Error('two events');
  const nul = { ...first, value: JSON.stringify({ ...JSON.parse(first.value), by: 'x', 'a\u0000b': 1 }) };
  const deep = { ...second, value: `{"by":${'['.repeat(5000)}${']'.repeat(5000)}}` };
  await send([nul, deep, ...(await messagesOf('s1'))]);
  await run(consumerOf(sink, place, noting()));
  await eventually(async () => {
    expect((await copies(sink)).s1?.sequences).toEqual([1, 2]);
    expect(await listParked(sink, 10)).toHaveLength(2);
  }, within);
  for (const { event, raw } of await listParked(sink, 10)) {
    expect(event).toBeNull();
    expect(raw).toMatch(/^\{/);
  }
});

test('a gap in a stream is told of, and what follows it waits until the missing one is there', async () => {
  await countMany(2, 4);
  const [one, two, three, four] = await messagesOf('s0');
  if (!one || !two || !three || !four) throw new Error('four events');
  const errors: string[] = [];
  await send([one, three, four, ...(await messagesOf('s1'))]);
  await run(consumerOf(sink, place, noting(), { onError: (error) => errors.push(String(error)) }));
  await eventually(async () => expect((await copies(sink)).s1?.sequences).toEqual(upTo(4)), within);
  await eventually(async () => expect(await listParked(sink, 10)).toHaveLength(2), within);
  expect(errors).toEqual(['Gap: expected 2 of /tiltak/projects/s0, got 3']);
  await send([two]);
  await eventually(async () => expect((await copies(sink)).s0?.sequences).toEqual([1, 2]), within);
  expect(await replayParked(sink, noting())).toEqual({ applied: 2, failed: [] });
  await expectAll(2, 4);
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
