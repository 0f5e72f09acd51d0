import type { TimerHandler } from '@tiltak/store';
import { mails } from '../mail/mails.ts';
import { headId, type NewsHead, newsHeadCollection, noNews } from './news.ts';
import { type Subscription, scheduleDigest, subscriptionsCollection } from './subscription.ts';

/**
 * Sends somebody the digest of what came since the last one, if anything did, and sets the time of the next: all in the
 * transaction that ends the timer, so that no news is told twice or left out.
 */
export const onDigestDue: TimerHandler =
  ({ payload }) =>
  async (reads) => {
    const { subject } = payload as { readonly subject: string };
    const [subscription, head] = await Promise.all([
      reads.doc<Subscription>(subscriptionsCollection.name, subject),
      reads.doc<NewsHead>(newsHeadCollection.name, headId),
    ]);
    const id = `digest.${subject}.${(head.value ?? noNews).position}`;
    const mail = await reads.stream(mails, id);
    return (stage) => {
      const { value } = subscription;
      if (value === undefined) return;
      scheduleDigest(stage, subject, value);
      const { latest, position } = head.value ?? noNews;
      const isNew = Object.entries(latest).some(
        ([kind, at]) =>
          at > value.told && (value.kinds.length === 0 || value.kinds.some((one) => one === kind)),
      );
      stage.put(subscription, { ...value, told: position });
      if (!isNew) return;
      stage.handle(mail, {
        type: 'queue',
        facts: {
          ...{ organisationNumber: null, orderId: null, callOffId: null, sequence: 0 },
          ...{ eventId: id, eventType: 'digest', reason: 'notice' },
          addressee: { kind: 'subscriber', subject },
          notice: { kind: 'digest', after: value.told, until: position },
        },
        traceparent: null,
      });
    };
  };
