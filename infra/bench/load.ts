import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds on a clock that all processes of this machine share and that never goes back. */
export const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/** What a closed loop brought within its measured interval. */
export type LoopResult<Seen> = {
  readonly done: number;
  readonly elapsedMs: number;
  readonly latenciesMs: readonly number[];
  readonly seen: Seen;
};

/**
 * A closed loop: `width` workers, each of which takes its next step when its last one is done, until the time is up or
 * a step says `false` (there is nothing left). What ends within the warm-up isn't counted. `watch` is called when the
 * measured interval begins, and what it returns when that ends. Throws what a step throws.
 */
export async function closedLoop<Seen>(options: {
  readonly width: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
  readonly signal: AbortSignal;
  readonly step: () => Promise<boolean>;
  readonly watch: () => () => Seen;
}): Promise<LoopResult<Seen>> {
  const from = nowMs() + options.warmUpMs;
  const until = from + options.durationMs;
  const latenciesMs: number[] = [];
  let emptyAt = Number.POSITIVE_INFINITY;
  const worker = async () => {
    while (nowMs() < until) {
      options.signal.throwIfAborted();
      const startedAt = nowMs();
      if (!(await options.step())) {
        emptyAt = Math.min(emptyAt, nowMs());
        return;
      }
      const endedAt = nowMs();
      if (endedAt >= from && endedAt < until) latenciesMs.push(endedAt - startedAt);
    }
  };
  const watching = watchBetween(options);
  watching.catch(() => {}); // Awaited below, unless a step has failed before.
  await Promise.all(Array.from({ length: options.width }, worker));
  return {
    done: latenciesMs.length,
    elapsedMs: Math.min(until, emptyAt) - from,
    latenciesMs,
    seen: await watching,
  };
}

async function watchBetween<Seen>(options: {
  readonly warmUpMs: number;
  readonly durationMs: number;
  readonly watch: () => () => Seen;
}): Promise<Seen> {
  await delay(options.warmUpMs);
  const end = options.watch();
  await delay(options.durationMs);
  return end();
}

/**
 * An open loop: calls `send` at a fixed rate whether or not earlier ones are answered, as the world does, with the
 * moment that each was due. A sender that is late still gets the moment that was promised, so that its own delay counts.
 */
export async function openLoop(options: {
  readonly ratePerSecond: number;
  readonly count: number;
  readonly signal: AbortSignal;
  readonly send: (index: number, dueMs: number) => void;
}): Promise<void> {
  const stepMs = 1000 / options.ratePerSecond;
  const firstMs = nowMs() + stepMs;
  for (let index = 0; index < options.count; index += 1) {
    const dueMs = firstMs + index * stepMs;
    const waitMs = dueMs - nowMs();
    if (waitMs > 0) await delay(Math.ceil(waitMs), undefined, { signal: options.signal });
    options.send(index, dueMs);
  }
}
