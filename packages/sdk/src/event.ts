import * as z from 'zod';
import { contractorEvents, type EventOf, envelope } from '#events';
import { UnreadableEvent } from './errors.ts';

/**
 * An event of a type that this version of the package knows: a CloudEvent
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md), told apart by `type`. Money is in integer øre
 * without VAT, times are RFC 3339 with offset. `data.sequence` counts the events of an order, or what your firm was told of
 * competitions, and `data.previousId` names the one before, so that you can see a gap.
 *
 * @example
 * function onEvent(event: ContractorEvent) {
 *   if (event.type === 'no.tiltak.maintenance.calloff.offered.v1')
 *     console.log(event.data.description, 'answer by', event.data.respondBy);
 * }
 */
export type ContractorEvent = EventOf<typeof contractorEvents>;

/**
 * An event of a type that is newer than this package. Acknowledge it and go on; `actualType` says what it is.
 *
 * @example
 * if (event.type === 'unknown') console.log(`passed over a ${event.actualType}`);
 */
export type UnknownEvent = {
  readonly type: 'unknown';
  readonly actualType: string;
  readonly id: string;
  readonly data: unknown;
};

/**
 * What a request or an entry of the feed holds; `switch (event.type)` gives each case its own `data`.
 *
 * @example
 * function summary(event: TiltakEvent): string {
 *   switch (event.type) {
 *     case 'no.tiltak.maintenance.order.placed.v1':
 *       return `order ${event.data.orderId} for ${event.data.amountOre / 100} kroner`;
 *     case 'no.tiltak.notifications.endpoint.test.v1':
 *       return 'a test, nothing to be done';
 *     default:
 *       return event.type;
 *   }
 * }
 */
export type TiltakEvent = ContractorEvent | UnknownEvent;

const schemas = new Map<string, z.ZodObject>(
  // Fields that are newer than this package are passed on.
  Object.entries(contractorEvents).map(([type, schema]) => [type, schema.loose()]),
);

/**
 * Reads an event from its text. Does not say that it comes from Tiltak: {@link verify} does both.
 * Throws {@link UnreadableEvent}.
 *
 * @example
 * const event = parseEvent(stored.body);
 */
export function parseEvent(text: string): TiltakEvent {
  const json = parsed(text);
  const head = envelope.safeParse(json);
  if (!head.success) throw new UnreadableEvent(`no event: ${z.prettifyError(head.error)}`);
  const { id, type, data } = head.data;
  const schema = schemas.get(type);
  if (!schema) return { type: 'unknown', actualType: type, id, data };
  const body = schema.safeParse(data);
  if (!body.success) throw new UnreadableEvent(`${type} ${id}: ${z.prettifyError(body.error)}`);
  return { ...(json as object), data: body.data } as ContractorEvent;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UnreadableEvent('the text is no JSON', { cause });
  }
}
