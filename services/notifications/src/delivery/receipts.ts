import type { Aggregate } from '@tiltak/store';
import type { AttemptEvent, AttemptFacts, DeliveryEvent, DeliveryFacts } from './delivery.ts';

/** That an event arrived; what is the same for all of an endpoint stands beside the list. */
export type Receipt = Omit<
  AttemptFacts,
  'endpointId' | 'organisationNumber' | 'durationMs' | 'sequence' | 'urgent'
> & {
  readonly deliveryId: string;
};
type Failure = Receipt & { readonly error: string };
type Owner = Pick<AttemptFacts, 'endpointId' | 'organisationNumber'>;

/** What is told of an endpoint's deliveries: that they arrived, many at a time, and which did not, one by one. */
export type ReceiptEvent =
  | {
      readonly type: 'DeliveriesDelivered';
      readonly data: Owner & { readonly receipts: readonly Receipt[] };
    }
  | { readonly type: 'FirstAttemptFailed'; readonly data: Owner & Failure }
  | { readonly type: 'AttemptsExhausted'; readonly data: Owner & Failure }
  | {
      readonly type: 'DeliverySuperseded';
      readonly data: Owner & Receipt & { readonly supersededBy: string };
    };

export type ReceiptCommand = {
  readonly type: 'record';
  /** Of one endpoint; of each delivery at most one. */
  readonly ended: readonly EndedAttempt[];
};

export type EndedAttempt = {
  readonly deliveryId: string;
  readonly event: AttemptEvent | Extract<DeliveryEvent, { type: 'DeliverySuperseded' }>;
};

/** Receipts of one event: with the longest ids it stays well below the largest event. */
export const receiptsMax = 128;

/** The receipts of each endpoint, in the order in which they were recorded. */
export type Receipts = { readonly delivered: number };

function decide({ ended }: ReceiptCommand): readonly ReceiptEvent[] {
  const events: ReceiptEvent[] = [];
  let receipts: Receipt[] = [];
  for (const { deliveryId, event } of ended) {
    if (event.type === 'DeliveryDelivered') {
      const { owner, receipt } = split(deliveryId, event.data);
      if (receipts.length % receiptsMax === 0) {
        receipts = [];
        events.push({ type: 'DeliveriesDelivered', data: { ...owner, receipts } });
      }
      receipts.push(receipt);
    } else if (event.type === 'DeliveryFailed' && event.data.attempt === 1) {
      const { owner, receipt } = split(deliveryId, event.data);
      events.push({ type: 'FirstAttemptFailed', data: { ...owner, ...receipt, error: event.data.error } });
    } else if (event.type === 'DeliveryExhausted') {
      const { owner, receipt } = split(deliveryId, event.data);
      events.push({ type: 'AttemptsExhausted', data: { ...owner, ...receipt, error: event.data.error } });
    } else if (event.type === 'DeliverySuperseded') {
      const { owner, receipt } = split(deliveryId, { ...event.data, statusCode: null });
      events.push({
        type: 'DeliverySuperseded',
        data: { ...owner, ...receipt, supersededBy: event.data.by },
      });
    }
  }
  return events;
}

function split(
  deliveryId: string,
  facts: DeliveryFacts & Pick<AttemptFacts, 'attempt' | 'at' | 'statusCode'>,
): { owner: Owner; receipt: Receipt } {
  const { endpointId, organisationNumber, eventId, eventType, orderId, callOffId } = facts;
  const { attempt, at, statusCode } = facts;
  return {
    owner: { endpointId, organisationNumber },
    receipt: { deliveryId, eventId, eventType, orderId, callOffId, attempt, at, statusCode },
  };
}

/** One stream an endpoint, `<endpointId>.receipts`. */
export const receipts: Aggregate<ReceiptCommand, ReceiptEvent, Receipts> = {
  kind: 'receipts',
  initial: { delivered: 0 },
  decide,
  evolve: ({ delivered }, event) => ({
    delivered: delivered + (event.type === 'DeliveriesDelivered' ? event.data.receipts.length : 0),
  }),
};

export const receiptsOf = (endpointId: string): string => `${endpointId}.receipts`;
