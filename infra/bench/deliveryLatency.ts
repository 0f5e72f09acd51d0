import { startFloor } from './child.ts';
import { openContractorSide } from './contractorSide.ts';
import type { Bench, Figure } from './figure.ts';
import { line } from './line.ts';
import { sendPaced } from './paced.ts';
import { openSink } from './sink.ts';
import { percentile } from './statistics.ts';

const ratePerSecond = 100;
const full = { warmUpSeconds: 5, seconds: 30 };
const quick = { warmUpSeconds: 2, seconds: 8 };
const arriveWithinMs = 30_000;

/**
 * From an event being handed to the broker, as the relay does with its commit, to the contractor's system, at 100 a
 * second. Floor: one Kafka hop and a POST, nothing stored, with the same client and settings at the same rate.
 */
export const measureDeliveryLatency: Figure = async (bench) => {
  const { warmUpSeconds, seconds } = bench.isQuick ? quick : full;
  const counts = { warmUp: warmUpSeconds * ratePerSecond, count: (warmUpSeconds + seconds) * ratePerSecond };
  bench.say(`one Kafka hop and a POST (the floor), ${ratePerSecond} a second for ${seconds} s`);
  const floor = await floorOf(bench, counts);
  const side = await openContractorSide(bench.system);
  try {
    await side.start();
    const url = `${side.sink.origin}/hook`;
    await side.as('contractor-1').createEndpoint({ body: { url, eventTypes: [] } });
    bench.say(`an event to its webhook, ${ratePerSecond} a second for ${seconds} s`);
    const pace = { to: 'contractor-1', ratePerSecond, ...counts, arriveWithinMs };
    const figure = await sendPaced(side, { ...pace, signal: bench.signal });
    if (figure.lost > 0) throw new Error(`${figure.lost} of ${counts.count} events did not arrive`);
    return {
      lines: [
        line({
          what: `event committed to received p50, ${ratePerSecond}/s`,
          ...{ value: figure.p50Ms, unit: 'ms', floor: floor.p50Ms },
          target: { of: 'figure', atMost: 15 },
        }),
        line({
          what: `event committed to received p99, ${ratePerSecond}/s`,
          ...{ value: figure.p99Ms, unit: 'ms', floor: floor.p99Ms },
          target: { of: 'figure', atMost: 60 },
        }),
        line({
          what: `out of order per order id, of ${counts.count}`,
          ...{ value: figure.disordered, unit: '' },
          target: { of: 'figure', atMost: 0 },
        }),
      ],
      notes: [],
      details: { ratePerSecond, seconds, warmUpSeconds, figure, floor },
    };
  } finally {
    await side.end();
  }
};

async function floorOf(
  { system, signal }: Bench,
  { warmUp, count }: { readonly warmUp: number; readonly count: number },
) {
  const sink = await openSink();
  const floor = startFloor('chainFloor', {
    ...{ brokers: system.world.run.kafka.split(','), url: sink.floorUrl, ratePerSecond, count, hops: 1 },
  });
  const end = () => void floor.stop();
  signal.addEventListener('abort', end, { once: true });
  try {
    const { ids } = await floor.answer<{ readonly ids: readonly string[] }>();
    const limitMs = (count / ratePerSecond) * 1000 + arriveWithinMs;
    const arrivals = Promise.all(ids.map((id) => sink.arrivalOf(id, limitMs)));
    arrivals.catch(() => {});
    floor.tell({ begin: true });
    const { dueMs } = await floor.answer<{ readonly dueMs: readonly number[] }>();
    const latencies = (await arrivals).map((at, index) => at - (dueMs[index] ?? Number.NaN)).slice(warmUp);
    return { p50Ms: percentile(latencies, 0.5), p99Ms: percentile(latencies, 0.99) };
  } finally {
    signal.removeEventListener('abort', end);
    await floor.stop();
    await sink.close();
  }
}
