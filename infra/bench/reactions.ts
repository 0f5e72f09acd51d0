import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type PublishedEvent, topicOf } from '@tiltak/contracts';
import { connectBroker, ensureTopics, openProducer, toMessage } from '@tiltak/messaging';
import { startFloor } from './child.ts';
import type { Bench, Figure } from './figure.ts';
import { line } from './line.ts';
import { nowMs } from './load.ts';
import { type LoneProjects, prepareProjects } from './loneProjects.ts';
import { perSecond } from './statistics.ts';
import { limitOf, measureUsage } from './usage.ts';

const full = { events: 30_000, rounds: 2 };
const quick = { events: 5_000, rounds: 1 };
const sendSize = 2_000;
const amountOre = 100_00;
const appliedWithinMs = 120_000;
const pollMs = 20;

/**
 * Reactions applied a second: reservations of so many orders against one hot frame, by a projects process of its own
 * that finds their events on its topic, from the first to the last applied. Floor: a bare consumer of the same topic
 * that stores each batch with one `bulkWrite`. They take turns, and the best turn of each counts.
 */
export const measureReactions: Figure = async (bench) => {
  const { events, rounds } = bench.isQuick ? quick : full;
  const floors: number[] = [];
  const figures: Awaited<ReturnType<typeof applyAll>>[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    bench.say(`reactions, round ${round} of ${rounds}: producing ${events} events`);
    const projects = await prepareProjects(bench.system, `bench${randomUUID().slice(0, 8)}`);
    try {
      const { frameId, measureId } = await projects.decideFrameAndMeasure();
      const topic = topicOf('maintenance', projects.namespace);
      await produce(bench, { topic, measureId, events });
      bench.say(`reactions, round ${round} of ${rounds}: the floor`);
      floors.push(await storeAll(bench, { topic, events }));
      bench.say(`reactions, round ${round} of ${rounds}: the figure`);
      figures.push(await applyAll(bench, projects, { frameId, events }));
    } finally {
      await projects.end();
    }
  }
  const best = figures.toSorted((a, b) => b.rate - a.rate)[0]!;
  return {
    lines: [
      line({
        what: 'reservations against one frame applied',
        value: best.rate,
        unit: '/s',
        floor: Math.max(...floors),
        target: { of: 'ratio', atLeast: 0.5 },
      }),
    ],
    notes: [`reactions are limited by ${best.limit}`],
    details: { events, floors, figures },
  };
};

/** The submitted events of so many orders, as maintenance would have published them. */
async function produce(
  { system, signal }: Bench,
  {
    topic,
    measureId,
    events,
  }: { readonly topic: string; readonly measureId: string; readonly events: number },
): Promise<void> {
  const kafka = connectBroker({ brokers: system.world.run.kafka.split(','), clientId: 'bench' });
  await ensureTopics(kafka, [topic]);
  const producer = openProducer(kafka);
  await producer.connect();
  try {
    for (let sent = 0; sent < events; sent += sendSize) {
      signal.throwIfAborted();
      const count = Math.min(sendSize, events - sent);
      const messages = Array.from({ length: count }, () => toMessage(submitted(randomUUID(), measureId)));
      await producer.send({ topic, acks: -1, messages });
    }
  } finally {
    await producer.disconnect();
  }
}

function submitted(orderId: string, measureId: string): PublishedEvent {
  return {
    specversion: '1.0',
    id: randomUUID(),
    type: 'no.tiltak.maintenance.order.submitted.v1',
    source: '/tiltak/maintenance',
    subject: orderId,
    time: new Date().toISOString(),
    sequence: '1',
    datacontenttype: 'application/json',
    traceparent: `00-${randomUUID().replaceAll('-', '')}-${randomUUID().replaceAll('-', '').slice(16)}-01`,
    data: {
      sequence: 1,
      previousId: null,
      orderId,
      request: 1,
      jobIds: [randomUUID()],
      measureId,
      frameworkAgreementId: randomUUID(),
      amountOre,
      dueOn: new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10),
      urgent: false,
      plannedPersonHours: 8,
    },
  };
}

async function storeAll(
  { system, signal }: Bench,
  { topic, events }: { readonly topic: string; readonly events: number },
): Promise<number> {
  const { kafka, mongo } = system.world.run;
  const task = { brokers: kafka.split(','), mongoUri: mongo, database: 'bench_reaction_floor', topic };
  const floor = startFloor('reactionFloor', { ...task, count: events });
  const end = () => void floor.stop();
  signal.addEventListener('abort', end, { once: true });
  try {
    const { elapsedMs } = await floor.answer<{ readonly elapsedMs: number }>();
    return perSecond(events, elapsedMs);
  } finally {
    signal.removeEventListener('abort', end);
    await floor.stop();
  }
}

/**
 * Starts projects on the events and looks at the frame until all are reserved. The clock starts at the first look that
 * sees some, and counts what comes after it: start-up and joining the group are no part of the rate.
 */
async function applyAll(
  { system, signal }: Bench,
  projects: LoneProjects,
  { frameId, events }: { readonly frameId: string; readonly events: number },
) {
  await projects.start();
  const deadline = nowMs() + appliedWithinMs;
  const reserved = async () => Math.round((await projects.reservedOre(frameId)) / amountOre);
  let first = 0;
  while (first === 0) {
    if (nowMs() > deadline) throw new Error(`no event was applied within ${appliedWithinMs / 1000} s`);
    await delay(pollMs, undefined, { signal });
    first = await reserved();
  }
  const from = nowMs();
  const used = measureUsage(() => [...system.processes(), projects.process()], system.dataDir);
  let seen = first;
  while (seen < events) {
    if (nowMs() > deadline)
      throw new Error(`${seen} of ${events} events were applied within ${appliedWithinMs / 1000} s`);
    await delay(pollMs, undefined, { signal });
    seen = await reserved();
  }
  const elapsedMs = nowMs() - from;
  const usage = used();
  if (seen !== events) throw new Error(`${seen} reservations stand in the frame, not ${events}`);
  return { rate: perSecond(events - first, elapsedMs), first, elapsedMs, limit: limitOf(usage), usage };
}
