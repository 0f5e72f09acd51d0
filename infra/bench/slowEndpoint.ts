import { randomUUID } from 'node:crypto';
import { eventually } from '../demo/world.ts';
import { orderEvent } from './contractorEvents.ts';
import { type ContractorSide, openContractorSide } from './contractorSide.ts';
import type { Bench, Figure } from './figure.ts';
import { line } from './line.ts';
import { type Paced, sendPaced } from './paced.ts';

const [slowOne, others] = ['contractor-1', 'contractor-2'];
const slowMs = 4000;
const waiting = [200, 3000];
const ratePerSecond = 50;
const full = { warmUpSeconds: 2, seconds: 15 };
const quick = { warmUpSeconds: 1, seconds: 5 };
const arriveWithinMs = 60_000;

/**
 * How long others' events take beside an endpoint that answers so many requests after four seconds each. Floor: the
 * same without the slow one.
 */
export const measureSlowEndpoint: Figure = async (bench) => {
  const floor = await besideSlow(bench, 0);
  const figures: Paced[] = [];
  for (const count of waiting) figures.push(await besideSlow(bench, count));
  return {
    lines: figures.map((figure, index) =>
      line({
        what: `others' p99 beside ${waiting[index]} requests answered after ${slowMs / 1000} s`,
        ...{ value: figure.p99Ms, unit: 'ms', floor: floor.p99Ms },
        target: { of: 'figure', atMost: 50 },
      }),
    ),
    notes: [],
    details: { waiting, ratePerSecond, figures, floor },
  };
};

async function besideSlow(bench: Bench, count: number): Promise<Paced> {
  const { warmUpSeconds, seconds } = bench.isQuick ? quick : full;
  const side = await openContractorSide(bench.system);
  try {
    await side.start();
    const { origin } = side.sink;
    await side.as(slowOne!).createEndpoint({ body: { url: `${origin}/slow/${slowMs}`, eventTypes: [] } });
    await side.as(others!).createEndpoint({ body: { url: `${origin}/hook`, eventTypes: [] } });
    if (count > 0) await makeWait(side, count);
    bench.say(`events to others beside ${count} slow ones, ${ratePerSecond} a second for ${seconds} s`);
    const paced = await sendPaced(side, {
      ...{ to: others!, ratePerSecond, arriveWithinMs, signal: bench.signal },
      count: (warmUpSeconds + seconds) * ratePerSecond,
      warmUp: warmUpSeconds * ratePerSecond,
    });
    if (paced.lost > 0) throw new Error(`${paced.lost} events to others did not arrive`);
    return paced;
  } finally {
    await side.end();
  }
}

/** Until all wait in the store, and as many are under way as the endpoint gets. */
async function makeWait({ topic, sink, firmOf, db }: ContractorSide, count: number): Promise<void> {
  const to = { run: randomUUID().slice(0, 8), organisationNumber: firmOf(slowOne!) };
  await topic.sendAll(Array.from({ length: count }, (_, order) => orderEvent(to, order, 1)));
  await eventually(
    `${count} deliveries to the slow endpoint`,
    async () => (await db.collection('deliveries').estimatedDocumentCount()) >= count,
    arriveWithinMs,
  );
  await eventually(
    'the slow endpoint at work',
    async () => (await sink.counts()).underMax > 0,
    arriveWithinMs,
  );
}
