import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Rejection } from '@tiltak/decider';
import { freshDatabase } from '@tiltak/testing';
import type { Store } from '../src/index.ts';
import { accounts, add, balances, openAccounts } from './account.ts';
import { expectSound } from './expectSound.ts';

let store: Store;
let other: Store;
beforeEach(async () => {
  const uri = freshDatabase('guard');
  [store, other] = await Promise.all([openAccounts(uri), openAccounts(uri)]);
});
afterEach(async () => {
  await expectSound(store);
  await Promise.all([store.close(), other.close()]);
});

/** Empties an account of 100, which may be done while its twin holds money. `meanwhile` comes, once, after the reads. */
function empty(
  by: Store,
  { own, twin }: { readonly own: string; readonly twin: string },
  meanwhile?: () => Promise<unknown>,
): Promise<void> {
  let pending = meanwhile;
  return by.transact(
    async (reads) => {
      const [mine, theirs] = await Promise.all([reads.stream(accounts, own), reads.stream(accounts, twin)]);
      const once = pending;
      pending = undefined;
      await once?.();
      return (stage) => {
        if (theirs.state.balanceOre === 0) throw new Rejection('overdrawn', 'the twin is empty');
        stage.guard(theirs);
        stage.handle(mine, { type: 'draw', amountOre: 100 });
      };
    },
    { actor: 'test' },
  );
}

test('a rule about a stream that is only read holds, though another process writes that stream after the reading', async () => {
  await add(store, 'a', 100);
  await add(store, 'b', 100);
  const late = empty(store, { own: 'a', twin: 'b' }, () => empty(other, { own: 'b', twin: 'a' }));
  await expect(late).rejects.toMatchObject({ code: 'overdrawn' });
  expect(await balances(store)).toEqual({ a: 100, b: 0 });
});

test('of two at once that each depend on what the other writes, one sees the other', async () => {
  for (let round = 0; round < 20; round++) {
    const [a, b] = [`a${round}`, `b${round}`];
    await Promise.all([add(store, a, 100), add(store, b, 100)]);
    const outcomes = await Promise.allSettled([
      empty(store, { own: a, twin: b }),
      empty(other, { own: b, twin: a }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  }
});

test('a stream that was guarded is as it was, for whoever reads or writes it', async () => {
  await add(store, 'a', 100);
  await add(store, 'b', 100);
  const versionOf = async () => (await store.states(accounts).findOne({ _id: 'b' }))?.version;
  await empty(store, { own: 'a', twin: 'b' });
  expect(await versionOf()).toBe(1);
  await add(other, 'b', 1);
  await add(store, 'b', 1);
  expect(await balances(store)).toEqual({ a: 0, b: 102 });
});
