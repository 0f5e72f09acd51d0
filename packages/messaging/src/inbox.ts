import type { PublishedEvent } from '@tiltak/contracts';
import { Rejection } from '@tiltak/decider';
import { isAway, type Stage, type Store } from '@tiltak/store';
import { withSpan } from '@tiltak/telemetry';
import type { Reaction, Reactions } from './reaction.ts';

/** An event came whose predecessor in its stream has not been applied. */
export class Gap extends Error {
  override readonly name = 'Gap';
}

/** The highest sequence of a producer's stream that has been applied here. */
export type Watermark = { readonly sequence: number };

/** The key of a stream as consumers know it: its producer and its subject. */
export const streamOf = (event: Pick<PublishedEvent, 'source' | 'subject'>): string =>
  `${event.source}/${event.subject}`;

/** What goes with an event into its transaction. */
export type Beside = {
  /** Sequences right before the event's, of events that only move the watermark. */
  readonly passed?: readonly number[];
  /** Ids of parked messages that are thereby done. */
  readonly parked?: readonly string[];
  /** Its stream has passed it by: it is applied if it is still parked, whatever has come after it. */
  readonly isAlone?: boolean;
  /** Nobody waits for it, as for a reaction that is patient by itself. */
  readonly isPatient?: boolean;
};

/** Where a watermark stands once the sequences right after it are passed by. */
export function afterPassed(watermark: number, passed: readonly number[]): number {
  let applied = watermark;
  for (const one of passed) if (one === applied + 1) applied = one;
  return applied;
}

/**
 * Applies an event exactly once: its effects and the step of its stream's watermark from n-1 to n are one transaction.
 * A repetition does nothing; an event too early throws a {@link Gap}. A reaction's Rejection is a business rule's no:
 * it is told to `onRejected` once the watermark has moved on, because a repetition would be refused again.
 */
export async function apply(
  store: Store,
  reactions: Reactions,
  event: PublishedEvent,
  onRejected?: (rejection: Rejection, event: PublishedEvent) => void,
  { passed = [], parked = [], isAlone = false, isPatient = false }: Beside = {},
): Promise<void> {
  const reaction = reactions[event.type];
  const sequence = Number(event.sequence);
  const isFirst = passed.length === sequence - 1;
  const refusal = await withSpan(
    `apply ${event.type}`,
    { kind: 'consumer', ...(event.traceparent !== undefined && { parent: event.traceparent }) },
    () =>
      store.transact(
        async (reads) => {
          const [mark, step, ...letters] = await Promise.all([
            reads.doc<Watermark>('watermarks', streamOf(event), isFirst ? 'new' : undefined),
            stepOf(reaction, event, reads),
            ...parked.map((id) => reads.doc('parked', id)),
          ]);
          return (stage) => {
            const isParked = letters.some(({ value }) => value !== undefined);
            for (const letter of letters) stage.put(letter, undefined);
            const applied = afterPassed(mark.value?.sequence ?? 0, passed);
            if (isAlone ? !isParked : sequence <= applied) return undefined;
            if (sequence > applied + 1)
              throw new Gap(`expected ${applied + 1} of ${streamOf(event)}, got ${sequence}`);
            if (!isAlone) stage.put(mark, { sequence });
            try {
              stage.attempt(() => step(stage));
              return undefined;
            } catch (error) {
              if (error instanceof Rejection) return error;
              throw error;
            }
          };
        },
        {
          actor: `event:${event.type}`,
          cause: event.id,
          isPatient: isPatient || reaction?.isPatient === true,
        },
      ),
  );
  if (refusal) onRejected?.(refusal, event);
}

/** The reaction's second step. What its first step throws waits for it: a repetition is none of the reaction's concern. */
async function stepOf(
  reaction: Reaction | undefined,
  event: PublishedEvent,
  reads: Parameters<ReturnType<Reaction>>[0],
): Promise<(stage: Stage) => void> {
  try {
    return (await reaction?.(event)(reads)) ?? (() => {});
  } catch (error) {
    if (isAway(error)) throw error;
    return () => {
      throw error;
    };
  }
}
