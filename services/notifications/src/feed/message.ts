import type { PublishedEvent } from '@tiltak/contracts';
import type { OrderFacts } from '../filter/filter.ts';

/** An event as it goes to a contractor, by push and by feed: kept once, by the event's id. */
export type Message = {
  readonly organisationNumber: string;
  /** Its place in the contractor's feed, from 1 and without gaps; null for a test event, which is not in it. */
  readonly position: number | null;
  readonly type: string;
  readonly orderId: string | null;
  readonly callOffId: string | null;
  /** The competition that it tells of, where it is about one and not about an order. */
  readonly procurementId?: string;
  readonly sequence: number;
  /** When it came here. */
  readonly receivedAt: string;
  readonly traceparent: string | null;
  /** What its order was offered with, where the contractor had a filter when it came. */
  readonly facts?: OrderFacts;
  /** The CloudEvent in structured JSON: the exact text that is signed and posted. */
  readonly body: string;
};

/** What a message is about: those of one order, or of one competition, follow each other. */
export const threadOf = ({
  orderId,
  callOffId,
  procurementId,
  sequence,
}: Pick<Message, 'orderId' | 'callOffId' | 'procurementId' | 'sequence'>) => ({
  ...{ orderId, callOffId, sequence },
  ...(procurementId !== undefined && { procurementId }),
});

export const messagesCollection = {
  name: 'messages',
  indexes: [{ 'value.organisationNumber': 1, 'value.position': 1 }],
} as const;

/**
 * The CloudEvent in structured JSON (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md).
 * Canonical in the sense that matters here: parsed and written again, it is the same text, so that an entry of the
 * feed has the very bytes of the push.
 */
export function bodyOf(event: PublishedEvent): string {
  const { specversion, id, source, type, subject, time, sequence, datacontenttype, traceparent, data } =
    event;
  return JSON.stringify({
    ...{ specversion, id, source, type, subject, time, datacontenttype, sequence },
    ...(traceparent !== undefined && { traceparent }),
    data,
  });
}
