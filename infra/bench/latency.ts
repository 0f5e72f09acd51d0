import { openCaller } from './caller.ts';
import { startFloor } from './child.ts';
import type { Bench, Figure } from './figure.ts';
import { line } from './line.ts';
import { openLoop } from './load.ts';
import type { Stage } from './stage.ts';
import { percentile } from './statistics.ts';

const ratePerSecond = 50;
const full = { warmUpSeconds: 5, seconds: 30 };
const quick = { warmUpSeconds: 2, seconds: 8 };
const connections = 64;
const arriveWithinMs = 30_000;

/**
 * From the moment a `createOrder` was due to its verified webhook, in an open loop of 50 orders a second. Floor: a
 * bare chain of three topics and one POST with the same Kafka settings at the same rate.
 */
export const measureLatency: Figure = async (bench) => {
  const { warmUpSeconds, seconds } = bench.isQuick ? quick : full;
  const stage = await bench.stage();
  await stage.untilCarried(30_000);
  const counts = { warmUp: warmUpSeconds * ratePerSecond, all: (warmUpSeconds + seconds) * ratePerSecond };
  bench.say(`three Kafka hops and a POST (the floor), ${ratePerSecond} a second for ${seconds} s`);
  const floor = summaryOf(await floorLatencies(bench, stage, counts));
  bench.say(`createOrder to its webhook, ${ratePerSecond} a second for ${seconds} s`);
  const { jobIds } = await stage.jobs(counts.all);
  const figure = summaryOf(await orderLatencies(bench, stage, { ...counts, jobIds }));
  return {
    lines: [
      line({
        what: `createOrder to webhook p50, ${ratePerSecond}/s`,
        value: figure.p50Ms,
        unit: 'ms',
        floor: floor.p50Ms,
        target: { of: 'ratio', atMost: 3 },
      }),
      line({
        what: `createOrder to webhook p99, ${ratePerSecond}/s`,
        value: figure.p99Ms,
        unit: 'ms',
        floor: floor.p99Ms,
        target: { of: 'figure', atMost: 200 },
      }),
      line({
        what: `createOrder to webhook max, ${ratePerSecond}/s`,
        value: figure.maxMs,
        unit: 'ms',
        floor: floor.maxMs,
      }),
    ],
    notes: [
      'for comparison: a naive chain of four transactions, three hops and a POST in one process took p50 18 ms and p99 92 ms at this rate on such a machine',
    ],
    details: { ratePerSecond, seconds, warmUpSeconds, figure, floor },
  };
};

function summaryOf(latenciesMs: readonly number[]) {
  return {
    count: latenciesMs.length,
    p50Ms: percentile(latenciesMs, 0.5),
    p90Ms: percentile(latenciesMs, 0.9),
    p99Ms: percentile(latenciesMs, 0.99),
    maxMs: percentile(latenciesMs, 1),
  };
}

type Counts = { readonly warmUp: number; readonly all: number };

async function orderLatencies(
  { signal }: Bench,
  stage: Stage,
  { warmUp, all, jobIds }: Counts & { readonly jobIds: readonly string[] },
): Promise<number[]> {
  const caller = openCaller({ origin: stage.maintenanceUrl, connections, token: stage.token });
  const under: Promise<number>[] = [];
  const carried = async (jobId: string, dueMs: number) => {
    const { orderId } = await caller.ask<{ orderId: string }>('/orders', stage.order(jobId));
    return (await stage.sink.arrivalOf(orderId, arriveWithinMs)) - dueMs;
  };
  try {
    await openLoop({
      ratePerSecond,
      count: all,
      signal,
      send(index, dueMs) {
        const one = carried(jobIds[index] ?? '', dueMs);
        one.catch(() => {}); // `Promise.all` looks at it, later.
        under.push(one);
      },
    });
    return (await Promise.all(under)).slice(warmUp);
  } finally {
    await caller.close();
  }
}

/** The child sends on its own schedule and tells when each was due; the sink tells when it came. */
async function floorLatencies(
  { system, signal }: Bench,
  { sink }: Stage,
  { warmUp, all }: Counts,
): Promise<number[]> {
  const floor = startFloor('chainFloor', {
    brokers: system.world.run.kafka.split(','),
    url: sink.floorUrl,
    ratePerSecond,
    count: all,
    hops: 3,
  });
  const end = () => void floor.stop();
  signal.addEventListener('abort', end, { once: true });
  try {
    const { ids } = await floor.answer<{ readonly ids: readonly string[] }>();
    const arrivals = Promise.all(
      ids.map((id) => sink.arrivalOf(id, (all / ratePerSecond) * 1000 + arriveWithinMs)),
    );
    arrivals.catch(() => {});
    floor.tell({ begin: true });
    const { dueMs } = await floor.answer<{ readonly dueMs: readonly number[] }>();
    return (await arrivals).map((atMs, index) => atMs - (dueMs[index] ?? Number.NaN)).slice(warmUp);
  } finally {
    signal.removeEventListener('abort', end);
    await floor.stop();
  }
}
