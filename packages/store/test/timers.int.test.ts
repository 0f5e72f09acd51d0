import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Rejection } from '@tiltak/decider';
import { eventually, freshDatabase, startChild } from '@tiltak/testing';
import { runTimers, type Store, type TimerHandler } from '../src/index.ts';
import { accounts, balances, openAccounts } from './account.ts';
import { expectSound } from './expectSound.ts';

// Processes are started and killed: on a busy machine that takes its time.
jest.setTimeout(240_000);

let uri: string;
let store: Store;
const actor = { actor: 'test' };

beforeEach(async () => {
  uri = freshDatabase('timers');
  store = await openAccounts(uri);
});
afterEach(async () => {
  await expectSound(store);
  await store.close();
});

const schedule = (id: string, dueAt = new Date()) =>
  store.transact(
    async () => (stage) => stage.schedule({ id, kind: 'add', dueAt, payload: { account: 'a' } }),
    actor,
  );

const addOne: TimerHandler = () => async (reads) => {
  const account = await reads.stream(accounts, 'a');
  return (stage) => void stage.handle(account, { type: 'add', amountOre: 1 });
};

function start(by: Store, handler: TimerHandler, errors: unknown[] = [], holder = 'one') {
  return runTimers(by, { holder, handlers: { add: handler }, onError: (error) => errors.push(error) });
}
const goneTimers = async () => expect(await store.timers.countDocuments()).toBe(0);

test('every timer fires exactly once, with processes killed in between', async () => {
  const count = 800;
  await Promise.all(Array.from({ length: count }, (_, index) => schedule(`t${index}`)));
  for (let round = 0; round < 2; round++) {
    const children = [0, 1].map(() =>
      startChild(join(import.meta.dirname, 'timersChild.ts'), { MONGO: uri }),
    );
    const left = await store.timers.countDocuments();
    await eventually(async () => expect(await store.timers.countDocuments()).toBeLessThan(left), {
      deadlineMs: 90_000,
    });
    await Promise.all(children.map((child) => child.kill()));
  }
  const timers = start(store, addOne);
  await eventually(goneTimers, { deadlineMs: 60_000 });
  await timers.stop();
  expect(await balances(store)).toEqual({ a: count });
});

test('a timer that two processes fire at the same moment has one effect', async () => {
  // Under the same holder both believe that they hold the lease.
  const other = await openAccounts(uri);
  await Promise.all(Array.from({ length: 400 }, (_, index) => schedule(`t${index}`)));
  const both = [start(store, addOne), start(other, addOne)];
  await eventually(goneTimers, { deadlineMs: 60_000 });
  await Promise.all(both.map((one) => one.stop()));
  expect(await balances(store)).toEqual({ a: 400 });
  await other.close();
});

test('a handler that fails is tried again, and has its effect once', async () => {
  const errors: unknown[] = [];
  let tries = 0;
  const timers = start(
    store,
    (timer) => async (reads) => {
      const step = await addOne(timer)(reads);
      return (stage) => {
        step(stage);
        tries += 1;
        if (tries === 1) throw new Error('on purpose');
      };
    },
    errors,
  );
  await schedule('t');
  await eventually(goneTimers, { deadlineMs: 60_000 });
  await timers.stop();
  expect(errors.map(String)).toEqual(['Error: on purpose']);
  expect(await balances(store)).toEqual({ a: 1 });
});

test('a Rejection ends a timer: it is told of and not tried again', async () => {
  const errors: unknown[] = [];
  const timers = start(
    store,
    () => async (reads) => {
      const account = await reads.stream(accounts, 'a');
      return (stage) => void stage.handle(account, { type: 'draw', amountOre: 1 });
    },
    errors,
  );
  await schedule('t');
  await eventually(goneTimers, { deadlineMs: 60_000 });
  await timers.stop();
  expect(errors).toEqual([expect.any(Rejection)]);
});

test('a timer that is moved while it fires is neither lost nor fired early', async () => {
  const later = new Date(Date.now() + 3_600_000);
  const seen: string[] = [];
  const timers = start(store, (timer) => async (reads) => {
    seen.push(timer.id);
    // Somebody moves it after it was found due.
    if (seen.length === 1) {
      const other = await openAccounts(uri);
      await other.transact(
        async () => (stage) => stage.schedule({ id: 't', kind: 'add', dueAt: later, payload: {} }),
        actor,
      );
      await other.close();
    }
    return addOne(timer)(reads);
  });
  await schedule('t');
  await schedule('u');
  await eventually(async () => expect(await balances(store)).toEqual({ a: 1 }));
  await timers.stop();
  expect(await store.timers.find().toArray()).toMatchObject([{ _id: 't', dueAt: later }]);
  expect(await balances(store)).toEqual({ a: 1 });
});

test('a handler may set its own timer again', async () => {
  let fired = 0;
  const timers = start(store, (timer) => async () => (stage) => {
    fired += 1;
    if (fired < 3) stage.schedule({ id: timer.id, kind: 'add', dueAt: new Date(), payload: {} });
  });
  await schedule('t');
  await eventually(goneTimers, { deadlineMs: 60_000 });
  await timers.stop();
  expect(fired).toBe(3);
});
