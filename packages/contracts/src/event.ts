import * as z from 'zod';
import { instant } from './values.ts';

export type ServiceName = 'projects' | 'procurement' | 'maintenance' | 'notifications';

/** `no.tiltak.<service>.<thing>.<past tense>.v<version>` */
export type EventType = `no.tiltak.${ServiceName}.${string}.v${number}`;

/**
 * A published event: CloudEvents 1.0 (https://github.com/cloudevents/spec/blob/v1.0.2) with the `sequence` extension,
 * which counts the events of one subject from 1 without gaps. Over Kafka the attributes travel as `ce_*` headers
 * (binary mode) and `data` is the message's value.
 */
export type PublishedEvent<Data = unknown> = {
  readonly specversion: '1.0';
  readonly id: string;
  readonly type: EventType;
  /** `/tiltak/<service>` */
  readonly source: string;
  /** The stream: an order, a supplier, a frame ... Also the Kafka key. */
  readonly subject: string;
  readonly time: string;
  /** A decimal number as a string, as the extension asks. */
  readonly sequence: string;
  readonly datacontenttype: 'application/json';
  /** W3C trace context of the command that caused the event. */
  readonly traceparent?: string;
  readonly data: Data;
};

/** The envelope, to be parsed before `data` is looked at. */
export const envelope = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1).max(100),
  type: z.string().regex(/^no\.tiltak\.[a-z]+(\.[a-z_]+)+\.v\d+$/),
  source: z.string().min(1).max(100),
  subject: z.string().min(1).max(200),
  time: instant,
  sequence: z.string().regex(/^[1-9]\d*$/),
  datacontenttype: z.literal('application/json'),
  traceparent: z.string().max(100).optional(),
  data: z.unknown(),
});

/** What every event's data holds besides its own fields: where it stands in its stream. */
export const position = {
  /** The same number as the envelope's. */
  sequence: z.int().min(1),
  /** The id of the stream's event before this one; null on the first: a reader sees a gap by it. */
  previousId: z.string().nullable(),
};

/**
 * `no.tiltak.<service>.journal.checkpointed.v1`: the Merkle root over the hash chains of all of a service's streams as
 * they were at `until`. Whoever keeps these can prove that a stream has vanished from the journal.
 */
export const journalCheckpointed = z.object({
  ...position,
  until: instant,
  root: z.string().regex(/^[\da-f]{64}$/),
  streams: z.int().min(0),
});

/** A service's published events: type -> schema of `data`. */
export type EventSchemas = Readonly<Record<EventType, z.ZodObject>>;

/** One of the events of a table, discriminated by `type`. */
export type EventOf<Schemas extends EventSchemas> = {
  readonly [Type in keyof Schemas & EventType]: PublishedEvent<z.output<Schemas[Type]>> & {
    readonly type: Type;
  };
}[keyof Schemas & EventType];

/** Type and data of an event that a service publishes; the store adds where it stands in its stream. */
export type Publication<Schemas extends EventSchemas> = {
  readonly [Type in keyof Schemas & EventType]: {
    readonly type: Type;
    readonly data: Omit<z.output<Schemas[Type]>, keyof typeof position>;
  };
}[keyof Schemas & EventType];

/** The Kafka topic that a service alone writes. */
export const topicOf = (service: ServiceName, namespace = 'tiltak'): string => `${namespace}.${service}.v1`;
