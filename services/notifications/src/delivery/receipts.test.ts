import { expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import type { AttemptEvent, AttemptFacts } from './delivery.ts';
import { type ReceiptEvent, receipts, receiptsMax } from './receipts.ts';

const owner = { endpointId: 'e1', organisationNumber: '310000019' };
const receipt = {
  ...{ eventId: 'v1', eventType: 'no.tiltak.maintenance.order.placed.v1', orderId: 'o1', callOffId: null },
  ...{ attempt: 1, at: '2030-04-01T08:00:00.000Z', statusCode: 204 },
};
const facts: AttemptFacts = { ...owner, ...receipt, sequence: 3, durationMs: 12 };
const failed = (attempt: number): AttemptEvent => ({
  type: 'DeliveryFailed',
  data: { ...facts, attempt, statusCode: 500, error: 'answered 500', nextAttemptAt: '2030-04-01T08:00:05Z' },
});
const record = (...events: readonly AttemptEvent[]) => ({
  type: 'record' as const,
  ended: events.map((event, index) => ({ deliveryId: `d${index}`, event })),
});
const delivered: AttemptEvent = { type: 'DeliveryDelivered', data: facts };

test('what arrived is told of together', () => {
  given(receipts, [])
    .when(record(delivered, delivered))
    .then([
      {
        type: 'DeliveriesDelivered',
        data: {
          ...owner,
          receipts: [
            { ...receipt, deliveryId: 'd0' },
            { ...receipt, deliveryId: 'd1' },
          ],
        },
      },
    ]);
});

test('of failures the first is told and the last, with the reason', () => {
  const error = 'answered 500';
  const exhausted: AttemptEvent = {
    type: 'DeliveryExhausted',
    data: { ...facts, attempt: 9, statusCode: 500, error },
  };
  const told = (type: 'FirstAttemptFailed' | 'AttemptsExhausted', deliveryId: string, attempt: number) =>
    ({ type, data: { ...owner, ...receipt, statusCode: 500, deliveryId, attempt, error } }) as ReceiptEvent;
  given(receipts, [])
    .when(record(failed(1), failed(2), exhausted))
    .then([told('FirstAttemptFailed', 'd0', 1), told('AttemptsExhausted', 'd2', 9)]);
});

test('no event holds more receipts than the bound, and none is left out', () => {
  const events = receipts.decide(record(...Array<AttemptEvent>(receiptsMax * 2 + 1).fill(delivered)), {
    delivered: 0,
  });
  const counts = events.map((event) =>
    event.type === 'DeliveriesDelivered' ? event.data.receipts.length : Number.NaN,
  );
  expect(counts).toEqual([receiptsMax, receiptsMax, 1]);
});

test('where nothing is to be told there is no event', () => {
  given(receipts, [])
    .when(record(failed(2)))
    .then([]);
  given(receipts, []).when(record()).then([]);
});

test('what was superseded is told, with the event that took its place', () => {
  const event = {
    type: 'DeliverySuperseded',
    data: { ...facts, attempt: 2, at: receipt.at, by: 'v2' },
  } as const;
  given(receipts, [])
    .when({ type: 'record', ended: [{ deliveryId: 'd0', event }] })
    .then([
      {
        type: 'DeliverySuperseded',
        data: { ...owner, ...receipt, deliveryId: 'd0', attempt: 2, statusCode: null, supersededBy: 'v2' },
      },
    ]);
});
