import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { eventually, freshDatabase, startChild } from '@tiltak/testing';
import { holdLease, pause, type Store } from '../src/index.ts';
import { openAccounts } from './account.ts';

let uri: string;
let store: Store;

beforeEach(async () => {
  uri = freshDatabase('lease');
  store = await openAccounts(uri);
});
afterEach(() => store.close());

function contender(holder: string, held: string[], onError: (error: unknown) => void = () => {}) {
  return holdLease(store, {
    name: 'work',
    holder,
    onError,
    async work(signal, fence) {
      held.push(`${holder}:${fence}`);
      await pause(600_000, signal);
      held.push(`${holder} ends`);
    },
  });
}

test('one holds it at a time, and at a stop another has it at once, with a higher fence', async () => {
  const held: string[] = [];
  const one = contender('one', held);
  await eventually(() => expect(held).toEqual(['one:1']));
  const two = contender('two', held);
  const from = performance.now();
  // Longer than a lease lasts without renewal.
  await eventually(() => expect(performance.now() - from).toBeGreaterThan(3500));
  expect(held).toEqual(['one:1']);
  await one.stop();
  await eventually(() => expect(held).toEqual(['one:1', 'one ends', 'two:2']), { deadlineMs: 1000 });
  await two.stop();
  expect(held.at(-1)).toBe('two ends');
});

test('many who ask for it at the same moment are given it one after the other', async () => {
  const held: string[] = [];
  const all = Array.from({ length: 10 }, (_, index) => contender(`c${index}`, held));
  await eventually(() => expect(held).toHaveLength(1));
  await Promise.all(all.map((one) => one.stop()));
  for (const [index, line] of held.entries()) expect(line.endsWith('ends')).toBe(index % 2 === 1);
});

test('a successor takes over within four seconds of the kill of a holder', async () => {
  const child = startChild(join(import.meta.dirname, 'leaseChild.ts'), { MONGO: uri });
  await eventually(() => expect(child.lines).toContain('held'), { deadlineMs: 90_000 });
  const held: string[] = [];
  const next = contender('next', held);
  await child.kill();
  const from = performance.now();
  await eventually(() => expect(held).toEqual(['next:2']), { deadlineMs: 6000 });
  expect(performance.now() - from).toBeLessThan(4000);
  await next.stop();
});

test('a holder that is stopped in its tracks lets go as soon as it wakes, after another took over', async () => {
  const child = startChild(join(import.meta.dirname, 'leaseChild.ts'), { MONGO: uri });
  await eventually(() => expect(child.lines).toContain('held'), { deadlineMs: 90_000 });
  const held: string[] = [];
  const next = contender('next', held);
  process.kill(child.pid, 'SIGSTOP');
  await eventually(() => expect(held).toEqual(['next:2']), { deadlineMs: 6000 });
  process.kill(child.pid, 'SIGCONT');
  await eventually(() => expect(child.lines).toContain('lost'), { deadlineMs: 2000 });
  expect(held).toEqual(['next:2']);
  await child.kill();
  await next.stop();
});

test('work that fails is told of and begun again', async () => {
  const errors: unknown[] = [];
  let begun = 0;
  const lease = holdLease(store, {
    name: 'fails',
    holder: 'one',
    onError: (error) => errors.push(error),
    async work() {
      begun += 1;
      throw new Error('on purpose');
    },
  });
  await eventually(() => expect(begun).toBeGreaterThan(2));
  expect(errors.length).toBeGreaterThanOrEqual(2);
  await lease.stop();
});
