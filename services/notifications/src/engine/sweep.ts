import { pause, type Store } from '@tiltak/store';
import { deliveries } from '../delivery/deliveries.ts';
import type { OpenDelivery } from '../delivery/delivery.ts';
import { type ExistingEndpoint, endpoints } from '../endpoint/endpoint.ts';
import { runReplays } from './replay.ts';

/** How often the database is looked at for what this process was not told of; less often when that takes long. */
export const sweepMs = 1000;
const sweepShare = 20;
/** How far back a sweep looks for endpoints that were switched by another process. */
const sweepOverlapMs = 10_000;

/** An endpoint as it was last looked at; `movedAt`: since when it has the URL that it has, if it ever had another. */
export type Seen = { readonly version: number; readonly movedAt: string | undefined };

/** What a sweep finds, and for whom. */
export type Sweeping = {
  readonly signal: AbortSignal;
  readonly onError: (error: unknown) => void;
  /** Looks anew at which endpoints are failing. */
  readonly refresh: () => Promise<unknown>;
  readonly onEndpoint: (endpointId: string, seen: Seen) => void;
  /** Parks or releases what is open of an endpoint that was switched. */
  readonly settle: (endpointId: string) => Promise<unknown>;
  readonly isKnown: (queue: string) => boolean;
  /** Something is to be delivered in a queue that is not known. */
  readonly hint: (queue: string, isUrgent?: boolean) => void;
};

/** Looks at the database for what other processes, a predecessor or the time before have left, until it is stopped. */
export async function sweepNowAndThen(store: Store, sweeping: Sweeping): Promise<void> {
  const { onError, signal } = sweeping;
  for (let since = new Date(0); !signal.aborted; ) {
    const from = performance.now();
    const next = new Date(store.now().getTime() - sweepOverlapMs);
    try {
      await sweep(store, since, sweeping);
      since = next;
    } catch (error) {
      onError(error);
    }
    await pause(Math.max(sweepMs, (performance.now() - from) * sweepShare), signal);
  }
}

async function sweep(store: Store, since: Date, sweeping: Sweeping): Promise<void> {
  const { hint, isKnown, onEndpoint, refresh, settle, signal } = sweeping;
  await refresh();
  const changed = await store
    .states(endpoints)
    .find({ updatedAt: { $gte: since.toISOString() } } as object, {
      projection: { version: 1, 'state.movedAt': 1 },
    })
    .toArray();
  for (const { _id, version, state } of changed) {
    const { movedAt } = state as ExistingEndpoint;
    onEndpoint(_id, { version, movedAt });
    await settle(_id);
  }
  await runReplays(store, signal);
  const open = store
    .states<OpenDelivery>(deliveries)
    .find({ 'state.queue': { $gt: '' }, 'state.status': { $in: ['pending', 'failed'] } } as object, {
      projection: { 'state.queue': 1, 'state.urgent': 1 },
    })
    .sort({ 'state.queue': 1 });
  let last: string | undefined;
  for await (const { state } of open) {
    if (signal.aborted) return;
    if (state.queue !== last && !isKnown(state.queue)) hint(state.queue, state.urgent);
    last = state.queue;
  }
}
