import type { KeyObject } from 'node:crypto';
import type { Vault } from '@tiltak/service';
import { type Change, holdLease, type JournalRow, pause, type Store } from '@tiltak/store';
import { gauge } from '@tiltak/telemetry';
import { deliveries } from '../delivery/deliveries.ts';
import type { ExistingDelivery } from '../delivery/delivery.ts';
import { expireResponses } from '../delivery/responses.ts';
import type { RetryPolicy } from '../delivery/schedule.ts';
import { type ExistingEndpoint, endpoints } from '../endpoint/endpoint.ts';
import { createFailures } from '../endpoint/failing.ts';
import { closedUntil } from '../endpoint/window.ts';
import { type Message, messagesCollection } from '../feed/message.ts';
import { createAlarm } from './alarm.ts';
import { attempt, isTold, measure, outcomeOf } from './attempt.ts';
import { createFresh } from './fresh.ts';
import { createLoader, type Job, loadMax, type Supersession } from './load.ts';
import { createPoster } from './post.ts';
import { bounds, createQueues, type Queues } from './queues.ts';
import { createRecorder } from './record.ts';
import { runReplays } from './replay.ts';
import { settleEndpoint } from './settle.ts';
import { supersede } from './supersede.ts';
import { type Seen, sweepMs, sweepNowAndThen } from './sweep.ts';
import { createTurns, type Turns } from './turns.ts';

export type EngineOptions = {
  readonly holder: string;
  readonly vault: Vault;
  /** For `v1a` signatures, to the endpoints that ask for them. */
  readonly signingKeys: readonly KeyObject[];
  readonly allowLoopback: boolean;
  readonly timeoutMs: number;
  readonly retry: RetryPolicy;
  readonly onError: (error: unknown) => void;
  /** From 0 to 1. */
  readonly random?: () => number;
};

/** How long the queues sleep when nothing wakes them: also how exactly retries come. */
const idleMs = 50;
/** After these what is loaded for an endpoint is out of date. */
const changing = new Set(['EndpointChanged', 'EndpointDisabled', 'EndpointEnabled', 'SecretRotated']);
/** How long a stop waits for requests under way before it breaks them off. */
const drainMs = 5000;

/**
 * The delivery engine: one process at a time runs it, the one with the lease. It is told of new deliveries by the
 * commits of its own process, and finds those of others, of a predecessor that died, and of the time before by
 * sweeping the database. A delivery is recorded before the next of its queue starts, so that a kill at any point
 * leads to a repetition of the same event at worst, never to a gap or a change of order.
 */
export function runEngine(store: Store, options: EngineOptions) {
  let held: Queues | undefined;
  gauge('webhook_queues', 'Queues (endpoint and order) in which something is to be delivered', [], (it) =>
    it.set(held?.size ?? 0),
  );
  gauge('webhook_in_flight', 'Requests to endpoints under way', [], (it) => it.set(held?.inFlight ?? 0));

  return holdLease(store, {
    name: 'engine',
    holder: options.holder,
    onError: options.onError,
    async work(signal) {
      held = createQueues();
      await hold(store, options, held, signal);
      held = undefined;
    },
  });
}

