import { expect, test } from '@jest/globals';
import { createWaitingRoom } from './waiting.ts';

/** A store in which a contractor's feed has come to a position. */
function storeAt(positions: Map<string, number>) {
  return {
    onCommit: () => () => {},
    documents: async () =>
      new Map([...positions].map(([firm, position]) => [firm, { position, endpoints: [] }])) as never,
  };
}
const isOver = async (promise: Promise<void>) => {
  const pending = Symbol();
  await new Promise(setImmediate);
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending;
};

test('a read waits until its own contractor has news', async () => {
  const positions = new Map([
    ['a', 4],
    ['b', 9],
  ]);
  const stopping = new AbortController();
  const room = createWaitingRoom(storeAt(positions), stopping.signal);
  const [mine, other] = [room.wait('a', 4, 20), room.wait('b', 9, 20)];
  positions.set('a', 5);
  await mine;
  expect(room.size).toBe(1);
  stopping.abort();
  await other;
  expect(room.size).toBe(0);
});

test('when the time is over the read goes on without news', async () => {
  const room = createWaitingRoom(storeAt(new Map()), new AbortController().signal);
  await room.wait('a', 0, 0.01);
  expect(room.size).toBe(0);
});

test('one read too many sends the oldest of the same contractor on its way, and nobody else’s', async () => {
  const stopping = new AbortController();
  const bounds = { waitingMax: 4, waitingPerContractorMax: 2 };
  const room = createWaitingRoom(storeAt(new Map()), stopping.signal, bounds);
  const other = room.wait('b', 0, 20);
  const [first, second, third] = [room.wait('a', 0, 20), room.wait('a', 0, 20), room.wait('a', 0, 20)];
  expect(await isOver(first)).toBe(true);
  expect(await isOver(second)).toBe(false);
  room.wait('c', 0, 20);
  room.wait('d', 0, 20);
  expect(await isOver(other)).toBe(true);
  expect(room.size).toBe(4);
  stopping.abort();
  await Promise.all([second, third]);
});

test('nobody waits in a service that stops', async () => {
  const room = createWaitingRoom(storeAt(new Map()), AbortSignal.abort());
  await room.wait('a', 0, 20);
  expect(room.size).toBe(0);
});
