import { openCaller } from './caller.ts';
import type { Bench, Figure } from './figure.ts';
import { line } from './line.ts';
import { closedLoop } from './load.ts';
import { carry, type Stage } from './stage.ts';
import { kneeOf, percentile, perSecond } from './statistics.ts';
import { cpuPer, limitOf, measureUsage } from './usage.ts';

/** Orders under way that are tried, and for how long each. */
const widths = [16, 32, 64, 128];
const tryMs = 5_000;
const full = { warmUpMs: 5_000, durationMs: 60_000 };
const quick = { warmUpMs: 2_000, durationMs: 10_000 };
const quickWidth = 64;
/** Whatever the machine, no more jobs than this are prepared. */
const jobsMax = 40_000;
/** How much faster than the tried steps the long one may turn out to be. */
const spare = 1.3;

/**
 * Orders carried from `createOrder` through reservation and offer to the contractor's verified webhook, a second,
 * with everything running and so many under way as bring the best rate. No floor: the target is a number, and what
 * ends it is named.
 */
export const measureCarried: Figure = async (bench) => {
  const times = bench.isQuick ? quick : full;
  const stage = await bench.stage();
  await stage.untilCarried(30_000);
  const tried: { readonly width: number; readonly rate: number }[] = [];
  for (const width of bench.isQuick ? [quickWidth] : widths) {
    bench.say(`orders to the webhook: ${width} under way`);
    const { jobIds } = await stage.jobs(jobsFor(tried, tryMs + 1_000));
    const { rate } = await carryAll(bench, stage, { jobIds, width, warmUpMs: 1_000, durationMs: tryMs });
    tried.push({ width, rate });
  }
  const knee = kneeOf(tried) ?? { width: quickWidth };
  bench.say(`orders to the webhook: registering jobs for ${times.durationMs / 1000} s`);
  const { jobIds } = await stage.jobs(jobsFor(tried, times.warmUpMs + times.durationMs));
  bench.say(`orders to the webhook: ${knee.width} under way for ${times.durationMs / 1000} s`);
  const result = await carryAll(bench, stage, { jobIds, width: knee.width, ...times });
  const { repeated, refused } = stage.sink.counts();
  return {
    lines: [
      line({
        what: `orders carried to the verified webhook, ${knee.width} under way`,
        value: result.rate,
        unit: '/s',
        target: { of: 'figure', atLeast: 80 },
      }),
    ],
    notes: [
      `orders to the webhook are limited by ${limitOf(result.usage)}`,
      cpuPer('order', result.usage, result.done),
      `disk: ${Math.round(result.usage.disk * 100)} % busy, ${Math.round(result.usage.flushesPerSecond)} flushes a second of ${result.usage.flushMs.toFixed(2)} ms`,
      `p50 ${Math.round(result.p50Ms)} ms, p99 ${Math.round(result.p99Ms)} ms at that load; webhooks repeated ${repeated}, with a wrong signature ${refused}`,
    ],
    details: { tried, width: knee.width, ...times, ...result, sink: stage.sink.counts() },
  };
};

/** Enough for the time at the best rate that was seen; before the first try, at a rate that is rarely reached. */
function jobsFor(tried: readonly { readonly rate: number }[], durationMs: number): number {
  const rate = tried.length === 0 ? 300 : Math.max(...tried.map((step) => step.rate)) * spare;
  return Math.min(jobsMax, Math.ceil((rate * durationMs) / 1000) + 200);
}

async function carryAll(
  { signal, system }: Bench,
  stage: Stage,
  options: {
    readonly jobIds: string[];
    readonly width: number;
    readonly warmUpMs: number;
    readonly durationMs: number;
  },
) {
  const { jobIds, ...loop } = options;
  const caller = openCaller({ origin: stage.maintenanceUrl, connections: loop.width, token: stage.token });
  const processes = () => [...system.processes(), { name: 'bench', pid: process.pid }];
  try {
    const { done, elapsedMs, latenciesMs, seen } = await closedLoop({
      ...loop,
      signal,
      watch: () => measureUsage(processes, system.dataDir),
      step: async () => {
        const jobId = jobIds.pop();
        if (jobId === undefined) return false;
        await carry(stage, caller, jobId);
        return true;
      },
    });
    return {
      rate: perSecond(done, elapsedMs),
      p50Ms: percentile(latenciesMs, 0.5),
      p99Ms: percentile(latenciesMs, 0.99),
      done,
      elapsedMs,
      usage: seen,
    };
  } finally {
    await caller.close();
  }
}
