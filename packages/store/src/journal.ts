import { hash } from 'node:crypto';
import type { DomainEvent } from '@tiltak/decider';

/** One event as the journal keeps it: outbox, audit trail and history in one. Never changed but for `unpublished`. */
export type JournalRow<Event extends DomainEvent = DomainEvent> = {
  /** The event's id (UUIDv7); also the published event's. */
  readonly _id: string;
  readonly stream: string;
  readonly kind: string;
  /** From 1, without gaps in the stream. */
  readonly version: number;
  /** The event's number among the stream's published ones; null for an event that stays in the service. */
  readonly sequence: number | null;
  /** The id of the published event before this one. */
  readonly previousId: string | null;
  readonly type: Event['type'];
  readonly data: Event['data'];
  /** UTC, RFC 3339. */
  readonly at: string;
  /** Who: a subject of the issuer, or `event:<type>` or `timer:<kind>` where no person did it. */
  readonly actor: string;
  /** The id of the event that caused this one; null for a command from outside. */
  readonly cause: string | null;
  readonly traceparent: string | null;
  readonly previousHash: string | null;
  readonly hash: string;
  /** There, and true, until the relay has the broker's word for it. */
  readonly unpublished?: true;
  /** `Idempotency-Key` of the command, on the first of its rows. */
  readonly key?: string;
  /** What was asked under that key, hashed. */
  readonly fingerprint?: string;
  /** What was answered. */
  readonly reply?: unknown;
};

/**
 * SHA-256 over the row's facts and the hash of the stream's row before it: an edit, a deletion or a swap anywhere in
 * the stream changes every hash after it. Data are JSON values, so that they come back from BSON as they went in.
 */
export function hashOf(
  row: Omit<JournalRow, 'hash' | 'unpublished' | 'key' | 'fingerprint' | 'reply'>,
): string {
  const facts = [
    row.previousHash,
    row._id,
    row.stream,
    row.kind,
    row.version,
    row.sequence,
    row.previousId,
    row.type,
    row.data,
    row.at,
    row.actor,
    row.cause,
    row.traceparent,
  ];
  return hash('sha256', JSON.stringify(facts));
}

/** The indexes that the journal lives by. The partial ones hold only the rows that they are for. */
export const journalIndexes = [
  { key: { stream: 1, version: 1 }, unique: true },
  { key: { stream: 1, version: 1 }, name: 'unpublished', partialFilterExpression: { unpublished: true } },
  { key: { key: 1 }, unique: true, partialFilterExpression: { key: { $type: 'string' } } },
  { key: { kind: 1, at: 1 } },
] as const;
