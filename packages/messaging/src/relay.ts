import { type PublishedEvent, type ServiceName, topicOf } from '@tiltak/contracts';
import { holdLease, type JournalRow, pause, type Store } from '@tiltak/store';
import type { Kafka, Producer } from 'kafkajs';
import { toMessage } from './cloudEvent.ts';
import { type OutgoingMessage, openProducer } from './port.ts';
import { createSent } from './sent.ts';

/** Rows that one send holds at the most. */
const batchSize = 1000;
/** Bytes that one send holds at the most, if it is more than one row: the broker takes batches of up to a MiB. */
const sendBytesMax = 900 * 1024;
/** What key, headers and framing add to a message: three ids of at most 200 characters, names and times. */
const overheadBytesMax = 1200;
/** How long rows of another process's commit, or of one that a crash cut off, can lie unseen. */
const pollMs = 500;
/** How long a flag may stand when the row has been sent: what a crash in that time leaves is sent again. */
const lowerMs = 200;
/** Rows of this process that may wait in memory while the broker is slow; beyond it they are read when it is not. */
const freshMax = 5000;

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
 * Sends the journal's unpublished rows to the service's topic, each stream's in its order. Unpublished are those with
 * the flag (never "id greater than last", which skips late commits), and the flag falls only after the broker's word:
 * a crash in between sends again, and consumers know a repetition by its sequence. One process at a time sends; were
 * there two for a moment, there would be repetitions, and no gap.
 *
 * Rows of this process's own commits are sent as they are committed, where all before them in their stream has been
 * sent; for all else, what other processes left among it, the database is looked through now and then.
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
  const { service, onError } = options;
  const topic = topicOf(service, options.namespace);
  let wake = new AbortController();
  /** Committed by this process and not looked at yet; undefined while another process sends, or when it is too much. */
  let fresh: JournalRow[] | undefined;
  const stopListening = store.onCommit((rows) => {
    if (fresh && fresh.length > freshMax) fresh = undefined;
    for (const row of rows) if (row.unpublished) fresh?.push(row);
    wake.abort();
  });

  /** Sends until it has to stop or something fails. */
  async function relay(producer: Producer, signal: AbortSignal): Promise<void> {
    const sent = createSent();
    const flags = lowerFlags(store, onError);
    /** As many of the rows, all next in their streams, as fit into one send; the rest remains in the array. */
    async function send(rows: JournalRow[]): Promise<void> {
      const batch = fitting(rows, service, store);
      await producer.send({ topic, acks: -1, messages: batch.map(({ message }) => message) });
      for (const { row } of batch) {
        sent.add(row);
        flags.lower(row._id);
      }
      rows.splice(0, batch.length);
    }

    /** From the first stream to the last. */
    async function lookThrough(): Promise<void> {
      let after: Place | undefined;
      do {
        const rows = await unpublishedAfter(store, after);
        after = rows.length < batchSize ? undefined : rows.at(-1);
        // What has been sent may have kept its flag: by a crash, or because a majority does not see it fall at once.
        for (const row of rows) if (sent.has(row)) flags.lower(row._id);
        const due = rows.filter((row) => !sent.has(row));
        while (due.length > 0 && !signal.aborted) await send(due);
      } while (after && !signal.aborted);
    }

    try {
      for (let lookAt = 0; !signal.aborted; ) {
        wake = new AbortController();
        const due = fresh?.filter((row) => !sent.has(row));
        const isKnown = due && nextInTurn(due, sent);
        fresh = [];
        if (!isKnown || performance.now() >= lookAt) {
          await lookThrough();
          lookAt = performance.now() + pollMs;
        } else if (due.length > 0) {
          while (due.length > 0 && !signal.aborted) await send(due);
        } else {
          await pause(lookAt - performance.now(), wake.signal);
        }
      }
    } finally {
      fresh = undefined;
      await flags.stop();
    }
  }

  const lease = holdLease(store, {
    name: 'relay',
    holder: options.holder,
    onError,
    async work(signal) {
      // A producer of its own each time: after an error, kafkajs may give the numbers of what the broker has already
      // to other messages, and the broker then takes those for repetitions and drops them.
      const producer = openProducer(options.kafka);
      const wakeUp = () => wake.abort();
      signal.addEventListener('abort', wakeUp, { once: true });
      try {
        await producer.connect();
        await relay(producer, signal);
      } finally {
        signal.removeEventListener('abort', wakeUp);
        await producer.disconnect().catch(onError);
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

/** Whether each row follows what has been sent of its stream, or another of the rows. */
function nextInTurn(rows: readonly JournalRow[], sent: ReturnType<typeof createSent>): boolean {
  const before = new Map<string, number>();
  return rows.every((row) => {
    const last = before.get(row.stream);
    before.set(row.stream, row.sequence ?? 0);
    return last === undefined ? sent.isNext(row) : row.sequence === last + 1;
  });
}

/** Lowers the flags of rows that were sent, many at a time and while the next ones are sent. */
function lowerFlags({ journal }: Pick<Store, 'journal'>, onError: (error: unknown) => void) {
  let due: string[] = [];
  let lowering: Promise<unknown> = Promise.resolve();

  function flush(): void {
    const ids = due;
    due = [];
    if (ids.length === 0) return;
    // Not durable on purpose, and not tried again: a flag that stands is found when the database is looked through.
    lowering = Promise.all([
      lowering,
      journal.updateMany(
        { _id: { $in: ids } },
        { $unset: { unpublished: true } },
        { writeConcern: { w: 1, j: false } },
      ),
    ]).catch(onError);
  }
  const timer = setInterval(flush, lowerMs);

  return {
    lower(id: string): void {
      due.push(id);
      if (due.length >= batchSize) flush();
    },
    async stop(): Promise<void> {
      clearInterval(timer);
      flush();
      await lowering;
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
