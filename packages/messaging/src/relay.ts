import { type PublishedEvent, type ServiceName, topicOf } from '@tiltak/contracts';
import { holdLease, type JournalRow, pause, type Store } from '@tiltak/store';
import type { Kafka, Producer } from 'kafkajs';
import { toMessage } from './cloudEvent.ts';
import { type OutgoingMessage, openProducer } from './port.ts';

/** Rows that one send holds at the most. */
const batchSize = 1000;
/** Bytes that one send holds at the most, if it is more than one row: the broker takes batches of up to a MiB. */
const sendBytesMax = 900 * 1024;
/** What key, headers and framing add to a message: three ids of at most 200 characters, names and times. */
const overheadBytesMax = 1200;
/** How long rows of another process's commit, or of one that a crash cut off, can lie unseen. */
const pollMs = 250;

/**
 * The event that a journal row is outside of its service. A pure function of the row: the same bytes at every attempt,
 * so that a second sending can't differ from the first.
 */
export function publicationOf(
  service: ServiceName,
  store: Pick<Store, 'publish'>,
  row: JournalRow,
): PublishedEvent {
  const published = store.publish(row);
  if (!published || row.sequence === null)
    throw new Error(`the row ${row._id} (${row.type}) is not for publishing`);
  return {
    specversion: '1.0',
    id: row._id,
    type: published.type as PublishedEvent['type'],
    source: `/tiltak/${service}`,
    subject: row.stream,
    time: row.at,
    sequence: String(row.sequence),
    datacontenttype: 'application/json',
    ...(row.traceparent !== null && { traceparent: row.traceparent }),
    data: { ...published.data, sequence: row.sequence, previousId: row.previousId },
  };
}

/**
 * Sends the journal's unpublished rows to the service's topic, each stream's in its order. The rows are found by their
 * flag (never by "id greater than last", which skips late commits), and the flag falls only after the broker's word:
 * a crash in between sends again, and consumers know a repetition by its sequence. One process at a time sends; were
 * there two for a moment, there would be repetitions, and no gap. Woken by the commits of this process; for all else
 * polling is the truth.
 */
export async function runRelay(
  store: Store,
  options: {
    readonly kafka: Kafka;
    readonly service: ServiceName;
    readonly namespace: string;
    readonly holder: string;
    readonly onError: (error: unknown) => void;
  },
) {
  const topic = topicOf(options.service, options.namespace);
  let wake = new AbortController();
  const stopListening = store.onCommit(() => wake.abort());

  /**
   * Sends what there is, from the first stream to the last, but for what the pass before has sent. Returns the ids of
   * all that it saw, and how many of those are new.
   */
  async function pass(
    producer: Producer,
    signal: AbortSignal,
    lately: ReadonlySet<string>,
  ): Promise<{ seen: Set<string>; sent: number }> {
    const seen = new Set<string>();
    let sent = 0;
    let after: Place | undefined;
    while (!signal.aborted) {
      const rows = await unpublishedAfter(store, after);
      const batch = fitting(rows, options.service, store);
      const last = batch.at(-1)?.row;
      if (!last) break;
      const fresh = batch.filter(({ row }) => !lately.has(row._id));
      if (fresh.length > 0)
        await producer.send({ topic, acks: -1, messages: fresh.map(({ message }) => message) });
      const ids = batch.map(({ row }) => row._id);
      // Not durable on purpose: a lost flag only means another sending.
      await store.journal.updateMany(
        { _id: { $in: ids } },
        { $unset: { unpublished: true } },
        { writeConcern: { w: 1, j: false } },
      );
      for (const id of ids) seen.add(id);
      sent += fresh.length;
      after = last;
      if (rows.length < batchSize && batch.length === rows.length) break;
    }
    return { seen, sent };
  }

  const lease = holdLease(store, {
    name: 'relay',
    holder: options.holder,
    onError: options.onError,
    async work(signal) {
      // A producer of its own each time: after an error, kafkajs may give the numbers of what the broker has already
      // to other messages, and the broker then takes those for repetitions and drops them.
      const producer = openProducer(options.kafka);
      const wakeUp = () => wake.abort();
      signal.addEventListener('abort', wakeUp, { once: true });
      try {
        await producer.connect();
        // Only what a majority has is published, and by that view a flag that has just fallen stands for a moment.
        let lately: ReadonlySet<string> = new Set();
        while (!signal.aborted) {
          wake = new AbortController();
          const { seen, sent } = await pass(producer, signal, lately);
          lately = seen;
          if (sent === 0 && !signal.aborted) await pause(pollMs, wake.signal);
        }
      } finally {
        signal.removeEventListener('abort', wakeUp);
        await producer.disconnect().catch(options.onError);
      }
    },
  });

  return {
    async stop(): Promise<void> {
      stopListening();
      await lease.stop();
    },
  };
}

type Place = Pick<JournalRow, 'stream' | 'version'>;

/** The first unpublished rows by stream and version, after a place if there is one; at most {@link batchSize}. */
function unpublishedAfter(store: Pick<Store, 'journal'>, after: Place | undefined): Promise<JournalRow[]> {
  const beyond = after && {
    $or: [{ stream: { $gt: after.stream } }, { stream: after.stream, version: { $gt: after.version } }],
  };
  return store.journal
    .find({ unpublished: true, ...beyond })
    .hint('unpublished')
    .sort({ stream: 1, version: 1 })
    .limit(batchSize)
    .toArray() as Promise<JournalRow[]>;
}

/** The first rows with their messages, as many as fit into one record batch even if all are for one partition. */
function fitting(rows: readonly JournalRow[], service: ServiceName, store: Pick<Store, 'publish'>) {
  const batch: { readonly row: JournalRow; readonly message: OutgoingMessage }[] = [];
  let bytes = 0;
  for (const row of rows) {
    const message = toMessage(publicationOf(service, store, row));
    bytes += Buffer.byteLength(message.value) + overheadBytesMax;
    if (batch.length > 0 && bytes > sendBytesMax) break;
    batch.push({ row, message });
  }
  return batch;
}

/** The age in seconds of the oldest row that is not published yet; 0 when there is none. */
export async function oldestUnpublishedSeconds(store: Pick<Store, 'journal' | 'now'>): Promise<number> {
  const [row] = await store.journal
    .find({ unpublished: true }, { projection: { at: 1 } })
    .hint('unpublished')
    .hint('unpublished')
    .sort({ at: 1 })
    .limit(1)
    .toArray();
  return row ? Math.max(0, (store.now().getTime() - Date.parse(row.at)) / 1000) : 0;
}
