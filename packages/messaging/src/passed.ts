import type { PublishedEvent } from '@tiltak/contracts';
import { streamOf } from './inbox.ts';
import type { Letter } from './parking.ts';

/** An event that leads to nothing here but a step of its stream's watermark, which waits for company. */
export type Passed = { readonly letter: Letter; readonly event: PublishedEvent; readonly bytes: number };

export const sequenceOf = ({ event }: Passed): number => Number(event.sequence);

/** The events that were passed by and whose watermarks have not moved yet, by their stream and in its order. */
export function createPassed() {
  const streams = new Map<string, Passed[]>();
  let size = 0;
  let bytes = 0;

  return {
    /** How many there are. */
    get size() {
      return size;
    },
    /** How much data they hold. */
    get bytes() {
      return bytes;
    },
    add(one: Passed): void {
      const stream = streamOf(one.event);
      size += 1;
      bytes += one.bytes;
      const waiting = streams.get(stream);
      if (waiting) waiting.push(one);
      else streams.set(stream, [one]);
    },
    /** Those of the event's stream that come before it. */
    before: (event: PublishedEvent): readonly Passed[] =>
      (streams.get(streamOf(event)) ?? []).filter((one) => sequenceOf(one) < Number(event.sequence)),
    all: (): readonly Passed[] => [...streams.values()].flat(),
    /** Their watermarks have moved. */
    forget(done: readonly Passed[]): void {
      for (const one of done) {
        const stream = streamOf(one.event);
        const waiting = streams.get(stream) ?? [];
        const left = waiting.filter((other) => other !== one);
        if (left.length === waiting.length) continue;
        size -= 1;
        bytes -= one.bytes;
        if (left.length > 0) streams.set(stream, left);
        else streams.delete(stream);
      }
    },
  };
}
