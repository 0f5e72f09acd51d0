import { expect, test } from '@jest/globals';
import { bounds, createQueues } from './queues.ts';

const window = bounds.inFlightPerEndpointMax;

/** Takes, starts and finishes one attempt of a queue; what comes of the queue is left to the test. */
function tryOnce(queues: ReturnType<typeof createQueues>, delivered: boolean, now = 0): string {
  const [taken] = queues.take(1, now);
  expect(taken && queues.start(taken.key, 0)).toBe(true);
  queues.finish(taken!.key, { delivered });
  return taken!.key;
}

test('a queue has one attempt under way, whatever comes in meanwhile', () => {
  const queues = createQueues();
  queues.hint('e/o');
  expect(queues.take(10, 0)).toHaveLength(1);
  queues.hint('e/o');
  queues.hint('e/o');
  expect(queues.take(10, 0)).toEqual([]);

  queues.start('e/o', 0);
  queues.finish('e/o', { delivered: true });
  expect(queues.take(10, 0)).toEqual([]);
  queues.settle('e/o', 'empty', false);
  expect(queues.take(10, 0)).toHaveLength(1);
});

test('a slow endpoint takes up its own window and nobody else’s', () => {
  const queues = createQueues();
  for (let order = 0; order < 1000; order++) queues.hint(`slow/${order}`);
  const slow = queues.take(1000, 0);
  const started = slow.filter(({ key }) => queues.start(key, 0));
  queues.hint('quick/1');

  expect(started).toHaveLength(window);
  expect(slow).toHaveLength(bounds.loadedPerEndpointMax);
  expect(queues.take(1000, 0)).toContainEqual({ key: 'quick/1', early: false });
  expect(queues.start('quick/1', 0)).toBe(true);
});

test('no more requests are under way in all than the bound says', () => {
  const queues = createQueues();
  const endpoints = Math.ceil(bounds.inFlightMax / window) + 5;
  for (let endpoint = 0; endpoint < endpoints; endpoint++)
    for (let order = 0; order < window; order++) queues.hint(`${endpoint}/${order}`);
  const started = queues.take(10_000, 0).filter(({ key }) => queues.start(key, 0));

  expect(started).toHaveLength(bounds.inFlightMax);
});

test('an endpoint that is down is asked one at a time, and then with twice as many at each success', () => {
  const queues = createQueues();
  for (let order = 0; order < 100; order++) queues.hint(`e/${order}`);
  for (let failures = 0; failures < 3; failures++)
    queues.settle(tryOnce(queues, false), { dueAt: 60_000 }, false);

  const allowed = () => {
    const taken = queues.take(100, 0);
    const started = taken.filter(({ key }) => queues.start(key, 0));
    for (const { key } of taken) if (!started.some((one) => one.key === key)) queues.giveBack(key);
    return started;
  };
  const seen: number[] = [];
  for (let round = 0; round < 4; round++) {
    const started = allowed();
    seen.push(started.length);
    // One answer of each round comes in; then the rest, whose number doesn't change the window any more than once.
    for (const [index, { key }] of started.entries()) {
      if (index > 0) break;
      queues.finish(key, { delivered: true });
      queues.settle(key, 'empty', false);
    }
  }
  expect(seen).toEqual([1, 2, 3, 5]);
});

test('when an endpoint comes back, what waited for it is tried at once, once', () => {
  const queues = createQueues();
  for (const order of ['a', 'b', 'c']) queues.hint(`e/${order}`);
  for (let failures = 0; failures < 3; failures++)
    queues.settle(tryOnce(queues, false), { dueAt: 3_600_000 }, false);
  expect(queues.take(10, 0)).toEqual([]);

  queues.hint('e/new');
  expect(tryOnce(queues, true)).toBe('e/new');

  expect(queues.take(10, 0)).toEqual(['e/a', 'e/b', 'e/c'].map((key) => ({ key, early: true })));
});

test('a queue that waits comes back when its time has come, and not before', () => {
  const queues = createQueues();
  queues.tick(1_000_000);
  queues.hint('e/o');
  queues.settle(tryOnce(queues, false), { dueAt: 1_000_777 }, false);
  const seen: number[] = [];
  for (let now = 1_000_000; now <= 1_002_000; now += 10) {
    queues.tick(now);
    if (queues.take(1, now).length > 0) seen.push(now);
  }
  expect(seen).toHaveLength(1);
  expect(seen[0]).toBeGreaterThanOrEqual(1_000_777);
  expect(seen[0]).toBeLessThanOrEqual(1_000_850);
});

test('a time that has passed already, or a machine that slept, loses no queue', () => {
  const queues = createQueues();
  queues.tick(1_000_000);
  queues.hint('e/past');
  queues.settle(tryOnce(queues, false), { dueAt: 5 }, false);
  queues.hint('e/soon');
  queues.settle(tryOnce(queues, false), { dueAt: 1_000_500 }, false);
  queues.tick(9_000_000);

  expect(queues.take(10, 9_000_000).map(({ key }) => key)).toEqual(['e/past', 'e/soon']);
});

