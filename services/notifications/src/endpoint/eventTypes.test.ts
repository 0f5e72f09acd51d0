import { expect, test } from '@jest/globals';
import { fullTypes } from './eventTypes.ts';

const offered = 'no.tiltak.maintenance.calloff.offered.v1';

test('a type may be named in full or in short, and counts once', () => {
  expect(fullTypes([offered, 'calloff.offered', 'order.placed'])).toEqual([
    offered,
    'no.tiltak.maintenance.order.placed.v1',
  ]);
  expect(fullTypes([])).toEqual([]);
});

test.each([
  'calloff.accepted',
  'no.tiltak.maintenance.calloff.accepted.v1',
  'no.tiltak.maintenance.calloff.offered.v2',
  'endpoint.test',
  '__proto__',
  '',
])('the type %j is refused, with those that there are', (type) => {
  expect(() => fullTypes(['order.placed', type])).toThrow(/There are: calloff\.offered, /);
});
