import type { JournalRow } from '@tiltak/store';

type Placed = Pick<JournalRow, 'stream' | 'sequence'>;

/** Streams that are remembered at the most; of one that is forgotten the database is asked. */
const streamsMax = 20_000;

/** How far each stream has been sent by this relay. Forgets the streams that were longest without an event. */
export function createSent() {
  const last = new Map<string, number>();

  return {
    has: ({ stream, sequence }: Placed): boolean => (sequence ?? 0) <= (last.get(stream) ?? 0),
    /** Whether everything before it in its stream has been sent, as far as is known here. */
    isNext: ({ stream, sequence }: Placed): boolean => sequence === (last.get(stream) ?? 0) + 1,
    add({ stream, sequence }: Placed): void {
      last.delete(stream);
      last.set(stream, sequence ?? 0);
      if (last.size > streamsMax) for (const oldest of last.keys()) return void last.delete(oldest);
    },
  };
}
