import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, jest, test } from '@jest/globals';
import { eventually, freshDatabase, startChild } from '@tiltak/testing';
import { startEmbeddedMongod } from '../../../infra/test/infrastructure.ts';
import { isAway, type Store } from '../src/index.ts';
import { add, balances, move, openAccounts } from './account.ts';
import { expectSound } from './expectSound.ts';

// Processes are started and killed: on a busy machine that takes its time.
jest.setTimeout(240_000);

const accountIds = ['a', 'b', 'c', 'd', 'e'];
const startOre = 1000;
const open: Store[] = [];
afterAll(async () => {
  for (const store of open) await store.close();
});

async function fund(store: Store): Promise<void> {
  open.push(store);
  await Promise.all(accountIds.map((id) => add(store, id, startOre)));
}

/** What was told as done is there, once, and every sum is right. */
async function expectWhole(store: Store, done: readonly string[]): Promise<void> {
  await expectSound(store);
  const kept = await store.journal.distinct('key');
  expect(done.filter((key) => !kept.includes(key))).toEqual([]);
  const total = Object.values(await balances(store)).reduce((sum, balance) => sum + balance, 0);
  expect(total).toBe(accountIds.length * startOre);
  // State, journal and document of each move were one transaction.
  const copies = await store.documents<{ moves: number }>('copies');
  const drawn = await store.journal.countDocuments({ type: 'Drawn' });
  expect(copies.get('total')?.moves).toBe(drawn);
  expect(await store.journal.countDocuments({ key: { $type: 'string' } })).toBe(drawn);
}

test('a process killed at any moment leaves what it acknowledged, whole, and nothing half', async () => {
  const uri = freshDatabase('crash');
  const store = await openAccounts(uri);
  await fund(store);
  const done: string[] = [];
  for (let round = 0; round < 4; round++) {
    const running = [0, 1].map(() =>
      startChild(join(import.meta.dirname, 'movesChild.ts'), { MONGO: uri, ACCOUNTS: accountIds.join(',') }),
    );
    // Killed in the middle of its work: at a random moment after each has done some of it.
    await eventually(
      () => expect(Math.min(...running.map(({ lines }) => lines.length))).toBeGreaterThan(20),
      {
        deadlineMs: 90_000,
      },
    );
    await pause(Math.random() * 100);
    await Promise.all(running.map((child) => child.kill()));
    for (const { lines } of running) {
      expect(lines.filter((line) => line.startsWith('failed') && !line.includes('overdrawn'))).toEqual([]);
      done.push(...lines.filter((line) => /^\d+-/.test(line)));
    }
  }
  expect(done.length).toBeGreaterThan(200);
  await expectWhole(store, done);
});

test('a mongod killed and started again loses no acknowledged command and splits none', async () => {
  await using mongod = await startEmbeddedMongod();
  const store = await openAccounts(mongod.uriOf('crash'));
  await fund(store);
  const done: string[] = [];
  const failed: unknown[] = [];
  let stopped = false;
  const work = Array.from({ length: 40 }, async (_, worker) => {
    for (let count = 0; !stopped; count++) {
      const key = `${worker}-${count}`;
      const [from, to] = [accountIds[count % 5] ?? '', accountIds[(count + 1 + (worker % 4)) % 5] ?? ''];
      // As a client would: the same command under the same key, until there is an answer.
      for (let answered = false; !answered && !stopped; ) {
        try {
          done.push(await move(store, from, to, 1, key));
          answered = true;
        } catch (error) {
          if (!isAway(error)) failed.push(error);
          answered = !isAway(error);
        }
      }
    }
  });
  for (const way of ['kill', 'stop', 'kill', 'kill', 'stop'] as const) {
    const before = done.length;
    await eventually(() => expect(done.length).toBeGreaterThan(before + 100), { deadlineMs: 90_000 });
    await mongod[way]();
    await mongod.start();
  }
  const before = done.length;
  await eventually(() => expect(done.length).toBeGreaterThan(before + 100), { deadlineMs: 90_000 });
  stopped = true;
  await Promise.all(work);
  expect(failed.filter((error) => !String(error).includes('too little'))).toEqual([]);
  expect(new Set(done).size).toBe(done.length);
  await expectWhole(store, done);
  await store.close();
  open.splice(open.indexOf(store), 1);
});
