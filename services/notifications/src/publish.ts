import type { Publication } from '@tiltak/contracts';
import type { notificationsEvents } from '@tiltak/contracts/notifications';
import type { Publish } from '@tiltak/store';
import type { AttemptFacts, DeliveryEvent } from './delivery/delivery.ts';
import type { MailAttemptFacts, MailEvent } from './mail/mail.ts';

type Published = Publication<typeof notificationsEvents>;

/**
 * What others learn of a delivery: that it arrived, that its first attempt failed, that it was given up. Endpoints,
 * later failures and parking stay inside.
 */
export const publish: Publish = (row): Published | undefined => {
  if (row.kind === 'mails') return mailReceipt(row.stream, { type: row.type, data: row.data } as MailEvent);
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

/** As of what goes to endpoints. */
function mailReceipt(deliveryId: string, event: MailEvent): Published | undefined {
  if ('notice' in event.data && event.data.notice) return undefined;
  switch (event.type) {
    case 'MailDelivered':
      return {
        type: 'no.tiltak.notifications.delivery.delivered.v1',
        data: mailReceiptOf(deliveryId, event.data),
      };
    case 'MailFailed':
      return event.data.attempt === 1
        ? {
            type: 'no.tiltak.notifications.delivery.failed.v1',
            data: { ...mailReceiptOf(deliveryId, event.data), error: event.data.error },
          }
        : undefined;
    case 'MailExhausted':
      return {
        type: 'no.tiltak.notifications.delivery.exhausted.v1',
        data: { ...mailReceiptOf(deliveryId, event.data), error: event.data.error },
      };
    default:
      return undefined;
  }
}

function mailReceiptOf(deliveryId: string, facts: MailAttemptFacts) {
  const { eventId, eventType, orderId, callOffId, attempt, at, replyCode } = facts;
  // Null only in what is no contractor's.
  const organisationNumber = facts.organisationNumber ?? '';
  return {
    ...{ deliveryId, channel: 'email' as const, endpointId: 'email', organisationNumber },
    ...{ eventId, eventType, orderId, callOffId, attempt, at, statusCode: replyCode },
  };
}

function receiptOf(deliveryId: string, facts: AttemptFacts) {
  const { endpointId, organisationNumber, eventId, eventType, orderId, callOffId } = facts;
  const { attempt, at, statusCode } = facts;
  return {
    ...{ deliveryId, channel: 'webhook' as const, endpointId, organisationNumber, eventId, eventType },
    ...{ orderId, callOffId },
    ...{ attempt, at, statusCode },
  };
}
