import type { KeyObject } from 'node:crypto';
import type { Vault } from '@tiltak/service';
import { holdLease, pause, type Store } from '@tiltak/store';
import { type ExistingEndpoint, endpoints } from '../endpoint/endpoint.ts';
import { keysOf } from '../engine/keys.ts';
import { createPoster, type Poster } from '../engine/post.ts';
import { probes } from './probes.ts';
import { requestOf } from './request.ts';
import { type ExistingSelfTest, selfTests } from './selfTest.ts';

export type SelfTestOptions = {
  readonly holder: string;
  readonly vault: Vault;
  readonly signingKeys: readonly KeyObject[];
  readonly allowLoopback: boolean;
  readonly timeoutMs: number;
  readonly onError: (error: unknown) => void;
};

const pollMs = 500;
/** How long a self-test that met a fault of ours waits before it goes on. */
const faultPauseMs = 5000;
/** Self-tests that run side by side; others wait. */
const atOnceMax = 5;

/**
 * Runs the self-tests that were asked for: one process at a time, over connections of its own, beside the delivery
 * engine. Each answer is durable before the next request goes out, so that a restart goes on where it was and repeats
 * one request at the most.
 */
export function runSelfTests(store: Store, options: SelfTestOptions) {
  return holdLease(store, {
    name: 'selfTests',
    holder: options.holder,
    onError: options.onError,
    async work(signal) {
      const poster = createPoster(options);
      const running = new Map<string, Promise<void>>();
      const start = (id: string) =>
        running.set(
          id,
          run(store, id, { ...options, poster, signal })
            .catch((error) => {
              options.onError(error);
              return pause(faultPauseMs, signal);
            })
            .finally(() => running.delete(id)),
        );
      while (!signal.aborted) {
        const wanted = await store
          .states<ExistingSelfTest>(selfTests)
          .find({ 'state.status': 'running' } as object, { projection: { _id: 1 } })
          .limit(atOnceMax)
          .toArray();
        for (const { _id } of wanted) if (!running.has(_id)) start(_id);
        await pause(pollMs, signal);
      }
      await poster.close();
      await Promise.all(running.values());
    },
  });
}

async function run(
  store: Store,
  streamId: string,
  { poster, signal, ...options }: SelfTestOptions & { readonly poster: Poster; readonly signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    const found = await store.states<ExistingSelfTest>(selfTests).findOne({ _id: streamId });
    const probe = probes[found?.state.results.length ?? 0];
    if (found?.state.status !== 'running' || !probe) return;
    const endpoint = await store.states<ExistingEndpoint>(endpoints).findOne({ _id: found.state.endpointId });
    if (!endpoint) return;
    const keys = keysOf(endpoint, options);
    const { endpointId, selfTestId } = found.state;
    const request = requestOf(probe, found.state, { now: store.now(), keys: keys(store.now()) });
    const startedAt = performance.now();
    const { statusCode, error } = await poster.post({ endpointId, url: endpoint.state.url, ...request });
    const durationMs = Math.round(performance.now() - startedAt);
    // Broken off by us: the receiver has nothing to do with it.
    if (signal.aborted) return;
    const result = { probe: probe.name, at: store.now().toISOString(), durationMs, statusCode, error };
    await store.transact(
      async (reads) => {
        const stream = await reads.stream(selfTests, streamId);
        return (stage) => void stage.handle(stream, { type: 'record', selfTestId, result });
      },
      { actor: 'selfTest' },
    );
  }
}
