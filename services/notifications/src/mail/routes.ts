import type { OperationAnswer } from '@tiltak/contracts';
import type { notificationsOperations } from '@tiltak/contracts/notifications';
import type { Handlers } from '@tiltak/http';
import { pageOf, type StateDocument, type Store } from '@tiltak/store';
import { sightOf } from '../views/visibility.ts';
import type { ExistingMail, MailReason } from './mail.ts';
import { mails } from './mails.ts';

type EventMail = {
  readonly organisationNumber: string;
  readonly reason: Exclude<MailReason, 'notice'>;
};
type Operations = Pick<typeof notificationsOperations, 'listMailDeliveries'>;

/** The handler of the operation on letters. */
export function mailHandlers(store: Store): Handlers<Operations> {
  return {
    async listMailDeliveries({ query: { cursor, limit, orderId, status }, actor }) {
      const { organisationNumber } = sightOf(actor);
      const { items, next } = await pageOf(store.states<ExistingMail>(mails), {
        filter: {
          'state.reason': { $ne: 'notice' },
          ...(organisationNumber !== undefined && { 'state.organisationNumber': organisationNumber }),
          ...(orderId !== undefined && { 'state.orderId': orderId }),
          ...(status !== undefined && { 'state.status': status }),
        },
        ...{ order: 'newest', cursor, limit },
      });
      return { body: { items: items.map(shown), next } };
    },
  };
}

function shown({
  _id,
  createdAt,
  state,
}: StateDocument<ExistingMail>): OperationAnswer<Operations['listMailDeliveries']>['items'][number] {
  const { eventId, eventType, callOffId } = state;
  const { orderId, procurementId = null } = state;
  // None of these is null, or a notice, in an event's letter.
  const { organisationNumber, reason } = state as EventMail;
  const { status, attempts, deliveredAt, dueAt } = state;
  return {
    deliveryId: _id,
    ...{ organisationNumber, eventId, eventType, orderId, callOffId, reason, status, attempts },
    procurementId,
    nextAttemptAt: dueAt === null ? null : dueAt || createdAt,
    ...{ createdAt, deliveredAt },
  };
}
