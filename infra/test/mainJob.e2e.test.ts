import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { assemble, type Cast } from '../demo/cast.ts';
import { playCompetition } from '../demo/competition.ts';
import { playChange, playEscalation } from '../demo/escalation.ts';
import { playMainJob } from '../demo/mainJob.ts';
import { placeOrder, untilOffered } from '../demo/order.ts';
import { playFramework } from '../demo/procurement/framework.ts';
import { playInnovation } from '../demo/procurement/innovation.ts';
import { playRework } from '../demo/rework.ts';
import type { Steps } from '../demo/steps.ts';
import { playDeclined, playOutage, playTooLarge } from '../demo/unhappy.ts';
import { playWithoutServer } from '../demo/withoutServer.ts';
import { eventually } from '../demo/world.ts';
import { startSystem, type TestSystem } from './system.ts';
import { type ExportedSpan, openTraceCollector } from './traceCollector.ts';

let collector: Awaited<ReturnType<typeof openTraceCollector>>;
let system: TestSystem;
let cast: Cast;
/** The test is told by its own name; a step that fails throws. */
const quiet: Steps = (_what, step) => step();

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

test('a registered job becomes an order, a signed webhook, done work and a paid invoice in the frame', async () => {
  await playMainJob(system.world, cast, quiet);
});

test('an order larger than what is left in its frame is held, and says what is left', async () => {
  await playTooLarge(system.world, cast, quiet);
});

test('a sealed competition ends in a signed framework agreement, on which work is ordered and paid', async () => {
  const frameworkAgreementId = await playFramework(system.world, cast, quiet);
  await playMainJob(system.world, { ...cast, frameworkAgreementId }, quiet);
});

test('of three innovation partners one reaches the goals, and only from it is bought', async () => {
  await playInnovation(system.world, cast, quiet);
});

test('when the first contractor declines, the second by rank gets the offer', async () => {
  await playDeclined(system.world, cast, quiet);
});

test('when nobody answers in time, the offer expires and the second by rank gets it', async () => {
  await playEscalation(system.world, cast, quiet);
});

test('in a mini-competition no price is seen before all have come, and the lowest wins', async () => {
  await playCompetition(system.world, cast, quiet);
});

test('a change that costs more holds when the frame has given the money, and the contractor is told', async () => {
  await playChange(system.world, cast, quiet);
});

test('an endpoint that is down for two attempts gets the event at the third, with the same id', async () => {
  await playOutage(system.world, cast, quiet);
});

test('after a rework the order is settled below what was reserved, and the rest is free to the øre', async () => {
  await playRework(system.world, cast, quiet);
});

test('a contractor without a server gets the offer by e-mail and answers once by its link', async () => {
  expect(system.world.run.mail).toBeDefined();
  await playWithoutServer(system.world, cast, quiet);
});

/** The spans that hang below none of the others. */
function rootsOf(trace: readonly ExportedSpan[]): readonly ExportedSpan[] {
  const ids = new Set(trace.map(({ spanId }) => spanId));
  return trace.filter(({ parentSpanId }) => !ids.has(parentSpanId));
}

test('one trace runs from createOrder through three services to the webhook request', async () => {
  const orderId = await placeOrder(system.world, cast, quiet, { title: 'Sporet arbeid', amountOre: 100_000 });
  const offer = await untilOffered(cast, 'contractor-1', orderId);
  const traceId = offer.traceparent?.split('-')[1];
  // Whoever else reads the events has its spans there too: procurement looks whether it is its own money.
  const through = ['maintenance', 'projects', 'notifications'];
  // Each service exports on its own: a span can come before the one that it hangs below.
  const spans = await eventually('the whole trace, exported', async () => {
    const trace = collector.spans.filter((span) => span.traceId === traceId);
    const services = new Set(trace.map(({ service }) => service));
    return through.every((service) => services.has(service)) && rootsOf(trace).length === 1 && trace;
  });
  expect(rootsOf(spans)).toMatchObject([{ name: 'createOrder', service: 'maintenance' }]);
  const webhookSpan = await eventually('the span of the webhook request', async () =>
    collector.spans.find(({ spanId }) => spanId === offer.traceparent?.split('-')[2]),
  );
  expect(webhookSpan).toMatchObject({ service: 'notifications', traceId });
});

test("README's example asks for the portfolio and gets it", async () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  const [, example = ''] = /## Ask for something[\s\S]*?```sh\n([\s\S]*?)```/.exec(readme) ?? [];
  const runFile = join(system.dataDir, 'run.json');
  const { stdout } = await promisify(execFile)('bash', ['-euc', example.replace('.data/run.json', runFile)]);
  const portfolio = JSON.parse(stdout) as { total: { amountOre: number }; frames: { name: string }[] };
  expect(portfolio.total.amountOre).toBe((23_000_000 + 50_000_000) * 100);
  expect(portfolio.frames.map(({ name }) => name)).toContain('Strakstiltak');
});