test('an endpoint that asked to be left alone is left alone, new events included', () => {
  const queues = createQueues();
  queues.hint('e/o');
  const [taken] = queues.take(1, 0);
  queues.start(taken!.key, 0);
  queues.finish('e/o', { delivered: false, restUntil: 5000 });
  queues.settle('e/o', { dueAt: 5000 }, false);
  queues.hint('e/new');
  queues.hint('other/new');

  expect(queues.take(10, 4999).map(({ key }) => key)).toEqual(['other/new']);
  expect(queues.take(10, 5000).map(({ key }) => key)).toEqual(['e/new']);
});

test('what is taken and not started goes back, and can be taken again', () => {
  const queues = createQueues();
  queues.hint('e/o');
  queues.take(1, 0);
  queues.giveBack('e/o');
  expect(queues.take(1, 0)).toHaveLength(1);
});

test('a queue with nothing in it is forgotten', () => {
  const queues = createQueues();
  for (let order = 0; order < 1000; order++) {
    queues.hint(`e/${order}`);
    queues.settle(tryOnce(queues, true), 'empty', false);
  }
  expect(queues.size).toBe(0);
  expect(queues.inFlight).toBe(0);
});

test('a queue that is being recorded is not forgotten when the others of its endpoint are done', () => {
  const queues = createQueues();
  queues.hint('e/slow');
  queues.hint('e/quick');
  for (const { key } of queues.take(2, 0)) {
    queues.start(key, 0);
    queues.finish(key, { delivered: key === 'e/quick' });
  }
  queues.settle('e/quick', 'empty', false);
  queues.settle('e/slow', { dueAt: 100 }, false);
  queues.tick(200);

  expect(queues.take(1, 200)).toEqual([{ key: 'e/slow', early: false }]);
});

test('an urgent order is loaded whatever is loaded already', () => {
  const queues = createQueues();
  for (let order = 0; order < 1000; order++) queues.hint(`e/${order}`);
  queues.take(1000, 0);
  for (let order = 0; order < 9; order++) queues.hint(`e/urgent-${order}`, true);

  const taken = queues.take(12, 0).map(({ key }) => key.startsWith('e/urgent'));

  // There is room for the urgent ones only; what is loaded already waits behind them.
  expect(taken).toEqual(Array(9).fill(true));
});

test('urgent and other orders take turns, three to one', () => {
  const queues = createQueues();
  for (let order = 0; order < 100; order++) queues.hint(`e/${order}`);
  for (let order = 0; order < 100; order++) queues.hint(`e/urgent-${order}`, true);

  const urgent = queues.take(40, 0).filter(({ key }) => key.startsWith('e/urgent'));

  expect(urgent).toHaveLength(30);
});

test('an order that becomes urgent while it waits goes before the others', () => {
  const queues = createQueues();
  for (const order of ['a', 'b', 'c']) queues.hint(`e/${order}`);
  queues.hint('e/c', true);
  expect(queues.take(10, 0).map(({ key }) => key)).toEqual(['e/c', 'e/a', 'e/b']);
});

test('an endpoint has no more requests under way than it asked for, however well it goes', () => {
  const queues = createQueues();
  for (let order = 0; order < 100; order++) queues.hint(`e/${order}`);
  queues.limit('e', { inFlightMax: 3, perSecondMax: null });
  for (let round = 0; round < 10; round++) {
    const started = queues.take(100, 0).filter(({ key }) => queues.start(key, 0));
    expect(started.length).toBeLessThanOrEqual(3);
    for (const { key } of started) {
      queues.finish(key, { delivered: true });
      queues.settle(key, 'empty', false);
    }
  }
});

test('in a second no more requests begin than an endpoint asked for, over breaks too', () => {
  const queues = createQueues();
  const begun: number[] = [];
  for (let now = 100_000; now < 105_000; now += 10) {
    queues.hint(`e/${now}`);
    queues.limit('e', { inFlightMax: 16, perSecondMax: 20 });
    for (const { key } of queues.take(10, now)) {
      if (!queues.start(key, now)) {
        queues.giveBack(key);
        continue;
      }
      begun.push(now);
      queues.finish(key, { delivered: true });
      queues.settle(key, 'empty', false);
    }
  }
  expect(begun.length).toBeGreaterThanOrEqual(5 * 20);
  for (const from of begun) {
    const within = begun.filter((at) => at >= from && at < from + 1000);
    // What may come a tenth of a second early.
    expect(within.length).toBeLessThanOrEqual(20 + 3);
  }
});

test('what waits is looked at anew when its endpoint has changed', () => {
  const queues = createQueues();
  queues.hint('e/o');
  queues.settle(tryOnce(queues, false), { dueAt: 3_600_000 }, false);
  queues.reconsider('e', { moved: false });
  expect(queues.take(1, 0)).toEqual([{ key: 'e/o', early: false }]);
});

test('what the old address asked for, and how it stood, says nothing of one that has moved', () => {
  const queues = createQueues();
  queues.hint('e/o');
  queues.take(1, 0);
  queues.start('e/o', 0);
  queues.finish('e/o', { delivered: false, restUntil: 5000 });
  queues.settle('e/o', { dueAt: 5000 }, false);
  queues.reconsider('e', { moved: false });
  expect(queues.take(1, 1000)).toEqual([]);
  queues.reconsider('e', { moved: true });
  expect(queues.take(1, 1000)).toEqual([{ key: 'e/o', early: false }]);
});
