import * as z from 'zod';
import { journalCheckpointed, position } from '../event.ts';
import { id, instant, organisationNumber } from '../values.ts';

const owner = {
  /** How it went: to an endpoint, or to the firm's mailbox. Events from before there was mail don't say. */
  channel: z.enum(['webhook', 'email']).default('webhook'),
  /** `email` for what went by e-mail. */
  endpointId: id,
  organisationNumber,
};

/** What became of one event. */
const receipt = {
  deliveryId: id,
  eventId: id,
  eventType: z.string(),
  /** The order that the event told of; null for a test event. */
  orderId: id.nullable(),
  callOffId: id.nullable(),
  attempt: z.int().min(1),
  at: instant,
  /** The HTTP status of the answer, or the mail server's reply code; null where there was none. */
  statusCode: z.int().nullable(),
};
const one = { ...position, ...owner, ...receipt };

/** What notifications publishes: what became of an event on its way to a contractor's system. */
export const notificationsEvents = {
  'no.tiltak.notifications.journal.checkpointed.v1': journalCheckpointed,
  /** The endpoint answered 2xx to each of these. */
  'no.tiltak.notifications.deliveries.delivered.v1': z.object({
    ...position,
    ...owner,
    receipts: z.array(z.object(receipt)).min(1).max(1000),
  }),
  /** The mail server took the letter over. */
  'no.tiltak.notifications.delivery.delivered.v1': z.object(one),
  /** The first attempt failed: the contractor's system is out of reach for now. */
  'no.tiltak.notifications.delivery.failed.v1': z.object({ ...one, error: z.string() }),
  /** After an outage a later event of the order took its place: it is not sent, only in the feed. */
  'no.tiltak.notifications.delivery.superseded.v1': z.object({
    ...one,
    /** 0: it was never tried. */
    attempt: z.int().min(0),
    supersededBy: id,
  }),
  /** No attempt succeeded within the schedule; nothing more is tried until somebody replays it. */
  'no.tiltak.notifications.delivery.exhausted.v1': z.object({ ...one, error: z.string() }),
} as const;

/** The data of an event that tries an endpoint. Nobody is to act on it. */
export const endpointTest = z.object({
  ...position,
  endpointId: id,
  organisationNumber,
  /** Only in events of a self-test, some of which are wrong on purpose. */
  selfTest: z.object({ selfTestId: id, check: z.string() }).optional(),
});

/** The type of the event that a contractor sends to itself to try its endpoint. It is not on the topic. */
export const endpointTestType = 'no.tiltak.notifications.endpoint.test.v1';
