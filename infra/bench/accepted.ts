import { eventually } from '../demo/world.ts';
import { openCaller } from './caller.ts';
import { startFloor } from './child.ts';
import type { Bench, Figure } from './figure.ts';
import { line } from './line.ts';
import { closedLoop, nowMs } from './load.ts';
import type { Named } from './processes.ts';
import type { Stage } from './stage.ts';
import { percentile, perSecond } from './statistics.ts';
import { limitOf, measureUsage } from './usage.ts';

const connections = 32;
const full = { rounds: 2, warmUpMs: 3_000, durationMs: 10_000 };
const quick = { rounds: 1, warmUpMs: 1_000, durationMs: 3_000 };
/** Jobs that are registered first, to learn how many more are needed. */
const sampleJobs = 1_000;
/** Whatever the machine, no more jobs than this are prepared. */
const jobsMax = 50_000;
const recoverWithinMs = 180_000;
const drainWithinMs = 180_000;

/**
 * `createOrder` accepted a second, with authentication, validation and a durable answer, while the other services
 * stand still; each order has a job of its own. Floor: a bare Express handler with one two-document transaction, on
 * the same broker's and database's machine at the same time. They take turns, and the best turn of each counts.
 */
export const measureAccepted: Figure = async (bench) => {
  const { rounds, ...times } = bench.isQuick ? quick : full;
  const stage = await bench.stage();
  const jobIds = await prepareJobs(bench, stage, ((times.warmUpMs + times.durationMs) / 1000) * rounds);
  const floors: Turn[] = [];
  const figures: Turn[] = [];
  const floor = startFloor('acceptFloor', {
    mongoUri: bench.system.world.run.mongo,
    database: 'bench_accept_floor',
    connections,
  });
  const goOn = bench.system.pause({ except: ['maintenance'] });
  try {
    const { url } = await floor.answer<{ readonly url: string }>();
    for (let round = 1; round <= rounds; round += 1) {
      bench.say(`createOrder, round ${round} of ${rounds}: the floor`);
      floors.push(
        await turn(bench, times, {
          origin: url,
          stage,
          nextJob: () => 'any',
          others: [{ name: 'floor', pid: floor.pid }],
        }),
      );
      bench.say(`createOrder, round ${round} of ${rounds}: the figure`);
      // The unfunded measure: the answer is the same, and what follows later is short.
      const orders = { origin: stage.maintenanceUrl, token: stage.token, stage, nextJob: () => jobIds.pop() };
      figures.push(await turn(bench, times, orders));
    }
  } finally {
    await floor.stop();
    goOn();
  }
  const recovery = await recover(bench, stage);
  const best = bestOf(figures);
  return {
    lines: [
      line({
        what: `createOrder accepted, ${connections} connections`,
        value: best.rate,
        unit: '/s',
        floor: bestOf(floors).rate,
        target: { of: 'ratio', atLeast: 0.5 },
      }),
    ],
    notes: [
      `createOrder: p50 ${best.p50Ms.toFixed(1)} ms, p99 ${best.p99Ms.toFixed(1)} ms (floor ${bestOf(floors).p50Ms.toFixed(1)} and ${bestOf(floors).p99Ms.toFixed(1)} ms); limited by ${best.limit}`,
      `after being stopped, the other services were ready in ${(recovery.readyMs / 1000).toFixed(1)} s and had worked off what waited in ${(recovery.drainedMs / 1000).toFixed(1)} s`,
    ],
    details: { connections, ...times, floors, figures, recovery },
  };
};

type Turn = Awaited<ReturnType<typeof turn>>;

const bestOf = (turns: readonly Turn[]): Turn => turns.toSorted((a, b) => b.rate - a.rate)[0]!;

async function turn(
  { signal, system }: Bench,
  times: { readonly warmUpMs: number; readonly durationMs: number },
  target: {
    readonly origin: string;
    readonly token?: () => Promise<string>;
    readonly stage: Stage;
    readonly nextJob: () => string | undefined;
    readonly others?: readonly Named[];
  },
) {
  const { stage, nextJob, others = [], ...where } = target;
  const caller = openCaller({ ...where, connections });
  const processes = () => [...system.processes(), ...others, { name: 'bench', pid: process.pid }];
  try {
    const { done, elapsedMs, latenciesMs, seen } = await closedLoop({
      width: connections,
      ...times,
      signal,
      watch: () => measureUsage(processes, system.dataDir),
      step: async () => {
        const jobId = nextJob();
        if (jobId === undefined) return false;
        await caller.ask('/orders', stage.order(jobId, stage.unfundedMeasureId));
        return true;
      },
    });
    return {
      rate: perSecond(done, elapsedMs),
      p50Ms: percentile(latenciesMs, 0.5),
      p99Ms: percentile(latenciesMs, 0.99),
      done,
      elapsedMs,
      limit: limitOf(seen),
      usage: seen,
    };
  } finally {
    await caller.close();
  }
}

/** As many as can be used up in that time: approving a job is less work than ordering it. */
async function prepareJobs({ say }: Bench, stage: Stage, seconds: number): Promise<string[]> {
  say('registering and approving jobs for createOrder');
  const sample = await stage.jobs(sampleJobs);
  const needed = Math.min(jobsMax, Math.ceil(sample.perSecond * 2 * seconds));
  const rest = await stage.jobs(Math.max(0, needed - sampleJobs));
  return [...sample.jobIds, ...rest.jobIds];
}

/** Waits until the services that stood still are ready again, carry orders, and have worked off what waited. */
async function recover({ system, say }: Bench, stage: Stage) {
  say('letting the other services go on, and waiting until they have caught up');
  const from = nowMs();
  for (const [name, { url }] of Object.entries(system.world.run.services))
    await eventually(
      `${name} is ready again`,
      async () => (await fetch(`${url}/health/ready`)).status === 200,
      recoverWithinMs,
    );
  const readyMs = nowMs() - from;
  const { maintenance } = system.world.as('property.officer');
  await eventually(
    'no order is submitted any more',
    async () =>
      (await maintenance.listOrders({ query: { status: 'submitted', limit: 1 } })).body.items.length === 0,
    drainWithinMs,
  );
  const drainedMs = nowMs() - from;
  await stage.untilCarried(recoverWithinMs);
  return { readyMs, drainedMs };
}
