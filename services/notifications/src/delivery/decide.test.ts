import { expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import type { DeliveryCommand } from './decide.ts';
import { deliveries } from './deliveries.ts';
import {
  attemptsKeptMax,
  type DeliveryEvent,
  type DeliveryFacts,
  type ExistingDelivery,
} from './delivery.ts';

const facts: DeliveryFacts = {
  endpointId: 'e1',
  organisationNumber: '310000019',
  eventId: 'v1',
  eventType: 'no.tiltak.maintenance.order.placed.v1',
  orderId: 'o1',
  callOffId: null,
  sequence: 3,
};
const queued: DeliveryEvent = {
  type: 'DeliveryQueued',
  data: { ...facts, traceparent: null, parked: false },
};
const at = '2030-04-01T08:00:00.000Z';
const nextAttemptAt = '2030-04-01T08:00:05.000Z';
const tried = { at, durationMs: 12 };
const failing = { delivered: false, statusCode: 500, error: 'answered 500' } as const;
const fail = (attempt: number): DeliveryCommand => ({
  ...{ type: 'record', attempt, ...tried },
  outcome: { ...failing, nextAttemptAt },
});
const failed = (attempt: number): DeliveryEvent => ({
  type: 'DeliveryFailed',
  data: { ...facts, attempt, ...tried, statusCode: 500, error: 'answered 500', nextAttemptAt },
});
const succeed = (attempt: number): DeliveryCommand => ({
  ...{ type: 'record', attempt, ...tried },
  outcome: { delivered: true, statusCode: 204 },
});
const delivered = (attempt: number): DeliveryEvent => ({
  type: 'DeliveryDelivered',
  data: { ...facts, attempt, ...tried, statusCode: 204 },
});

test('an attempt that succeeds is the end of it', () => {
  given(deliveries, [queued])
    .when(succeed(1))
    .then([delivered(1)]);
  expect(given(deliveries, [queued]).when(succeed(1)).state()).toMatchObject({
    status: 'delivered',
    deliveredAt: at,
    queue: null,
  });
});

test('one that fails is tried again, at the time that was set', () => {
  given(deliveries, [queued, failed(1)])
    .when(fail(2))
    .then([failed(2)]);
  expect(given(deliveries, [queued]).when(fail(1)).state()).toMatchObject({
    status: 'failed',
    attempts: 1,
    firstAttemptAt: at,
    nextAttemptAt,
    queue: 'e1/o1',
  });
});

test('without a next time it is exhausted, and nobody works on it any more', () => {
  const last = { ...fail(2), outcome: { ...failing, nextAttemptAt: null } } as DeliveryCommand;
  const after = given(deliveries, [queued, failed(1)])
    .when(last)
    .state();
  expect(after).toMatchObject({ status: 'exhausted', attempts: 2, queue: 'exhausted/e1/o1' });
});

test('the same attempt is recorded once, whoever else has made it', () => {
  given(deliveries, [queued, failed(1)])
    .when(fail(1))
    .then([]);
  given(deliveries, [queued, failed(1)])
    .when(succeed(1))
    .then([]);
  given(deliveries, [queued, delivered(1)])
    .when(fail(2))
    .then([]);
});

test('what is parked stays in its queue, and is pending once it is resumed', () => {
  const parked: DeliveryEvent = { type: 'DeliveryParked', data: {} };
  given(deliveries, [queued, failed(1)])
    .when({ type: 'park' })
    .then([parked]);
  given(deliveries, [queued, parked]).when({ type: 'park' }).then([]);
  given(deliveries, [queued]).when({ type: 'resume' }).then([]);
  expect(given(deliveries, [queued, parked]).when({ type: 'resume' }).state()).toMatchObject({
    status: 'pending',
    queue: 'e1/o1',
  });
  given(deliveries, [queued, delivered(1)])
    .when({ type: 'park' })
    .then([]);
});

test('a success that comes in after the parking counts', () => {
  const parked: DeliveryEvent = { type: 'DeliveryParked', data: {} };
  given(deliveries, [queued, parked])
    .when(succeed(1))
    .then([delivered(1)]);
});

test('what is superseded leaves its queue, and says by what', () => {
  const by = 'v2';
  const superseded: DeliveryEvent = { type: 'DeliverySuperseded', data: { ...facts, attempt: 1, at, by } };
  given(deliveries, [queued, failed(1)])
    .when({ type: 'supersede', by, at })
    .then([superseded]);
  expect(
    given(deliveries, [queued, failed(1)])
      .when({ type: 'supersede', by, at })
      .state(),
  ).toMatchObject({ status: 'superseded', queue: null, nextAttemptAt: null, supersededBy: by });
  given(deliveries, [queued, superseded]).when(succeed(2)).then([]);
});

test('what has arrived is not superseded any more', () => {
  given(deliveries, [queued, delivered(1)])
    .when({ type: 'supersede', by: 'v2', at })
    .then([]);
});

test('the event that takes the place of others knows them', () => {
  const state = given(deliveries, [queued, { type: 'SupersedingNoted', data: { eventIds: ['v0'] } }])
    .when({ type: 'noteSuperseding', eventIds: ['v1'] })
    .state();
  expect(state).toMatchObject({ status: 'pending', supersedes: ['v0', 'v1'] });
});

test('of the attempts the latest fifty are kept', () => {
  const many = Array.from({ length: attemptsKeptMax + 9 }, (_, index) => failed(index + 1));
  const state = given(deliveries, [queued, ...many])
    .when(fail(many.length + 1))
    .state() as ExistingDelivery;
  expect(state.attempts).toBe(attemptsKeptMax + 10);
  expect(state.log).toHaveLength(attemptsKeptMax);
  expect(state.log.map(({ attempt }) => attempt)).toEqual(
    Array.from({ length: attemptsKeptMax }, (_, index) => index + 11),
  );
});
