import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../local/cache.ts';
import { measureAccepted } from './accepted.ts';
import { measureCarried } from './carried.ts';
import { measureDeliveries } from './deliveries.ts';
import { measureDeliveryKill } from './deliveryKill.ts';
import { measureDeliveryLatency } from './deliveryLatency.ts';
import type { Bench, Figure } from './figure.ts';
import { measureFullStore } from './fullStore.ts';
import { measureLatency } from './latency.ts';
import type { Measured } from './line.ts';
import { measureMemory } from './memory.ts';
import { measureNotices } from './notices.ts';
import { measureReactions } from './reactions.ts';
import { measureReceiptLatency } from './receiptLatency.ts';
import { measureSealedBids } from './sealedBids.ts';
import { measureSlowEndpoint } from './slowEndpoint.ts';
import { openStage, type Stage } from './stage.ts';
import { measuredStart } from './startUp.ts';
import { type BenchSystem, freePorts, startSystem } from './system.ts';

/**
 * In the order in which they are measured: what a quiet system needs comes first, and the one that leaves most work
 * behind comes last but for the memory, which is that after the load, and the one that fills stores.
 */
const figures = {
  reactions: measureReactions,
  deliveries: measureDeliveries,
  deliveryLatency: measureDeliveryLatency,
  slowEndpoint: measureSlowEndpoint,
  deliveryKill: measureDeliveryKill,
  receiptLatency: measureReceiptLatency,
  latency: measureLatency,
  carried: measureCarried,
  accepted: measureAccepted,
  sealedBids: measureSealedBids,
  memory: measureMemory,
  fullStore: measureFullStore,
  notices: measureNotices,
} as const satisfies Record<string, Figure>;

export type FigureName = keyof typeof figures | 'start';
export const figureNames = ['start', ...Object.keys(figures)] as readonly FigureName[];

type Outcome = {
  readonly figures: readonly (Measured & { readonly name: FigureName })[];
  /** What could not be measured, and why. */
  readonly problems: readonly { readonly name: FigureName; readonly problem: string }[];
};

/**
 * Starts a system, measures what was asked for, and stops everything, however it goes. One figure that can't be
 * measured doesn't keep the others from it. Throws when the system can't be started, or when `signal` is aborted.
 */
export async function measureFigures(options: {
  readonly only: readonly FigureName[];
  readonly isQuick: boolean;
  readonly dataDir: string;
  readonly signal: AbortSignal;
  readonly say: (what: string) => void;
}): Promise<Outcome> {
  const { only, dataDir, signal, say } = options;
  const done: (Measured & { readonly name: FigureName })[] = [];
  const problems: { readonly name: FigureName; readonly problem: string }[] = [];
  let system: BenchSystem | undefined;
  let stage: Promise<Stage> | undefined;
  try {
    const started = await start(options);
    system = started.system;
    if (started.measured) done.push({ name: 'start', ...started.measured });
    const bench: Bench = {
      ...options,
      system,
      stage: () => {
        stage ??= openStage(started.system);
        return stage;
      },
    };
    for (const [name, measure] of Object.entries(figures) as [keyof typeof figures, Figure][]) {
      signal.throwIfAborted();
      if (!only.includes(name)) continue;
      say(name);
      try {
        done.push({ name, ...(await withinReach(signal, measure(bench))) });
      } catch (error) {
        signal.throwIfAborted();
        problems.push({
          name,
          problem: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
        say(`${name} could not be measured: ${error instanceof Error ? error.message : error}`);
      }
    }
    const restarts = system
      .output()
      .split('\n')
      .filter((text) => /starting it again|is up again/.test(text));
    for (const restart of restarts) problems.push({ name: 'memory', problem: `something ended: ${restart}` });
    if (problems.length > 0) say(`the logs are kept in ${keepLogs(dataDir)}`);
    return { figures: done, problems };
  } finally {
    say('stopping the system');
    await system?.stop();
    await stage?.then((opened) => opened.close()).catch(() => {});
  }
}

/** On empty data, and where the time to ready is asked for, a second time on what the first start left. */
async function start({ only, dataDir, signal, say }: Parameters<typeof measureFigures>[0]): Promise<{
  readonly system: BenchSystem;
  readonly measured?: Measured;
}> {
  const ports = await freePorts();
  say('starting a system on empty data');
  const first = await startSystem({ dataDir, ports, signal });
  if (!only.includes('start')) return { system: first };
  await first.stop();
  say('starting it again on the data that are there');
  const again = await startSystem({ dataDir, ports, signal });
  try {
    const times = { firstMs: first.readyMs, againMs: again.readyMs };
    return { system: again, measured: await measuredStart(times) };
  } catch (error) {
    await again.stop();
    throw error;
  }
}

/** Gives up as soon as the benchmark is to end; what is then still under way fails by itself with the system. */
function withinReach<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

function keepLogs(dataDir: string): string {
  const kept = join(repositoryRoot, '.data', 'bench-logs');
  mkdirSync(kept, { recursive: true });
  const logs = join(dataDir, 'logs');
  if (existsSync(logs)) cpSync(logs, kept, { recursive: true });
  return kept;
}