async function hold(
  store: Store,
  options: EngineOptions,
  queues: Queues,
  signal: AbortSignal,
): Promise<void> {
  const { onError, random = Math.random } = options;
  const poster = createPoster(options);
  const fresh = createFresh();
  const loader = createLoader(store, { ...options, fresh });
  const loaded = new Map<string, Turns<Job>>();
  /** Endpoints as they were last looked at, by their versions. */
  const versions = new Map<string, Seen>();
  let unloads = 0;
  const running = new Set<Promise<void>>();
  const broken = new AbortController();
  const recorder = createRecorder(store, {
    ...{ signal: broken.signal, onError },
    forSeconds: options.retry.forSeconds,
  });
  let recording = 0;
  const alarm = createAlarm();
  const failures = createFailures(store);

  function hint(queue: string, isUrgent?: boolean): void {
    queues.hint(queue, isUrgent);
    alarm.ring();
  }

  /** Starts what is loaded and may be started. */
  function pump(endpointId: string): void {
    const jobs = loaded.get(endpointId);
    const now = store.now().getTime();
    for (
      let job = jobs?.next();
      job && !signal.aborted && recording < bounds.recordingMax;
      job = jobs?.next()
    ) {
      const dueAt = closedUntil(job.windows, { now, urgent: job.urgent });
      if (dueAt !== undefined) queues.settle(job.queue, { dueAt }, true);
      else if (!queues.start(job.queue, now)) break;
      jobs?.take();
      if (dueAt === undefined) begin(job);
    }
    if (jobs?.next() === undefined) loaded.delete(endpointId);
  }

  function begin(job: Job): void {
    const one = run(job).finally(() => running.delete(one));
    running.add(one);
  }

  async function run(job: Job): Promise<void> {
    const startedAt = performance.now();
    const answer = await attempt(job, poster.post, store.now);
    const durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
    const at = store.now();
    const outcome = outcomeOf(job, answer, { at, retry: options.retry, random: random() });
    measure(job, outcome, { at, durationMs });
    queues.finish(job.queue, {
      delivered: outcome.delivered,
      ...(isTold(answer) && !outcome.delivered && outcome.nextAttemptAt !== null && !isOutdated(job)
        ? { restUntil: Date.parse(outcome.nextAttemptAt) }
        : {}),
    });
    pump(job.endpointId);
    if (queues.isShort(job.endpointId)) alarm.ring();
    recording += 1;
    const { deliveryId, delivery, endpointId, eventId } = job;
    const { delivered } = outcome;
    const standing = failures.standing(endpointId, { delivered, at: at.toISOString() });
    const recorded = await recorder.record({
      ...{ deliveryId, delivery, endpointId, eventId, attempt: job.attempt },
      ...{ at, durationMs, outcome, standing, response: answer.response },
      isWaitedFor: job.more && queues.isIdle(endpointId),
    });
    recording -= 1;
    if (!recorded) return;
    if (outcome.delivered || outcome.nextAttemptAt === null)
      queues.settle(job.queue, job.more ? 'again' : 'empty', false);
    else if (isOutdated(job)) queues.settle(job.queue, 'again', false);
    else queues.settle(job.queue, { dueAt: Date.parse(outcome.nextAttemptAt) }, false);
    alarm.ring();
  }

  /** Loads the heads of what is ready. Returns how many there were. */
  async function feed(): Promise<number> {
    queues.tick(store.now().getTime());
    const taken = queues.take(loadMax, store.now().getTime());
    if (taken.length === 0) return 0;
    try {
      const before = unloads;
      for (const one of await loader.load(taken)) {
        // An endpoint that changed while it was read may not be what the answer is about.
        if ('next' in one) queues.settle(one.queue, unloads === before ? one.next : 'again', true);
        else if ('superseded' in one) coalesce(one.queue, one.superseded);
        else add(one);
      }
    } catch (error) {
      for (const { key } of taken) queues.giveBack(key);
      throw error;
    }
    return taken.length;
  }

  function add(job: Job): void {
    queues.limit(job.endpointId, job.limits);
    const jobs = loaded.get(job.endpointId) ?? createTurns<Job>();
    jobs.add(job);
    loaded.set(job.endpointId, jobs);
  }

  /** The queue is looked at again once it is noted what of it is superseded. */
  function coalesce(queue: string, superseded: readonly Supersession[]): void {
    const noting = supersede(store, superseded)
      .then(() => queues.settle(queue, 'again', true))
      .catch((error) => {
        onError(error);
        queues.settle(queue, { dueAt: store.now().getTime() + sweepMs }, true);
      })
      .finally(() => {
        running.delete(noting);
        alarm.ring();
      });
    running.add(noting);
  }

  /** What is loaded for an endpoint is to be looked at anew, because the endpoint has changed. */
  function unload(endpointId: string, { version, movedAt }: Seen): void {
    const before = versions.get(endpointId)?.movedAt;
    const moved = movedAt !== undefined && movedAt !== before;
    versions.set(endpointId, { version, movedAt: movedAt ?? before });
    unloads += 1;
    loader.forget(endpointId);
    for (const { queue } of loaded.get(endpointId)?.all() ?? []) queues.giveBack(queue);
    loaded.delete(endpointId);
    queues.reconsider(endpointId, { moved });
  }

  /** Its endpoint has changed since it was loaded. */
  const isOutdated = ({ endpointId, endpointVersion }: Job): boolean =>
    (versions.get(endpointId)?.version ?? 0) > endpointVersion;

  const settle = (endpointId: string) => settleEndpoint(store, endpointId, signal, hint).catch(onError);

  function onCommit(rows: readonly JournalRow[], changes: readonly Change[]): void {
    for (const row of rows) {
      if (row.kind !== endpoints.kind) continue;
      const { movedAt } = row.data as Pick<ExistingEndpoint, 'movedAt'>;
      if (changing.has(row.type)) unload(row.stream, { version: row.version, movedAt });
      if (row.type === 'EndpointEnabled' || row.type === 'EndpointDisabled') void settle(row.stream);
      if (row.type === 'ReplayRequested') void runReplays(store, signal).catch(onError);
    }
    for (const { collection, id, next } of changes) {
      if (next === undefined) continue;
      if (collection === messagesCollection.name) fresh.add(id, next.value as Message);
      if (collection !== deliveries.kind) continue;
      const { status, attempts, queue, urgent } = next.state as ExistingDelivery;
      if (status === 'pending' && attempts === 0) hint(queue, urgent);
    }
  }

  await failures.refresh().catch(onError);
  const stopListening = store.onCommit(onCommit);
  const sweeping = expireResponses(store)
    .catch(onError)
    .then(() =>
      sweepNowAndThen(store, {
        ...{ signal, onError, hint, settle },
        refresh: failures.refresh,
        isKnown: queues.has,
        /** The endpoint as another process left it. */
        onEndpoint(endpointId, seen) {
          if (seen.version > (versions.get(endpointId)?.version ?? 0)) unload(endpointId, seen);
        },
      }),
    );
  while (!signal.aborted) {
    const fed = await feed().catch(async (error) => {
      onError(error);
      await pause(sweepMs, signal);
      return 0;
    });
    for (const endpointId of [...loaded.keys()]) pump(endpointId);
    if (fed === 0) await alarm.sleep(idleMs);
  }
  stopListening();
  const drained = new AbortController();
  const draining = Promise.allSettled(running).then(() => drained.abort());
  await Promise.race([draining, pause(drainMs, drained.signal)]);
  broken.abort();
  await poster.close();
  await Promise.allSettled([sweeping, ...running]);
}
