import type { Collection, Store } from '@tiltak/store';
import { deliveries } from '../delivery/deliveries.ts';
import type { ExistingDelivery } from '../delivery/delivery.ts';
import type { Message } from '../feed/message.ts';
import { digestLetter } from '../news/digestLetter.ts';
import { noticeLetter } from '../warning/noticeLetter.ts';
import { eventLetter } from './eventLetter.ts';
import type { Letter } from './letter.ts';
import type { ExistingMail, OpenMail } from './mail.ts';
import { mails } from './mails.ts';

const offeredType = 'no.tiltak.maintenance.calloff.offered.v1';

/**
 * The letter as it is now, from what is stored: of an event, or of how things stand. Throws when that is not there, which
 * would be a fault of ours.
 */
export async function compose(store: Store, mail: OpenMail, consoleUrl: string): Promise<Letter> {
  if (mail.notice?.kind === 'digest') return await digestLetter(store, mail, consoleUrl);
  if (mail.notice) return await noticeLetter(store, mail, mail.notice, consoleUrl);

  const [event, order] = await Promise.all([eventOf(store, mail.eventId), orderName(store, mail)]);
  if (event === undefined) throw new Error(`the event ${mail.eventId} of a letter is not stored`);
  const reason = mail.reason === 'notice' ? 'no_endpoint' : mail.reason;
  return eventLetter(event, { order, consoleUrl, reason });
}

type Event = { readonly type: string; readonly data: { readonly description?: unknown } };

async function eventOf(store: Store, eventId: string): Promise<Event | undefined> {
  const messages = store.named('messages') as unknown as Collection<{ _id: string; value: Message }>;
  const found = await messages.findOne({ _id: eventId }, { projection: { 'value.body': 1 } });
  return found ? (JSON.parse(found.value.body) as Event) : undefined;
}

/** What the order was called when it was offered to this contractor: later events don't repeat it. */
async function orderName(
  store: Store,
  { eventType, orderId, organisationNumber }: OpenMail,
): Promise<string | undefined> {
  if (orderId === null || eventType === offeredType) return undefined;
  const offer = {
    'state.orderId': orderId,
    'state.eventType': offeredType,
    'state.organisationNumber': organisationNumber,
  } as object;
  const byMail = await store.states<ExistingMail>(mails).findOne(offer);
  const sent = byMail ?? (await store.states<ExistingDelivery>(deliveries).findOne(offer));
  const description = sent && (await eventOf(store, sent.state.eventId))?.data.description;
  return typeof description === 'string' ? description : undefined;
}
