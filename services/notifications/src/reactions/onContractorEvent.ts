import { type DeliveredType, deliveredEvents } from '@tiltak/contracts/contractor';
import type { Reaction } from '@tiltak/messaging';
import type { Doc, Stage, Store, Stream } from '@tiltak/store';
import type { DeliveryCommand } from '../delivery/decide.ts';
import { deliveries } from '../delivery/deliveries.ts';
import type { Delivery, DeliveryEvent } from '../delivery/delivery.ts';
import {
  type Contractor,
  isSubscribed,
  mailReasonOf,
  mayGoByMail,
  noContractor,
  withUrgency,
} from '../endpoint/contractor.ts';
import { bodyOf, type Message, threadOf } from '../feed/message.ts';
import { factsOf, type OrderFacts } from '../filter/filter.ts';
import type { MailCommand } from '../mail/decide.ts';
import { type Mail, type MailEvent, mailIdOf } from '../mail/mail.ts';
import { mails } from '../mail/mails.ts';

/** After these an order has nothing more to say to the contractor, or offers itself anew. */
const lastTypes: readonly string[] = [
  'no.tiltak.maintenance.calloff.withdrawn.v1',
  'no.tiltak.maintenance.calloff.expired.v1',
  'no.tiltak.maintenance.order.cancelled.v1',
  'no.tiltak.maintenance.order.settled.v1',
];

/**
 * An event that concerns a contractor goes into its feed, and to each of its endpoints that subscribes to the type;
 * by e-mail where none of them can or will take it.
 * Who that is says `data.organisationNumber`, and nothing else; null (an order that was cancelled before anybody was
 * asked) is nobody. What is passed on is the event as it came, with fields that this service doesn't know yet.
 */
export function onContractorEvent(type: DeliveredType, newId: Store['newId']): Reaction {
  return (event) => {
    const data: About = deliveredEvents[type].parse(event.data);
    const { organisationNumber } = data;
    if (organisationNumber === null) return async () => () => {};
    const message: Omit<Message, 'position' | 'receivedAt'> = {
      organisationNumber,
      type,
      orderId: data.orderId ?? null,
      callOffId: data.callOffId ?? null,
      ...(data.procurementId !== undefined && { procurementId: data.procurementId }),
      sequence: data.sequence,
      traceparent: event.traceparent ?? null,
      body: bodyOf(event),
    };
    const urgency = { urgent: factsOf(data)?.urgent, isLast: lastTypes.includes(type) };
    return async (reads) => {
      const [contractor, entry] = await Promise.all([
        reads.doc<Contractor>('contractors', organisationNumber),
        reads.doc<Message>('messages', event.id, 'new'),
      ]);
      // What an order was offered with is kept while somebody filters, and for as long as the order goes on.
      const isFiltered = contractor.value?.endpoints.some(({ filter = [] }) => filter.length > 0);
      const offered =
        isFiltered && data.orderId !== undefined
          ? await reads.doc<OrderFacts>('orderFacts', `${organisationNumber}/${data.orderId}`)
          : undefined;
      const before = contractor.value ?? noContractor;
      const subscribed = before.endpoints.length;
      // As many as there are now; should one be added before the decision, it is too late for this event.
      const opened = await Promise.all(
        Array.from({ length: subscribed }, () => reads.stream(deliveries, newId(), 'new')),
      );
      const letter = mayGoByMail(before, type)
        ? await reads.stream(mails, mailIdOf(event.id), 'new')
        : undefined;
      return (stage) => {
        const facts = offered && knownOf(stage, offered, { type, data });
        enter(stage, {
          ...{ contractor, entry, opened, letter, urgency, eventId: event.id },
          message: { ...message, ...(facts && { facts }) },
        });
      };
    };
  };
}

/** Whom and what an event is about: an order and one of its call-offs, or a competition. */
type About = {
  readonly organisationNumber: string | null;
  readonly sequence: number;
  readonly orderId?: string;
  readonly callOffId?: string | null;
  readonly procurementId?: string;
};

/** What the event's order was offered with, by this event or an earlier one. */
function knownOf(
  stage: Stage,
  offered: Doc<OrderFacts>,
  { type, data }: { readonly type: string; readonly data: object },
): OrderFacts | undefined {
  const facts = factsOf(data) ?? offered.value;
  if (lastTypes.includes(type)) stage.put(offered, undefined);
  else if (facts !== offered.value) stage.put(offered, facts);
  return facts;
}

function enter(
  stage: Stage,
  one: {
    readonly contractor: Doc<Contractor>;
    readonly entry: Doc<Message>;
    readonly opened: readonly Stream<DeliveryCommand, DeliveryEvent, Delivery>[];
    /** Undefined where the contractor had an endpoint that takes everything, when that was looked at. */
    readonly letter: Stream<MailCommand, MailEvent, Mail> | undefined;
    readonly message: Omit<Message, 'position' | 'receivedAt'>;
    readonly eventId: string;
    readonly urgency: Parameters<typeof withUrgency>[2];
  },
): void {
  const { contractor, entry, opened, letter, message, eventId, urgency } = one;
  const before = contractor.value ?? noContractor;
  const position = before.position + 1;
  const after = withUrgency(before, message.orderId ?? '', urgency);
  stage.put(contractor, { ...after, position });
  // The end of an urgent order is as urgent as the order.
  const isUrgent = [before, after].some(({ urgentOrders }) => urgentOrders?.includes(message.orderId ?? ''));
  stage.put(entry, { ...message, position, receivedAt: stage.at });
  const { organisationNumber, type: eventType, traceparent } = message;
  const about = { organisationNumber, eventId, eventType, ...threadOf(message) };
  const reason = mailReasonOf(before, message);
  if (letter && reason) stage.handle(letter, { type: 'queue', facts: { ...about, reason }, traceparent });
  // Narrowed within this very batch, too late for a letter: rather an event too many than one too few.
  const isForAll = reason === 'not_subscribed' && !letter;
  for (const [index, stream] of opened.entries()) {
    const subscription = before.endpoints[index];
    if (!subscription || !(isForAll || isSubscribed(subscription, message))) continue;
    stage.handle(stream, {
      type: 'queue',
      facts: { endpointId: subscription.endpointId, ...about, ...(isUrgent && { urgent: true }) },
      traceparent,
      // Disabled within this very batch: whoever parks what is open then sees to the letter too.
      parked: !subscription.enabled && (letter !== undefined || reason !== 'no_endpoint'),
    });
  }
}
