import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { startFloor } from './child.ts';
import { orderEvent } from './contractorEvents.ts';
import { type ContractorSide, openContractorSide } from './contractorSide.ts';
import type { Bench, Figure } from './figure.ts';
import { line } from './line.ts';
import { nowMs } from './load.ts';
import { perSecond } from './statistics.ts';
import { cpuPer, limitOf, measureUsage } from './usage.ts';

const full = { deliveries: 40_000, rounds: 2 };
const quick = { deliveries: 10_000, rounds: 1 };
const eventsPerOrder = 2;
const doneWithinMs = 180_000;
const pollMs = 20;
const contractor = 'contractor-1';

/**
 * Deliveries a second at saturation, each with its receipt on the disk before it counts, to one kept-alive endpoint:
 * those that wait in the store (after a stop, say), and those that come in from Kafka at the same time. Floor: a loop
 * that reads 500, signs and posts them, and writes one `bulkWrite`; to the same sink. They take turns, the best counts.
 */
export const measureDeliveries: Figure = async (bench) => {
  const { deliveries, rounds } = bench.isQuick ? quick : full;
  const side = await openContractorSide(bench.system);
  const floors: Done[] = [];
  const waiting: Done[] = [];
  const coming: Done[] = [];
  const intakes: Done[] = [];
  try {
    await side.start();
    const url = `${side.sink.origin}/hook`;
    await side.as(contractor).createEndpoint({ body: { url, eventTypes: [] } });
    for (let round = 1; round <= rounds; round += 1) {
      bench.say(`deliveries, round ${round} of ${rounds}: the floor`);
      floors.push(await runFloor(bench, side, { url, count: deliveries }));
      bench.say(`deliveries, round ${round} of ${rounds}: taking in ${deliveries}`);
      const holdUp = await holdEngine(side);
      intakes.push(await takeIn(bench, side, deliveries));
      bench.say(`deliveries, round ${round} of ${rounds}: delivering what waits`);
      waiting.push(await deliver(bench, side, { count: deliveries, begin: holdUp.end }));
      bench.say(`deliveries, round ${round} of ${rounds}: taking in and delivering`);
      const send = () => sendAll(side, deliveries);
      coming.push(await deliver(bench, side, { count: deliveries, begin: send }));
    }
  } finally {
    await side.end();
  }
  const [drained, through, intake] = [best(waiting), best(coming), best(intakes)];
  const naive = best(floors);
  const floor = naive.rate;
  return {
    lines: [
      line({
        what: 'deliveries recorded, from the store',
        value: drained.rate,
        unit: '/s',
        floor,
        target: { of: 'ratio', atLeast: 0.5 },
      }),
      line({
        what: 'deliveries recorded, from the store',
        value: drained.rate,
        unit: '/s',
        target: { of: 'figure', atLeast: 4_000 },
      }),
      line({ what: 'deliveries recorded, from Kafka on', value: through.rate, unit: '/s', floor }),
      line({ what: 'events taken in', value: intake.rate, unit: '/s' }),
    ],
    notes: [
      `the floor of the deliveries: ${naive.cpu}`,
      `deliveries from the store: ${drained.cpu}; limited by ${drained.limit}`,
      `deliveries from Kafka on: ${through.cpu}; limited by ${through.limit}`,
      `intake: ${intake.cpu}`,
    ],
    details: { deliveries, floors, waiting, coming, intakes },
  };
};

type Done = Awaited<ReturnType<typeof deliver>>;

const best = (rounds: readonly Done[]): Done => rounds.toSorted((a, b) => b.rate - a.rate)[0]!;

