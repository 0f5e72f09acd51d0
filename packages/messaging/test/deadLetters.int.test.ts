import { expect, test } from '@jest/globals';
import { eventually } from '@tiltak/testing';
import { listParked, replayParked } from '../src/index.ts';
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
import { consumerOf, copies, count, noting, openSink, relayOf, upTo } from './counters.ts';

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
