import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { playCompetition } from '../../demo/competition.ts';
import { playChange, playEscalation } from '../../demo/escalation.ts';
import { playMainJob } from '../../demo/mainJob.ts';
import { placeOrder, untilOffered } from '../../demo/order.ts';
import { playFramework } from '../../demo/procurement/framework.ts';
import { playInnovation } from '../../demo/procurement/innovation.ts';
import { playRework } from '../../demo/rework.ts';
import { playDeclined, playOutage, playTooLarge } from '../../demo/unhappy.ts';
import { playWithoutServer } from '../../demo/withoutServer.ts';
import { eventually } from '../../demo/world.ts';
import { quiet, scene } from '../playScene.ts';
import type { ExportedSpan } from '../traceCollector.ts';

test('a registered job becomes an order, a signed webhook, done work and a paid invoice in the frame', async () => {
  await playMainJob(scene.world(), scene.cast(), quiet);
});

test('an order larger than what is left in its frame is held, and says what is left', async () => {
  await playTooLarge(scene.world(), scene.cast(), quiet);
});

test('a sealed competition ends in a signed framework agreement, on which work is ordered and paid', async () => {
  const frameworkAgreementId = await playFramework(scene.world(), scene.cast(), quiet);
  await playMainJob(scene.world(), { ...scene.cast(), frameworkAgreementId }, quiet);
});

test('of three innovation partners one reaches the goals, and only from it is bought', async () => {
  await playInnovation(scene.world(), scene.cast(), quiet);
});

test('when the first contractor declines, the second by rank gets the offer', async () => {
  await playDeclined(scene.world(), scene.cast(), quiet);
});

test('when nobody answers in time, the offer expires and the second by rank gets it', async () => {
  await playEscalation(scene.world(), scene.cast(), quiet);
});

test('in a mini-competition no price is seen before all have come, and the lowest wins', async () => {
  await playCompetition(scene.world(), scene.cast(), quiet);
});

test('a change that costs more holds when the frame has given the money, and the contractor is told', async () => {
  await playChange(scene.world(), scene.cast(), quiet);
});

test('an endpoint that is down for two attempts gets the event at the third, with the same id', async () => {
  await playOutage(scene.world(), scene.cast(), quiet);
});

test('after a rework the order is settled below what was reserved, and the rest is free to the øre', async () => {
  await playRework(scene.world(), scene.cast(), quiet);
});

test('a contractor without a server gets the offer by e-mail and answers once by its link', async () => {
  expect(scene.world().run.mail).toBeDefined();
  await playWithoutServer(scene.world(), scene.cast(), quiet);
});

/** The spans that hang below none of the others. */
function rootsOf(trace: readonly ExportedSpan[]): readonly ExportedSpan[] {
  const ids = new Set(trace.map(({ spanId }) => spanId));
  return trace.filter(({ parentSpanId }) => !ids.has(parentSpanId));
}

test('one trace runs from createOrder through three services to the webhook request', async () => {
  const orderId = await placeOrder(scene.world(), scene.cast(), quiet, {
    title: 'Sporet arbeid',
    amountOre: 100_000,
  });
  const offer = await untilOffered(scene.cast(), 'contractor-1', orderId);
  const traceId = offer.traceparent?.split('-')[1];
  // Whoever else reads the events has its spans there too: procurement looks whether it is its own money.
  const through = ['maintenance', 'projects', 'notifications'];
  // Each service exports on its own: a span can come before the one that it hangs below.
  const spans = await eventually('the whole trace, exported', async () => {
    const trace = scene.spans().filter((span) => span.traceId === traceId);
    const services = new Set(trace.map(({ service }) => service));
    return through.every((service) => services.has(service)) && rootsOf(trace).length === 1 && trace;
  });
  expect(rootsOf(spans)).toMatchObject([{ name: 'createOrder', service: 'maintenance' }]);
  const webhookSpan = await eventually('the span of the webhook request', async () =>
    scene.spans().find(({ spanId }) => spanId === offer.traceparent?.split('-')[2]),
  );
  expect(webhookSpan).toMatchObject({ service: 'notifications', traceId });
});

test("README's example asks for the portfolio and gets it", async () => {
  const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
  const [, example = ''] = /## Ask for something[\s\S]*?```sh\n([\s\S]*?)```/.exec(readme) ?? [];
  const runFile = join(scene.system().dataDir, 'run.json');
  const { stdout } = await promisify(execFile)('bash', ['-euc', example.replace('.data/run.json', runFile)]);
  const portfolio = JSON.parse(stdout) as { total: { amountOre: number }; frames: { name: string }[] };
  expect(portfolio.total.amountOre).toBe((23_000_000 + 50_000_000) * 100);
  expect(portfolio.frames.map(({ name }) => name)).toContain('Strakstiltak');
});
