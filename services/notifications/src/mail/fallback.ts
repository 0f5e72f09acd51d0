import type { Reads, Stage } from '@tiltak/store';
import type { Delivery } from '../delivery/delivery.ts';
import { threadOf } from '../feed/message.ts';
import { type MailReason, mailIdOf } from './mail.ts';
import { mails } from './mails.ts';

/** The letter that takes an event's place when its delivery leads nowhere. Of an event there is one at the most. */
export async function openFallback(reads: Reads, eventId: string) {
  const mail = await reads.stream(mails, mailIdOf(eventId));
  return {
    queue(stage: Stage, delivery: Delivery, reason: Exclude<MailReason, 'notice'>): void {
      // A test event is for the endpoint alone.
      if (delivery.status === 'none') return;
      const { organisationNumber, eventType, orderId, procurementId, traceparent } = delivery;
      if (orderId === null && procurementId === undefined) return;
      stage.handle(mail, {
        type: 'queue',
        facts: { organisationNumber, eventId, eventType, ...threadOf(delivery), reason },
        traceparent,
      });
    },
  };
}
