import { expect, test } from '@jest/globals';
import { nextDigestAt } from './subscription.ts';

test.each([
  ['later the same morning', '2030-04-01T04:00:00.000Z', '07:30', '2030-04-01T05:30:00.000Z'],
  ['the next day, once the time is over', '2030-04-01T05:30:00.000Z', '07:30', '2030-04-02T05:30:00.000Z'],
  ['over the weekend', '2030-04-05T12:00:00.000Z', '07:30', '2030-04-08T05:30:00.000Z'],
  ['over Easter', '2030-04-17T12:00:00.000Z', '07:30', '2030-04-23T05:30:00.000Z'],
  ['over the change to summer time', '2030-03-29T12:00:00.000Z', '07:30', '2030-04-01T05:30:00.000Z'],
  ['over Christmas and the new year', '2030-12-24T12:00:00.000Z', '16:00', '2030-12-24T15:00:00.000Z'],
])('a digest comes %s', (_when, after, time, expected) => {
  expect(nextDigestAt(after, time).toISOString()).toBe(expected);
});
