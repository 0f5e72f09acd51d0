import type { Aggregate } from './aggregate.ts';
import { merkleRoot } from './history.ts';
import { holdLease, pause } from './lease.ts';
import type { Store } from './store.ts';

type Checkpointed = {
  readonly type: 'JournalCheckpointed';
  readonly data: { readonly until: string; readonly root: string; readonly streams: number };
};
type Checkpoints = { readonly last: Checkpointed['data'] | null };

/** The stream of the journal's checkpoints: there is one a service. */
export const checkpoints: Aggregate<Checkpointed['data'], Checkpointed, Checkpoints> = {
  kind: 'checkpoints',
  initial: { last: null },
  decide: (command, { last }) =>
    command.root === last?.root ? [] : [{ type: 'JournalCheckpointed', data: command }],
  evolve: (_, event) => ({ last: event.data }),
};
export const checkpointStream = 'journal';

/** A commit under way when the root is taken has its time within this: the checkpoint looks only at what is older. */
const settleMs = 60_000;

/**
 * Takes one checkpoint: the Merkle root over all streams as they were a minute ago. Nothing is recorded if that is what
 * the last one says. The clocks of a service's processes must be within that minute of each other.
 */
export async function takeCheckpoint(store: Store): Promise<Checkpointed['data']> {
  const until = new Date(store.now().getTime() - settleMs).toISOString();
  const data = { until, ...(await merkleRoot(store, until)) };
  return store.transact(
    async (reads) => {
      const stream = await reads.stream(checkpoints, checkpointStream);
      return (stage) => {
        stage.handle(stream, data);
        return data;
      };
    },
    { actor: 'timer:checkpoint' },
  );
}

/** Takes a checkpoint every `intervalMs`. */
export function runCheckpoints(
  store: Store,
  options: {
    readonly holder: string;
    readonly intervalMs: number;
    readonly onError: (error: unknown) => void;
  },
) {
  return holdLease(store, {
    name: 'checkpoints',
    holder: options.holder,
    onError: options.onError,
    async work(signal) {
      while (!signal.aborted) {
        await pause(options.intervalMs, signal);
        if (!signal.aborted) await takeCheckpoint(store);
      }
    },
  });
}
