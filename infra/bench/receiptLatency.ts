import { setTimeout as delay } from 'node:timers/promises';
import { openCaller } from './caller.ts';
import type { Bench, Figure } from './figure.ts';
import { line } from './line.ts';
import { nowMs, openLoop } from './load.ts';
import type { Stage } from './stage.ts';
import { percentile } from './statistics.ts';

/** So few that nothing waits for anything else: what is measured is the way, not the load. */
const ratePerSecond = 5;
const full = { warmUp: 10, count: 210 };
const quick = { warmUp: 5, count: 55 };
/** How often the order is looked at; a figure is at most so much too high. */
const pollMs = 10;
const withinMs = 30_000;
const targetMs = 1000;

/**
 * From the contractor's system having received an offer to `getOrder` showing that it did: the receipt goes from
 * notifications by its topic to maintenance, where an officer reads it.
 */
export const measureReceiptLatency: Figure = async (bench) => {
  const { warmUp, count } = bench.isQuick ? quick : full;
  const stage = await bench.stage();
  await stage.untilCarried(withinMs);
  const { jobIds } = await stage.jobs(count);
  bench.say(`webhook received to its receipt in getOrder, ${count} orders, ${ratePerSecond} a second`);
  const latencies = (await receiptLatencies(bench, stage, jobIds)).slice(warmUp);
  const [p50Ms, p99Ms] = [percentile(latencies, 0.5), percentile(latencies, 0.99)];
  const target = { of: 'figure', atMost: targetMs } as const;
  return {
    lines: [
      line({ what: 'webhook received to its receipt in getOrder p50', value: p50Ms, unit: 'ms', target }),
      line({ what: 'webhook received to its receipt in getOrder p99', value: p99Ms, unit: 'ms', target }),
    ],
    notes: [],
    details: {
      ratePerSecond,
      pollMs,
      count: latencies.length,
      p50Ms,
      p99Ms,
      maxMs: percentile(latencies, 1),
    },
  };
};

async function receiptLatencies(
  { system, signal }: Bench,
  stage: Stage,
  jobIds: readonly string[],
): Promise<number[]> {
  const caller = openCaller({ origin: stage.maintenanceUrl, connections: 16, token: stage.token });
  const { maintenance } = system.world.as('property.officer');
  const under: Promise<number>[] = [];
  const receiptOf = async (jobId: string) => {
    const { orderId } = await caller.ask<{ orderId: string }>('/orders', stage.order(jobId));
    const receivedMs = await stage.sink.arrivalOf(orderId, withinMs);
    while (nowMs() - receivedMs < withinMs) {
      signal.throwIfAborted();
      const { body } = await maintenance.getOrder({ params: { orderId } });
      if (body.deliveries.some(({ status }) => status === 'delivered')) return nowMs() - receivedMs;
      await delay(pollMs, undefined, { signal });
    }
    throw new Error(`${orderId} has no receipt after ${withinMs / 1000} s`);
  };
  try {
    await openLoop({
      ...{ ratePerSecond, count: jobIds.length, signal },
      send(index) {
        const one = receiptOf(jobIds[index] ?? '');
        one.catch(() => {}); // `Promise.all` looks at it, later.
        under.push(one);
      },
    });
    return await Promise.all(under);
  } finally {
    await caller.close();
  }
}
