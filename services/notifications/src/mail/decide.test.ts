import { expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import type { MailCommand } from './decide.ts';
import type { MailEvent, MailFacts } from './mail.ts';
import { mails } from './mails.ts';

const facts: MailFacts = {
  organisationNumber: '310000019',
  eventId: 'v1',
  eventType: 'no.tiltak.maintenance.calloff.offered.v1',
  orderId: 'o1',
  callOffId: 'o1.1',
  sequence: 3,
  reason: 'no_endpoint',
};
const queue: MailCommand = { type: 'queue', facts, traceparent: null };
const queued: MailEvent = { type: 'MailQueued', data: { ...facts, traceparent: null } };
const at = '2030-04-01T08:00:00.000Z';
const later = '2030-04-01T08:00:05.000Z';
const failure = { delivered: false, replyCode: 421, error: 'busy' } as const;
const fail = (attempt: number, nextAttemptAt: string | null = later): MailCommand => ({
  ...{ type: 'record', attempt, at },
  outcome: { ...failure, nextAttemptAt },
});
const tried = (attempt: number) => ({ ...facts, attempt, at, replyCode: 421, error: 'busy' });
const failed = (attempt: number): MailEvent => ({
  type: 'MailFailed',
  data: { ...tried(attempt), nextAttemptAt: later },
});
const deliver = (attempt: number): MailCommand => ({
  ...{ type: 'record', attempt, at },
  outcome: { delivered: true, replyCode: 250 },
});
const delivered = (attempt: number): MailEvent => ({
  type: 'MailDelivered',
  data: { ...facts, attempt, at, replyCode: 250 },
});

test('an event is written of once, however often it is asked for', () => {
  given(mails, []).when(queue).then([queued]);
  for (const before of [[queued], [queued, failed(1)], [queued, delivered(1)]])
    given(mails, before).when(queue).then([]);
});

test('a letter is tried again until it is taken or given up', () => {
  given(mails, [queued])
    .when(fail(1))
    .then([failed(1)]);
  given(mails, [queued, failed(1)])
    .when(deliver(2))
    .then([delivered(2)]);
  given(mails, [queued, failed(1)])
    .when(fail(2, null))
    .then([{ type: 'MailExhausted', data: tried(2) }]);
});

test('an attempt is recorded once, and nothing after the end', () => {
  given(mails, [queued, failed(1)])
    .when(fail(1))
    .then([]);
  given(mails, [queued, delivered(1)])
    .when(fail(2))
    .then([]);
  given(mails, [queued, delivered(1)])
    .when({ type: 'hasten', at })
    .then([]);
});

test('a letter that waits is hastened, and one that is due already is not', () => {
  given(mails, [queued, failed(1)])
    .when({ type: 'hasten', at })
    .then([{ type: 'MailHastened', data: { at } }]);
  given(mails, [queued]).when({ type: 'hasten', at }).then([]);
  given(mails, [queued, failed(1)])
    .when({ type: 'hasten', at: later })
    .then([]);
});

test('what is open stands in the queue of its firm and order, and what is not has left it', () => {
  const stateOf = (events: readonly MailEvent[]) => events.reduce(mails.evolve, mails.initial);
  expect(stateOf([queued])).toMatchObject({ status: 'pending', queue: '310000019/o1', dueAt: '' });
  expect(stateOf([queued, failed(1)])).toMatchObject({ status: 'failed', attempts: 1, dueAt: later });
  expect(stateOf([queued, failed(1), delivered(2)])).toMatchObject({ queue: null, deliveredAt: at });
});
