import { Rejection } from '@tiltak/decider';
import type { TimerRow } from './batch.ts';
import { holdLease, pause } from './lease.ts';
import type { Store, Work } from './store.ts';

/** A timer that is due: its kind, and what was put into it. */
export type DueTimer = { readonly id: string; readonly kind: string; readonly payload: object };

/** What a due timer leads to. It must look at the state: a person may have been faster. */
export type TimerHandler = (timer: DueTimer) => Work<void>;

/** How often the due ones are looked for. */
const pollMs = 500;
/** Timers that are handled in one look. */
const batchSize = 200;
/** How long a timer whose handler failed waits before it is tried again. */
const retryMs = 5000;

/** The timer's work, if it is still there and has not been moved meanwhile. Answers with the Rejection that ended it. */
function takeAnd(work: Work<void>, row: TimerRow): Work<Rejection | undefined> {
  return async (reads) => {
    const [seen, step] = await Promise.all([
      reads.timer(row._id),
      work(reads).catch((error: unknown) => refuse(error)),
    ]);
    return (stage) => {
      if (seen.dueAt?.getTime() !== row.dueAt.getTime()) return undefined;
      stage.unschedule(row._id);
      try {
        stage.attempt(() => step(stage));
        return undefined;
      } catch (error) {
        if (error instanceof Rejection) return error;
        throw error;
      }
    };
  };
}

/** A Rejection while reading is one as good as while deciding; any other error is a fault, to be tried again. */
function refuse(error: unknown): () => never {
  if (!(error instanceof Rejection)) throw error;
  return () => {
    throw error;
  };
}

/**
 * Runs the durable timers of a service: each is taken away in the very transaction that does what it is for, so that
 * a crash at any point leads to exactly one effect. One process at a time looks; two at once would still be right. A
 * handler that fails is tried again; a Rejection ends the timer, because a rule's no stays a no, and is told to `onError`.
 */
export function runTimers(
  store: Store,
  options: {
    readonly holder: string;
    readonly handlers: Readonly<Record<string, TimerHandler>>;
    readonly onError: (error: unknown, timer?: DueTimer) => void;
  },
) {
  async function fire(row: TimerRow): Promise<void> {
    const timer = { id: row._id, kind: row.kind, payload: row.payload };
    try {
      const handler = options.handlers[row.kind];
      if (!handler) throw new Error(`no handler for timers of the kind ${row.kind}`);
      const refusal = await store.transact(takeAnd(handler(timer), row), { actor: `timer:${row.kind}` });
      if (refusal) options.onError(refusal, timer);
    } catch (error) {
      options.onError(error, timer);
      await store.timers.updateOne(
        { _id: row._id, dueAt: row.dueAt },
        { $set: { dueAt: new Date(store.now().getTime() + retryMs) } },
      );
    }
  }

  return holdLease(store, {
    name: 'timers',
    holder: options.holder,
    onError: options.onError,
    async work(signal) {
      while (!signal.aborted) {
        const due = await store.timers
          .find({ dueAt: { $lte: store.now() } })
          .sort({ dueAt: 1 })
          .limit(batchSize)
          .toArray();
        await Promise.all(due.map(fire));
        if (due.length < batchSize) await pause(pollMs, signal);
      }
    },
  });
}
