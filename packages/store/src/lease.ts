import type { Collection, Collections } from './collections.ts';

type LeaseRow = { _id: string; holder: string; until: Date; fence: number };

/** How long a lease outlives its last renewal: what a killed holder's successor waits at the most. */
export const leaseMs = 3000;
const renewMs = 1000;
/** How often it is looked whether a lease is over: one's own, or another's. */
const watchMs = 250;

/**
 * Runs `work` in at most one process at a time, as far as clocks allow: whoever holds the lease of this name. When
 * the lease is lost, or on `stop`, the signal aborts and `work` must return. Times are the database's, so that the
 * processes' own clocks don't matter. Work under a lease must be right even if two hold it for a moment.
 */
export function holdLease(
  { leases }: Pick<Collections, 'leases'>,
  options: {
    readonly name: string;
    readonly holder: string;
    readonly work: (signal: AbortSignal, fence: number) => Promise<void>;
    readonly onError: (error: unknown) => void;
  },
) {
  const rows = leases as unknown as Collection<LeaseRow>;
  const { name, holder, work, onError } = options;
  const stopping = new AbortController();

  /** The fence when the lease is ours now, undefined when another holds it. One atomic step. */
  async function claim(): Promise<number | undefined> {
    const ours = {
      $or: [{ $eq: ['$holder', holder] }, { $lt: [{ $ifNull: ['$until', new Date(0)] }, '$$NOW'] }],
    };
    const row = await rows.findOneAndUpdate(
      { _id: name },
      [
        {
          $set: {
            fence: {
              $cond: [
                { $and: [ours, { $ne: ['$holder', holder] }] },
                { $add: [{ $ifNull: ['$fence', 0] }, 1] },
                '$fence',
              ],
            },
            until: { $cond: [ours, { $add: ['$$NOW', leaseMs] }, '$until'] },
            holder: { $cond: [ours, holder, '$holder'] },
          },
        },
      ],
      // Not durable on purpose: a lost claim only means two holders for a moment.
      { upsert: true, returnDocument: 'after', writeConcern: { w: 1, j: false } },
    );
    return row?.holder === holder ? row.fence : undefined;
  }

  /** Works until the signal aborts, while the lease is renewed; `asked` is when it was asked for. */
  async function hold(fence: number, asked: number): Promise<void> {
    const lost = new AbortController();
    const done = new AbortController();
    let heldUntil = asked + leaseMs;
    // By our own clock, so that it ends in time too when the database doesn't answer.
    const watch = setInterval(() => {
      if (performance.now() > heldUntil) lost.abort();
    }, watchMs);
    const renewal = (async () => {
      for (;;) {
        await pause(renewMs, done.signal);
        if (done.signal.aborted || lost.signal.aborted) return;
        const from = performance.now();
        try {
          if ((await claim()) !== fence) return lost.abort();
          heldUntil = from + leaseMs;
        } catch (error) {
          onError(error);
        }
      }
    })();
    try {
      await work(AbortSignal.any([lost.signal, stopping.signal]), fence);
    } finally {
      clearInterval(watch);
      done.abort();
      await renewal; // A claim still under way would take back what is given back.
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const asked = performance.now();
        const fence = await claim();
        if (fence !== undefined) await hold(fence, asked);
      } catch (error) {
        onError(error);
      }
      await pause(watchMs, stopping.signal);
    }
  }

  const running = run();
  return {
    /** Ends the work and gives the lease back, so that another may have it at once. */
    async stop(): Promise<void> {
      stopping.abort();
      await running;
      await rows.updateOne({ _id: name, holder }, { $set: { until: new Date(0) } }).catch(onError);
    },
  };
}

/** Resolves after `ms`, or as soon as the signal aborts. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
  });
}
