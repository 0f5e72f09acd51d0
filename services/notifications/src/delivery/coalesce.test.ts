import { expect, test } from '@jest/globals';
import { supersededIn } from './coalesce.ts';

const event = (name: string, more: { callOffId?: string; attempts?: number; wasHeld?: true } = {}) => ({
  eventType: `no.tiltak.maintenance.${name}.v1`,
  callOffId: 'c1',
  attempts: 0,
  ...more,
});
const failed = (name: string) => event(name, { attempts: 1 });

test.each(['calloff.withdrawn', 'calloff.expired', 'order.cancelled'])(
  'after an outage an offer is superseded by %s',
  (end) => {
    expect([...supersededIn([failed('calloff.offered'), event(end)])]).toEqual([[0, 1]]);
  },
);

test('of the versions of an order the last one is sent', () => {
  const queue = [
    failed('order.placed'),
    ...['order.changed', 'order.changed', 'order.changed'].map((name) => event(name)),
  ];
  expect([...supersededIn(queue)]).toEqual([
    [1, 3],
    [2, 3],
  ]);
});

test.each([
  'calloff.withdrawn',
  'calloff.expired',
  'order.placed',
  'order.cancelled',
  'work.accepted',
  'work.rejected',
  'order.settled',
])('%s is never superseded', (name) => {
  const later = ['order.changed', 'order.cancelled', 'calloff.withdrawn', 'order.settled'];
  expect(supersededIn([failed(name), ...later.map((one) => event(one))]).has(0)).toBe(false);
});

test('an offer is superseded by what became of its own call-off only', () => {
  const queue = [failed('calloff.offered'), event('calloff.withdrawn', { callOffId: 'c2' })];
  expect(supersededIn(queue).size).toBe(0);
});

test('as long as an endpoint takes what it gets, it gets everything', () => {
  expect(supersededIn([event('calloff.offered'), event('calloff.withdrawn')]).size).toBe(0);
});

test('what was parked or held back counts as an outage', () => {
  const queue = [event('calloff.offered', { wasHeld: true }), event('calloff.withdrawn')];
  expect([...supersededIn(queue)]).toEqual([[0, 1]]);
});
