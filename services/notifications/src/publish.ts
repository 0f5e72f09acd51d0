import type { Publication } from '@tiltak/contracts';
import type { notificationsEvents } from '@tiltak/contracts/notifications';
import type { Publish } from '@tiltak/store';
import type { ReceiptEvent } from './delivery/receipts.ts';
import type { MailAttemptFacts, MailEvent } from './mail/mail.ts';

type Published = Publication<typeof notificationsEvents>;

/**
 * What others learn of deliveries: which arrived, whose first attempt failed, which were given up. Endpoints and later
 * failures stay inside.
 */
export const publish: Publish = (row): Published | undefined => {
  if (row.kind === 'mails') return mailReceipt(row.stream, { type: row.type, data: row.data } as MailEvent);
  if (row.kind !== 'receipts') return undefined;
  const { type, data } = { type: row.type, data: row.data } as ReceiptEvent;
  const channel = 'webhook';
  switch (type) {
    case 'DeliveriesDelivered':
      return {
        type: 'no.tiltak.notifications.deliveries.delivered.v1',
        data: { ...data, channel, receipts: [...data.receipts] },
      };
    case 'FirstAttemptFailed':
      return { type: 'no.tiltak.notifications.delivery.failed.v1', data: { ...data, channel } };
    case 'AttemptsExhausted':
      return { type: 'no.tiltak.notifications.delivery.exhausted.v1', data: { ...data, channel } };
    case 'DeliverySuperseded':
      return { type: 'no.tiltak.notifications.delivery.superseded.v1', data: { ...data, channel } };
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
