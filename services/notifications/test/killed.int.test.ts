import { once } from 'node:events';
import { afterEach, expect, test } from '@jest/globals';
import { freePort } from '../../../infra/local/ports.ts';
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
import { clientOf, kill, killRunning, orphanedTransactionMs, startProcess } from './process.ts';

afterEach(killRunning);

test('a kill in the middle of deliveries loses none and keeps each order’s order', async () => {
  const environment = environmentOf({ PORT: String(await freePort()) });
  let killAt = 25;
  let strike = () => {};
  const hook = await startReceiver(async () => {
    if (--killAt === 0) strike();
    return { status: 204 };
  });
  const victim = await startProcess(environment);
  strike = () => victim.kill('SIGKILL');
  const client = clientOf(environment, 'contractor-1');
  const { body } = await client.createEndpoint({ body: { url: hook.url, eventTypes: [] } });
  const maintenance = await openMaintenance(environment);
  const orders = Array.from({ length: 40 }, () =>
    orderEvents(firmOf('contractor-1'), [offered, placed, settled]),
  );
  await maintenance.publish(orders.flat());
  if (victim.exitCode === null && victim.signalCode === null) await once(victim, 'exit');
  const before = hook.received.length;

  await startProcess(environment);
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

test('a replay that was asked for survives a kill: each event once more, an order’s in order, none twice', async () => {
  const environment = environmentOf({ PORT: String(await freePort()) });
  const hook = await startReceiver();
  const victim = await startProcess(environment);
  const client = clientOf(environment, 'contractor-1');
  const { endpointId } = (await client.createEndpoint({ body: { url: hook.url, eventTypes: [] } })).body;
  const maintenance = await openMaintenance(environment);
  const orders = Array.from({ length: 100 }, () =>
    orderEvents(firmOf('contractor-1'), [offered, placed, settled]),
  );
  const events = orders.flat();
  await maintenance.publish(events);
  const countOf = async (query: object) => {
    let [count, cursor] = [0, undefined as string | undefined];
    do {
      const { body } = await client.listDeliveries({
        query: { endpointId, limit: 200, ...query, ...(cursor !== undefined && { cursor }) },
      });
      count += body.items.length;
      cursor = body.next ?? undefined;
    } while (cursor !== undefined);
    return count;
  };
  await until('the push', async () => (await countOf({ status: 'delivered' })) === events.length, 60_000);
  const pushed = new Map(hook.received.map(({ id, body }) => [id, body]));
  hook.received.length = 0;

  const since = new Date(0).toISOString();
  const replay = await client.replayDeliveries({ params: { endpointId }, body: { since } });
  await kill(victim);
  expect(replay.body.deliveries).toBe(events.length);
  await startProcess(environment);

  await until(
    'every receipt',
    async () => (await countOf({ status: 'delivered' })) === 2 * events.length,
    orphanedTransactionMs,
  );
  expect(await countOf({})).toBe(2 * events.length);
  const again = new Map(hook.received.map(({ id, body }) => [id, body]));
  expect(again).toEqual(pushed);
  for (const order of orders)
    expect([...again.keys()].filter((id) => order.some((event) => event.id === id))).toEqual(
      order.map(({ id }) => id),
    );
  await maintenance.stop();
  await hook.stop();
}, 400_000);

test('a self-test that is killed in its middle goes on where it was, and repeats one request at the most', async () => {
  const environment = environmentOf({ PORT: String(await freePort()) });
  const victim = await startProcess(environment);
  const hook = await startReceiver(() => {
    if (hook.received.length === 4) victim.kill('SIGKILL');
    return { status: 204 };
  });
  const client = clientOf(environment, 'contractor-1');
  const { endpointId } = (await client.createEndpoint({ body: { url: hook.url, eventTypes: [] } })).body;
  const params = { endpointId };
  const { body: started } = await client.startSelfTest({ params });
  if (victim.exitCode === null && victim.signalCode === null) await once(victim, 'exit');
  const before = hook.received.length;
  await startProcess(environment);

  const report = await until(
    'the report',
    async () => {
      const { body } = await client.getSelfTest({ params });
      return body.status === 'finished' && body;
    },
    orphanedTransactionMs,
  );
  expect(before).toBe(4);
  expect(report.selfTestId).toBe(started.selfTestId);
  expect(report.checks.flatMap(({ requests }) => requests)).toHaveLength(10);
  expect(hook.received.length).toBeGreaterThanOrEqual(10);
  expect(hook.received.length).toBeLessThanOrEqual(11);
  await hook.stop();
}, 400_000);
