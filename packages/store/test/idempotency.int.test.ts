import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { freshDatabase } from '@tiltak/testing';
import type { Store } from '../src/index.ts';
import { accounts, add, balances, openAccounts } from './account.ts';
import { expectSound } from './expectSound.ts';

let store: Store;
let other: Store;

beforeEach(async () => {
  const uri = freshDatabase('idempotency');
  [store, other] = await Promise.all([openAccounts(uri), openAccounts(uri)]);
});
afterEach(async () => {
  await expectSound(store);
  await Promise.all([store.close(), other.close()]);
});

const once = { key: 'k1', fingerprint: 'add 5' };

test('the same key again gets the same answer and has no further effect', async () => {
  expect(await add(store, 'a', 5, once)).toBe(5);
  await add(store, 'a', 1);
  expect(await add(store, 'a', 5, once)).toBe(5);
  expect(await balances(store)).toEqual({ a: 6 });
});

test('the same key many times at once, also in one batch and on two instances, has one effect', async () => {
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, index) => add(index % 3 ? store : other, 'a', 5, once)),
  );
  expect(new Set(answers)).toEqual(new Set([5]));
  expect(await balances(store)).toEqual({ a: 5 });
});

test('the same key for something else is refused', async () => {
  await add(store, 'a', 5, once);
  await expect(add(other, 'a', 6, { ...once, fingerprint: 'add 6' })).rejects.toMatchObject({
    code: 'idempotency_key_reused',
  });
  const [first, second] = await Promise.allSettled([
    add(store, 'b', 5, { key: 'k2', fingerprint: 'one' }),
    add(store, 'b', 5, { key: 'k2', fingerprint: 'two' }),
  ]);
  expect(first.status).toBe('fulfilled');
  expect(second).toMatchObject({ reason: { code: 'idempotency_key_reused' } });
  expect(await balances(store)).toEqual({ a: 5, b: 5 });
});

test('a command that was refused may be tried again under its key', async () => {
  await expect(add(store, 'a', -5, once)).rejects.toMatchObject({ code: 'overdrawn' });
  await add(store, 'a', 5);
  expect(await add(store, 'a', -5, once)).toBe(0);
});

test('a work without events, that only writes documents, has its answer and effect once too', async () => {
  const count = (by: Store) =>
    by.transact(
      async (reads) => {
        const counter = await reads.doc<{ readonly count: number }>('copies', 'counter');
        return (stage) => {
          const count = (counter.value?.count ?? 0) + 1;
          stage.put(counter, { count });
          return { secret: `s${count}` };
        };
      },
      { actor: 'test', idempotency: { key: 'k3', fingerprint: 'count' } },
    );
  const answers = await Promise.all([count(store), count(store), count(other), count(other)]);
  expect(answers).toEqual(Array(4).fill({ secret: 's1' }));
  expect(await count(other)).toEqual({ secret: 's1' });
  expect((await store.documents('copies')).get('counter')).toEqual({ count: 1 });
});

test('a repetition that overtakes its first answer elsewhere gets that answer, not a refusal', async () => {
  await add(store, 'a', 5);
  const draw = { key: 'k4', fingerprint: 'draw' };
  let raced = false;
  const repetition = store.transact(
    async (reads) => {
      // The same command is done by the other instance after this one has looked for an earlier answer.
      if (!raced) {
        raced = true;
        await add(other, 'a', -5, draw);
      }
      const account = await reads.stream(accounts, 'a');
      return (stage) => {
        stage.handle(account, { type: 'draw', amountOre: 5 });
        return account.state.balanceOre;
      };
    },
    { actor: 'test', idempotency: draw },
  );
  expect(await repetition).toBe(0);
  expect(await balances(store)).toEqual({ a: 0 });
});
