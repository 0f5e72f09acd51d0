import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { freshDatabase } from '@tiltak/testing';
import type { Change, StateDocument, Store } from '../src/index.ts';
import { accounts, openAccounts } from './account.ts';
import { expectSound } from './expectSound.ts';

/** Accounts of which only the state is kept; those in the red are indexed. */
const slips: typeof accounts = {
  ...accounts,
  kind: 'slips',
  isJournaled: false,
  indexes: [{ keys: { 'state.balanceOre': 1 }, only: { 'state.balanceOre': { $lt: 0 } } }],
};
let store: Store;
let other: Store;

beforeEach(async () => {
  const uri = freshDatabase('unjournaled');
  const options = { aggregates: [accounts, slips] };
  [store, other] = await Promise.all([openAccounts(uri, options), openAccounts(uri, options)]);
});
afterEach(async () => {
  await expectSound(store);
  await Promise.all([store.close(), other.close()]);
});

type Slip = StateDocument<{ readonly balanceOre: number; readonly count: number }>;
const add = (by: Store, id: string, amountOre: number, likely?: Slip) =>
  by.transact(
    async (reads) => {
      const slip = await reads.stream(slips, id, likely);
      return (stage) => {
        stage.handle(slip, { type: amountOre < 0 ? 'draw' : 'add', amountOre: Math.abs(amountOre) });
        return slip.state.balanceOre;
      };
    },
    { actor: 'test' },
  );
const slipOf = (id: string) => store.states(slips).findOne({ _id: id }) as Promise<Slip | null>;

test('a kind without a journal keeps its state with its versions, and leaves no row', async () => {
  await Promise.all([add(store, 's', 5), add(store, 's', 7)]);
  await expect(add(store, 's', -20)).rejects.toMatchObject({ code: 'overdrawn' });
  expect(await slipOf('s')).toMatchObject({ version: 2, hash: null, state: { balanceOre: 12, count: 2 } });
  expect(await store.journal.countDocuments()).toBe(0);
});

test('200 commands on one such stream from two instances all take effect once', async () => {
  await Promise.all(Array.from({ length: 200 }, (_, index) => add(index % 2 ? store : other, 's', 1)));
  expect((await slipOf('s'))?.state).toEqual({ balanceOre: 200, count: 200 });
});

test('what a caller read before is used where it still holds, and read again where it does not', async () => {
  await add(store, 's', 5);
  const before = await slipOf('s');
  if (!before) throw new Error('it was just added');
  await add(other, 's', 7, before);
  // By now it is out of date.
  expect(await add(other, 's', 1, before)).toBe(13);
  expect((await slipOf('s'))?.state).toEqual({ balanceOre: 13, count: 3 });
});

test('who listens to commits hears what became of states without a journal', async () => {
  const heard: Change[] = [];
  store.onCommit((rows, changes) => {
    expect(rows).toEqual([]);
    heard.push(...changes);
  });
  await add(store, 's', 5);
  expect(heard).toMatchObject([{ collection: 'slips', id: 's', next: { state: { balanceOre: 5 } } }]);
});

test('a partial index holds only what it is for', async () => {
  const indexes = await store.states(slips).indexes();
  expect(indexes).toContainEqual(
    expect.objectContaining({
      key: { 'state.balanceOre': 1 },
      partialFilterExpression: { 'state.balanceOre': { $lt: 0 } },
    }),
  );
});
