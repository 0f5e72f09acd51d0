import { describe, expect, test } from '@jest/globals';
import { businessSecondsBetween } from '@tiltak/calendar';
import { fold } from '@tiltak/decider';
import { given } from '@tiltak/decider/testing';
import fc from 'fast-check';
import {
  accepted,
  cancelled,
  contractor,
  funded,
  offered,
  placed,
  respondBy,
  submitted,
  terms,
  viewed,
} from '../../../test/orderExamples/ordering.ts';
import { done, started } from '../../../test/orderExamples/working.ts';
import type { OrderEvent, Terms } from '../events.ts';
import { orders } from '../orders.ts';
import { type Clocks, clocksAfter, nextClockAt } from './clocks.ts';
import type { RunningHours, StartedClock } from './events.ts';
import { levelsOn, type ServiceLevels, serviceLevels } from './serviceLevels.ts';

const at = '2026-11-23T09:00:00.000Z';
const orderOf = (more: Partial<Terms>): readonly OrderEvent[] => [
  { ...submitted, data: { ...submitted.data, terms: { ...terms, ...more } } } as OrderEvent,
  funded,
  offered(1),
  accepted,
  placed,
];
const clocksOf = (more: Partial<Terms>) => {
  const events = orders.decide({ type: 'startClocks', at }, fold(orders, orderOf(more)));
  const [event] = events;
  if (event?.type !== 'ClocksStarted') throw new Error('no clock was started');
  return Object.fromEntries(event.data.clocks.map(({ clock, dueAt, warnAt }) => [clock, { dueAt, warnAt }]));
};

describe('the clocks of an order that is placed on a Monday at ten', () => {
  test('run round the clock where it is immediate', () => {
    expect(clocksOf({ urgency: 'immediate' })).toEqual({
      arrival: { dueAt: '2026-11-23T11:00:00.000Z', warnAt: '2026-11-23T10:36:00.000Z' },
      fix: { dueAt: '2026-11-24T09:00:00.000Z', warnAt: '2026-11-24T04:12:00.000Z' },
    });
  });

  test('run in business hours where it is high, and an order that is called urgent is at least that', () => {
    const high = clocksOf({ urgency: 'high' });
    expect(high).toMatchObject({
      arrival: { dueAt: '2026-11-24T09:00:00.000Z' },
      fix: { dueAt: '2026-11-30T09:00:00.000Z' },
    });
    expect(clocksOf({ urgency: 'low', urgent: true })).toEqual(high);
    expect(clocksOf({ urgency: 'immediate', urgent: true })).toEqual(clocksOf({ urgency: 'immediate' }));
  });

  test('end with the due day where nothing sooner is said, and never after it', () => {
    expect(clocksOf({ urgency: 'normal' })).toMatchObject({
      arrival: { dueAt: '2026-12-07T09:00:00.000Z' },
      fix: { dueAt: '2026-12-24T22:59:59.999Z' },
    });
    expect(clocksOf({ urgency: 'high', dueOn: '2026-11-24' }).fix?.dueAt).toBe('2026-11-24T22:59:59.999Z');
    expect(clocksOf({ urgency: 'high', dueOn: '2026-11-01' }).fix).toEqual({ dueAt: at, warnAt: at });
  });
});

const running = [
  ...orderOf({ urgency: 'immediate' }),
  ...orders.decide({ type: 'startClocks', at }, fold(orders, orderOf({ urgency: 'immediate' }))),
];
const check = (when: string) => ({ type: 'checkClocks', at: when }) as const;
const told = (
  type: 'ClockAboutToBreak' | 'ClockBroken',
  clock: 'arrival' | 'fix',
  dueAt: string,
  when: string,
) => ({ type, data: { contractor: contractor(1), clock, urgency: 'immediate', dueAt, at: when } }) as const;
const warnedOfArrival = told(
  'ClockAboutToBreak',
  'arrival',
  '2026-11-23T11:00:00.000Z',
  '2026-11-23T10:40:00.000Z',
);

test('that a clock is about to break is told once, and that it broke once', () => {
  given(orders, running).when(check('2026-11-23T10:35:59.999Z')).then([]);
  given(orders, running).when(check('2026-11-23T10:40:00.000Z')).then([warnedOfArrival]);
  const warned = [...running, warnedOfArrival];
  given(orders, warned).when(check('2026-11-23T10:59:59.999Z')).then([]);
  const broke = told('ClockBroken', 'arrival', '2026-11-23T11:00:00.000Z', '2026-11-23T11:00:00.000Z');
  given(orders, warned).when(check('2026-11-23T11:00:00.000Z')).then([broke]);
  given(orders, [...warned, broke])
    .when(check('2026-11-23T12:00:00.000Z'))
    .then([]);
});

