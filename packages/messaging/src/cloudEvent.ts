import { envelope, type PublishedEvent } from '@tiltak/contracts';
import type { OutgoingMessage } from './port.ts';

/** The largest event that is read; larger ones are dead-lettered. */
export const eventBytesMax = 512 * 1024;

/**
 * A published event as a Kafka message: CloudEvents binary mode, attributes as `ce_*` headers and `data` as the value
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md).
 */
export function toMessage(event: PublishedEvent): OutgoingMessage {
  return {
    key: event.subject,
    value: JSON.stringify(event.data),
    headers: {
      'content-type': event.datacontenttype,
      ce_specversion: event.specversion,
      ce_id: event.id,
      ce_type: event.type,
      ce_source: event.source,
      ce_subject: event.subject,
      ce_time: event.time,
      ce_sequence: event.sequence,
      ...(event.traceparent !== undefined && { traceparent: event.traceparent }),
    },
  };
}

/** The event in a Kafka message. Throws a ZodError or SyntaxError that says what is wrong with it. */
export function fromMessage(message: {
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
}): PublishedEvent {
  if ((message.value?.length ?? 0) > eventBytesMax) throw new SyntaxError(`more than ${eventBytesMax} bytes`);
  const header = (name: string) => message.headers?.[name]?.toString();
  const event = envelope.parse({
    specversion: header('ce_specversion'),
    id: header('ce_id'),
    type: header('ce_type'),
    source: header('ce_source'),
    subject: header('ce_subject'),
    time: header('ce_time'),
    sequence: header('ce_sequence'),
    datacontenttype: header('content-type'),
    traceparent: header('traceparent'),
    data: JSON.parse(message.value?.toString('utf8') ?? ''),
  });
  return event as PublishedEvent;
}