async function runFloor(
  { system, signal }: Bench,
  side: ContractorSide,
  { url, count }: { readonly url: string; readonly count: number },
): Promise<Done> {
  const floor = startFloor('deliveryFloor', {
    ...{ mongoUri: system.world.run.mongo, database: 'bench_delivery_floor', url, count },
  });
  const end = () => void floor.stop();
  signal.addEventListener('abort', end, { once: true });
  try {
    await floor.answer();
    const processes = () => [
      ...system.processes(),
      side.sink.process(),
      { name: 'loop', pid: floor.pid },
      { name: 'bench', pid: process.pid },
    ];
    const used = measureUsage(processes, system.dataDir);
    floor.tell({ begin: true });
    const { elapsedMs } = await floor.answer<{ readonly elapsedMs: number }>();
    return summary(count, elapsedMs, used());
  } finally {
    signal.removeEventListener('abort', end);
    await floor.stop();
  }
}

/** Takes the engine's lease, so that what comes in waits in the store. */
export async function holdEngine({ db }: ContractorSide) {
  const leases = db.collection<{ _id: string; holder: string; until: Date; fence: number }>('leases');
  const mine = { holder: 'bench', until: new Date(Date.now() + 3_600_000) };
  await leases.updateOne({ _id: 'engine' }, { $set: mine, $inc: { fence: 1 } }, { upsert: true });
  // It notices at its next renewal, within a second.
  await delay(1_500);
  return {
    end: async () => void (await leases.updateOne({ _id: 'engine' }, { $set: { until: new Date(0) } })),
  };
}

async function sendAll({ topic, firmOf }: ContractorSide, count: number): Promise<void> {
  const to = { run: randomUUID().slice(0, 8), organisationNumber: firmOf(contractor) };
  await topic.sendAll(
    (function* () {
      // Orders side by side, each in its order.
      for (let sequence = 1; sequence <= eventsPerOrder; sequence += 1)
        for (let order = 0; order < count / eventsPerOrder; order += 1) yield orderEvent(to, order, sequence);
    })(),
  );
}

const deliveriesOf = ({ db }: ContractorSide) => db.collection('deliveries');

/** From the first event taken in to the last. */
export async function takeIn(bench: Bench, side: ContractorSide, count: number): Promise<Done> {
  const before = await deliveriesOf(side).estimatedDocumentCount();
  const used = usageOf(bench, side);
  const from = nowMs();
  const sending = sendAll(side, count);
  sending.catch(() => {}); // Awaited below.
  await until(bench, async () => (await deliveriesOf(side).estimatedDocumentCount()) >= before + count);
  const elapsedMs = nowMs() - from;
  await sending;
  return summary(count, elapsedMs, used());
}

/** From the beginning until nothing is open any more; everything has then arrived, once and in its order. */
async function deliver(
  bench: Bench,
  side: ContractorSide,
  { count, begin }: { readonly count: number; readonly begin: () => Promise<void> },
) {
  await side.sink.forget();
  const used = usageOf(bench, side);
  const from = nowMs();
  await begin();
  await until(bench, async () => (await side.sink.counts()).distinct === count);
  const isOpen = { 'state.queue': { $gt: '' } };
  await until(bench, async () => (await deliveriesOf(side).findOne(isOpen)) === null);
  const elapsedMs = nowMs() - from;
  const usage = used();
  const { disordered, repeated } = await side.sink.counts();
  if (disordered > 0 || repeated > 0)
    throw new Error(`${disordered} came out of their order, and ${repeated} twice`);
  return summary(count, elapsedMs, usage);
}

const usageOf = ({ system }: Bench, side: ContractorSide) =>
  measureUsage(
    () => [...system.processes(), side.process(), side.sink.process(), { name: 'bench', pid: process.pid }],
    system.dataDir,
  );

function summary(count: number, elapsedMs: number, usage: ReturnType<ReturnType<typeof measureUsage>>) {
  return {
    ...{ rate: perSecond(count, elapsedMs), elapsedMs, usage },
    cpu: cpuPer('delivery', usage, count),
    limit: limitOf(usage),
  };
}

async function until({ signal }: Bench, look: () => Promise<boolean>): Promise<void> {
  for (const deadline = nowMs() + doneWithinMs; !(await look()); ) {
    if (nowMs() > deadline) throw new Error(`not done within ${doneWithinMs / 1000} s`);
    await delay(pollMs, undefined, { signal });
  }
}