test('of what broke while nobody looked it is only told that it broke', () => {
  given(orders, running)
    .when(check('2026-11-25T09:00:00.000Z'))
    .then([
      told('ClockBroken', 'arrival', '2026-11-23T11:00:00.000Z', '2026-11-25T09:00:00.000Z'),
      told('ClockBroken', 'fix', '2026-11-24T09:00:00.000Z', '2026-11-25T09:00:00.000Z'),
    ]);
});

test('a clock that was met, or whose order was cancelled, breaks no more', () => {
  const far = check('2027-11-25T09:00:00.000Z');
  given(orders, [...running, started, done])
    .when(far)
    .then([]);
  given(orders, [...running, cancelled(contractor(1))])
    .when(far)
    .then([]);
  expect(nextClockAt(fold(orders, [...running, started, done]))).toBeUndefined();
});

test('an order has clocks once', () => {
  given(orders, running).when({ type: 'startClocks', at }).then([]);
});

test('that an answer is about to be late is told once, and not of one that has come', () => {
  const warn = { type: 'warnOfDeadline', callOffId: 'order-1.1', at: '2026-11-23T06:00:00.000Z' } as const;
  const asked = [submitted, funded, offered(1), viewed];
  const response = {
    type: 'ClockAboutToBreak',
    data: { contractor: contractor(1), clock: 'response', urgency: 'normal', dueAt: respondBy, at: warn.at },
  } as const;
  given(orders, asked).when(warn).then([response]);
  given(orders, [...asked, response])
    .when(warn)
    .then([]);
  given(orders, [...asked, accepted, placed])
    .when(warn)
    .then([]);
  given(orders, asked)
    .when({ ...warn, at: respondBy })
    .then([]);
});

const paused = (when: string): OrderEvent => ({
  type: 'WorkPaused',
  data: { contractor: contractor(1), at: when, reason: 'weather', text: null },
});
const resumed = (when: string): OrderEvent => ({
  type: 'WorkResumed',
  data: { contractor: contractor(1), at: when },
});

test('a clock does not run while the work is paused', () => {
  const stopped = [...running, started, paused('2026-11-23T10:00:00.000Z')];
  expect(nextClockAt(fold(orders, stopped))).toBeUndefined();
  given(orders, stopped).when(check('2026-12-23T10:00:00.000Z')).then([]);
  const again = fold(orders, [...stopped, resumed('2026-12-01T10:00:00.000Z')]);
  // An hour was gone of the 24.
  expect(again).toMatchObject({
    clocks: { clocks: [{ clock: 'arrival' }, { dueAt: '2026-12-02T09:00:00.000Z' }] },
  });
});

test('what is left when the work is paused is left when it goes on, however often', () => {
  const hours = fc.constantFrom<RunningHours>('always', { opensAt: '08:00', closesAt: '16:00' });
  const minutes = fc.array(fc.integer({ min: 1, max: 3000 }), { maxLength: 8 });
  fc.assert(
    fc.property(hours, minutes, (running, lengths) => {
      const count = (from: string, to: string) =>
        running === 'always'
          ? (Date.parse(to) - Date.parse(from)) / 1000
          : businessSecondsBetween(from, to, running);
      const clock: StartedClock = {
        clock: 'fix',
        hours: running,
        warnAt: '2027-02-25T09:00:00.000Z',
        dueAt: '2027-03-01T09:00:00.000Z',
      };
      const begun = { at, urgency: 'normal', levelsFrom: '2000-01-01', clocks: [clock] } as const;
      let clocks = clocksAfter(undefined, { type: 'ClocksStarted', data: begun }) as Clocks;
      let used = 0;
      let now = at;
      for (const [turn, length] of lengths.entries()) {
        const then = new Date(Date.parse(now) + length * 60_000).toISOString();
        if (turn % 2 === 0) used += count(now, then);
        clocks = clocksAfter(clocks, turn % 2 === 0 ? paused(then) : resumed(then))!;
        now = then;
      }
      const last = clocksAfter(clocks, resumed(now))!;
      expect(used + count(now, last.clocks[0]!.dueAt)).toBe(count(at, clock.dueAt));
    }),
  );
});

test('the levels of a day are the newest that are valid on it', () => {
  const [defaults] = serviceLevels as readonly [ServiceLevels];
  const newer = { ...defaults, validFrom: '2027-01-01' };
  expect(levelsOn('2026-12-31', [newer, defaults])).toBe(defaults);
  expect(levelsOn('2027-01-01', [newer, defaults])).toBe(newer);
  expect(serviceLevels.map(({ validFrom }) => validFrom)).toEqual(
    serviceLevels
      .map(({ validFrom }) => validFrom)
      .toSorted()
      .reverse(),
  );
});
