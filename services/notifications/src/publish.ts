import type { Publication } from '@tiltak/contracts';
import type { notificationsEvents } from '@tiltak/contracts/notifications';
import type { Publish } from '@tiltak/store';
import type { AttemptFacts, DeliveryEvent } from './delivery/delivery.ts';

type Published = Publication<typeof notificationsEvents>;

/**
 * What others learn of a delivery: that it arrived, that its first attempt failed, that it was given up. Endpoints,
 * later failures and parking stay inside.
 */
export const publish: Publish = (row): Published | undefined => {
  if (row.kind !== 'deliveries') return undefined;
  const event = { type: row.type, data: row.data } as DeliveryEvent;
  switch (event.type) {
    case 'DeliveryDelivered':
      return {
        type: 'no.tiltak.notifications.delivery.delivered.v1',
        data: receiptOf(row.stream, event.data),
      };
    case 'DeliveryFailed':
      return event.data.attempt === 1
        ? {
            type: 'no.tiltak.notifications.delivery.failed.v1',
            data: { ...receiptOf(row.stream, event.data), error: event.data.error },
          }
        : undefined;
    case 'DeliveryExhausted':
      return {
        type: 'no.tiltak.notifications.delivery.exhausted.v1',
        data: { ...receiptOf(row.stream, event.data), error: event.data.error },
      };
    default:
      return undefined;
  }
};

function receiptOf(deliveryId: string, facts: AttemptFacts) {
  const { endpointId, organisationNumber, eventId, eventType, orderId, callOffId } = facts;
  const { attempt, at, statusCode } = facts;
  return {
    ...{ deliveryId, endpointId, organisationNumber, eventId, eventType, orderId, callOffId },
    ...{ attempt, at, statusCode },
  };
}
