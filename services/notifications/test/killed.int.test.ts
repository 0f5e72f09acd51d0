import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { notificationsOperations } from '@tiltak/contracts/notifications';
import { createClient } from '@tiltak/http/client';
import { freePort } from '../../../infra/local/ports.ts';
import { tokenFor } from '../../../infra/test/tokens.ts';
import {
  environmentOf,
  firmOf,
  offered,
  openMaintenance,
  orderEvents,
  placed,
  settled,
  startReceiver,
  until,
} from './harness.ts';

const main = join(import.meta.dirname, '../src/main.ts');
/**
 * A transaction that the kill leaves open keeps its documents locked until mongod ends it: 60 s (and up to 30 more until
 * it looks) with mongod's default `transactionLifetimeLimitSeconds`, about 4 s with 3.
 */
const orphanedTransactionMs = 120_000;

let running: ChildProcess | undefined;
afterEach(async () => {
  running?.kill('SIGKILL');
  if (running?.exitCode === null && running.signalCode === null) await once(running, 'exit');
});

async function startProcess(environment: NodeJS.ProcessEnv, url: string): Promise<ChildProcess> {
  running = spawn(process.execPath, [main], {
    env: { ...process.env, ...environment, LOG_LEVEL: 'fatal' },
    stdio: 'inherit',
  });
  await until(
    'the service to be ready',
    async () =>
      (await fetch(`${url}/health/ready`).then(
        (answer) => answer.ok,
        () => false,
      )) || undefined,
    120_000,
  );
  return running;
}

test('a kill in the middle of deliveries loses none and keeps each order’s order', async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = environmentOf({ PORT: String(port) });
  let killAt = 25;
  let kill = () => {};
  const hook = await startReceiver(async () => {
    if (--killAt === 0) kill();
    return { status: 204 };
  });
  const victim = await startProcess(environment, url);
  kill = () => victim.kill('SIGKILL');
  const client = createClient(notificationsOperations, {
    baseUrl: url,
    token: () => tokenFor('contractor-1'),
  });
  const { body } = await client.createEndpoint({ body: { url: hook.url, eventTypes: [] } });
  const maintenance = await openMaintenance(environment);
  const orders = Array.from({ length: 40 }, () =>
    orderEvents(firmOf('contractor-1'), [offered, placed, settled]),
  );
  await maintenance.publish(orders.flat());
  if (victim.exitCode === null && victim.signalCode === null) await once(victim, 'exit');
  const before = hook.received.length;

  await startProcess(environment, url);
  const ids = orders.flat().map(({ id }) => id);
  await until(
    'every event',
    () => new Set(hook.received.map(({ id }) => id)).size === ids.length,
    orphanedTransactionMs,
  );
  await until(
    'every receipt',
    async () => {
      const pages = await Promise.all(
        (['pending', 'failed'] as const).map((status) =>
          client.listDeliveries({ query: { endpointId: body.endpointId, status } }),
        ),
      );
      return pages.every((page) => page.body.items.length === 0);
    },
    orphanedTransactionMs,
  );

  expect(before).toBeLessThan(ids.length);
  for (const order of orders) {
    const firsts = [...new Set(hook.received.map(({ id }) => id))].filter((id) =>
      order.some((event) => event.id === id),
    );
    expect(firsts).toEqual(order.map(({ id }) => id));
  }
  const repeated = hook.received.length - ids.length;
  expect(repeated).toBeGreaterThanOrEqual(0);
  expect(repeated).toBeLessThanOrEqual(40);
  await maintenance.stop();
  await hook.stop();
}, 400_000);
