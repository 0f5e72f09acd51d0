import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { freshDatabase } from '@tiltak/testing';
import {
  checkpointStream,
  checkpoints,
  foldAll,
  foldThen,
  historyOf,
  type Store,
  takeCheckpoint,
  verifyJournal,
} from '../src/index.ts';
import { accounts, add, openAccounts, purses } from './account.ts';

let store: Store;
let at = new Date('2020-04-01T10:00:00Z');

beforeEach(async () => {
  at = new Date('2020-04-01T10:00:00Z');
  store = await openAccounts(freshDatabase('history'), { now: () => at });
  for (const amountOre of [5, 7, -3, 2]) {
    await add(store, 'a', amountOre);
    await add(store, 'b', 10 + amountOre);
    at = new Date(at.getTime() + 3_600_000);
  }
});
afterEach(() => store.close());

const verify = (checkpoint?: { until: string; root: string }) =>
  verifyJournal(store, [accounts, purses, checkpoints], checkpoint);
const rowOf = (version: number) => ({ stream: 'a', version });

test('a journal that nobody touched verifies, also while it is written', async () => {
  const checkpoint = await takeCheckpoint(store);
  expect(await verify(checkpoint)).toEqual([]);
  let stopped = false;
  const writing = (async () => {
    while (!stopped) await add(store, 'a', 1);
  })();
  for (let round = 0; round < 10; round++) expect(await verify(checkpoint)).toEqual([]);
  stopped = true;
  await writing;
});

test('an edited field of an event is found', async () => {
  await store.journal.updateOne(rowOf(2), { $set: { 'data.amountOre': 8 } } as object);
  expect(await verify()).toContainEqual({ stream: 'a', version: 2, what: 'edited' });
});

test('an edited actor is found', async () => {
  await store.journal.updateOne(rowOf(4), { $set: { actor: 'somebody else' } });
  expect(await verify()).toContainEqual({ stream: 'a', version: 4, what: 'edited' });
});

test('a deleted row is found, in the middle and at the end', async () => {
  await store.journal.deleteOne(rowOf(2));
  await store.journal.deleteOne({ stream: 'b', version: 4 });
  const found = await verify();
  expect(found).toContainEqual({ stream: 'a', version: 3, what: 'gap' });
  expect(found).toContainEqual({ stream: 'b', version: 4, what: 'state_differs' });
});

test('two rows that changed places are found', async () => {
  await store.journal.updateOne(rowOf(2), { $set: { version: 99 } });
  await store.journal.updateOne(rowOf(3), { $set: { version: 2 } });
  await store.journal.updateOne(rowOf(99), { $set: { version: 3 } });
  expect(await verify()).toContainEqual({ stream: 'a', version: 2, what: 'reordered' });
});

test('a changed state document is found: its state, its sequence, or the whole document gone', async () => {
  await store.states(accounts).updateOne({ _id: 'a' }, { $set: { 'state.balanceOre': 1_000_000 } } as object);
  await store.states(accounts).updateOne({ _id: 'b' }, { $set: { sequence: 99 } });
  expect(await verify()).toEqual([
    { stream: 'a', version: 4, what: 'state_differs' },
    { stream: 'b', version: 4, what: 'state_differs' },
  ]);
  await store.states(accounts).deleteOne({ _id: 'a' });
  expect(await verify()).toContainEqual({ stream: 'a', version: 0, what: 'state_differs' });
});

test('a stream that vanished altogether is found by an earlier checkpoint', async () => {
  const checkpoint = await takeCheckpoint(store);
  expect(checkpoint.streams).toBe(2);
  await store.journal.deleteMany({ stream: 'a' });
  await store.states(accounts).deleteOne({ _id: 'a' });
  expect(await verify()).toEqual([]);
  expect(await verify(checkpoint)).toEqual([{ stream: '*', version: 0, what: 'checkpoint_differs' }]);
});

test('a checkpoint says the same later, and is not recorded again while nothing has happened', async () => {
  const checkpoint = await takeCheckpoint(store);
  await takeCheckpoint(store);
  expect(await historyOf(store, checkpointStream)).toHaveLength(1);
  await add(store, 'a', 1);
  at = new Date(at.getTime() + 3_600_000);
  expect(await verify(checkpoint)).toEqual([]);
  expect((await takeCheckpoint(store)).root).not.toBe(checkpoint.root);
  expect(await historyOf(store, checkpointStream)).toHaveLength(2);
});

test('of the streams that were there at a moment those are folded that have changed since, and no others', async () => {
  const ended = at.toISOString();
  await add(store, 'a', 1);
  at = new Date(at.getTime() + 3_600_000);
  await add(store, 'a', 1);
  await add(store, 'later', 1);
  const instants = ['2020-04-01T09:59:59.999Z', '2020-04-01T10:00:00.000Z', '2020-04-01T12:30:00.000Z'];
  for (const until of [...instants, ended, at.toISOString()]) {
    const then = await foldAll(store, accounts, until);
    const since = await foldThen(store, accounts, until);
    const states = await store
      .states(accounts)
      .find({ updatedAt: { $lte: until } })
      .toArray();
    for (const { _id, state } of states) {
      expect(since.has(_id)).toBe(false);
      since.set(_id, state as never);
    }
    expect(new Map([...since].sort())).toEqual(new Map([...then].sort()));
  }
  expect([...(await foldThen(store, accounts, ended)).keys()]).toEqual(['a']);
});

test('history and folds can be had as of any moment', async () => {
  const until = '2020-04-01T12:30:00.000Z';
  expect(await historyOf(store, 'a', until)).toHaveLength(3);
  const then = await foldAll(store, accounts, until);
  expect(then.get('a')).toEqual({ balanceOre: 9, count: 3 });
});
