import { afterAll, beforeAll } from '@jest/globals';
import { assemble, type Cast } from '../demo/cast.ts';
import type { Steps } from '../demo/steps.ts';
import { startSystem, type TestSystem } from './system.ts';
import { openTraceCollector } from './traceCollector.ts';

/** A test is told by its own name; a step that fails throws. */
export const quiet: Steps = (_what, step) => step();

let collector: Awaited<ReturnType<typeof openTraceCollector>>;
let system: TestSystem;
let cast: Cast;

beforeAll(async () => {
  collector = await openTraceCollector();
  system = await startSystem({ ...collector.environment, RETRY_SECONDS: '0.2,0.5,1,2,5' });
  cast = await assemble(system.world, quiet);
}, 120_000);

afterAll(async () => {
  await cast?.close();
  await system?.stop();
  await collector?.close();
}, 90_000);

/**
 * The one system of all plays: to start one takes longer than most of them do. A play is a module that declares its
 * tests; `plays.e2e.test.ts` imports them in their order.
 */
export const scene = {
  system: (): TestSystem => system,
  world: () => system.world,
  cast: (): Cast => cast,
  spans: () => collector.spans,
};
