import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { PublishedEvent } from '@tiltak/contracts';
import { eventIdOf, orderEvent } from './contractorEvents.ts';
import type { ContractorSide } from './contractorSide.ts';
import { nowMs, openLoop } from './load.ts';
import { percentile } from './statistics.ts';

/** Events of an order that follow each other, as they do when an offer is accepted at once. */
const eventsPerOrder = 3;
const pollMs = 50;

/** How long events were on their way, and what did not arrive as it should. */
export type Paced = {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly count: number;
  readonly lost: number;
  readonly disordered: number;
  readonly repeated: number;
};

/**
 * Sends events to a contractor in an open loop, each when it is due as a relay would send it after its commit, and
 * waits until all have come, at the longest `arriveWithinMs` after the last. The times are from when each was due to
 * when it came first; the first ones (`warmUp`) don't count. What the sink has noted before is forgotten.
 */
export async function sendPaced(
  side: Pick<ContractorSide, 'topic' | 'sink' | 'firmOf'>,
  options: {
    readonly to: string;
    readonly ratePerSecond: number;
    readonly count: number;
    readonly warmUp?: number;
    readonly arriveWithinMs: number;
    readonly signal: AbortSignal;
  },
): Promise<Paced> {
  const { ratePerSecond, count, warmUp = 0, arriveWithinMs, signal } = options;
  const to = { run: randomUUID().slice(0, 8), organisationNumber: side.firmOf(options.to) };
  const placeOf = (index: number) =>
    [Math.floor(index / eventsPerOrder), (index % eventsPerOrder) + 1] as const;
  const dueMs: number[] = [];
  const outgoing = relayTo(side.topic);
  await side.sink.forget();
  await openLoop({
    ...{ ratePerSecond, count, signal },
    send(index, due) {
      dueMs.push(due);
      outgoing.add(orderEvent(to, ...placeOf(index)));
    },
  });
  await outgoing.sent();
  const deadline = nowMs() + arriveWithinMs;
  while ((await side.sink.counts()).distinct < count && nowMs() < deadline)
    await delay(pollMs, undefined, { signal });
  const arrivals = await side.sink.arrivals();
  const { disordered, repeated } = await side.sink.counts();
  const latencies = dueMs.flatMap((due, index) => {
    const at = arrivals.get(eventIdOf(to.run, ...placeOf(index)));
    return at === undefined ? [] : [at - due];
  });
  const counted = latencies.slice(warmUp);
  return {
    ...{ p50Ms: percentile(counted, 0.5), p99Ms: percentile(counted, 0.99), maxMs: percentile(counted, 1) },
    ...{ count: counted.length, lost: count - latencies.length, disordered, repeated },
  };
}

/** Sends as the relay does: one send under way, and all that comes meanwhile in the next. */
function relayTo(topic: ContractorSide['topic']) {
  const waiting: PublishedEvent[] = [];
  let sending: Promise<void> | undefined;
  const send = async () => {
    while (waiting.length > 0) await topic.send(waiting.splice(0));
    sending = undefined;
  };
  return {
    add(event: PublishedEvent): void {
      waiting.push(event);
      sending ??= send();
      sending.catch(() => {}); // `sent` tells.
    },
    sent: () => sending,
  };
}
