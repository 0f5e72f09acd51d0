import { randomBytes, randomUUID } from 'node:crypto';
import { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { clientCredentials, createClient } from '@tiltak/http/client';
import mongoose from 'mongoose';
import { eventually } from '../demo/world.ts';
import type { Bench } from './figure.ts';
import { fillWith, idAt } from './fill.ts';
import { nowMs } from './load.ts';
import { prepareService } from './loneService.ts';
import { percentile, perSecond } from './statistics.ts';

const full = { warmUp: 100, requests: 1_000 };
const quick = { warmUp: 50, requests: 300 };
const pageSize = 50;
const recoverWithinMs = 30_000;

/**
 * The first page of the orders, one request after the other, of a maintenance process of the benchmark's own: with
 * few orders and with many, all of them copies of one that it was given by its API.
 */
export async function measureBoard(bench: Bench, sizes: { readonly few: number; readonly many: number }) {
  const { run } = bench.system.world;
  const namespace = `bench${randomUUID().slice(0, 8)}`;
  const env = { ANSWER_LINK_KEY: randomBytes(32).toString('base64') };
  const service = await prepareService(bench.system, { name: 'maintenance', namespace, env });
  const database = new mongoose.mongo.MongoClient(run.mongo);
  const credentials = run.clients['property.officer'];
  if (!credentials) throw new Error('run.json has no client property.officer');
  const token = clientCredentials({ issuer: run.issuer, ...credentials });
  const client = createClient(maintenanceOperations, { baseUrl: service.url, token });
  try {
    await database.connect();
    await service.start();
    const orders = database.db(namespace).collection<{ _id: string }>('orders');
    const orderId = await oneOrder(client);
    const template = await eventually(
      'the order in the store',
      async () => (await orders.findOne({ _id: orderId })) ?? undefined,
      recoverWithinMs,
    );
    const startedAt = Date.now() - sizes.many;
    const fillUpTo = async (until: number) => {
      await fillWith(orders as never, {
        ...{ template: template as never, until, signal: bench.signal },
        vary: (one, index) => ({ ...one, _id: idAt(startedAt + index) }),
      });
      // What was not waited for is seen a moment later.
      await eventually(
        'the copies on the first page',
        async () => (await look()) === undefined,
        recoverWithinMs,
      );
    };
    const look = async () => {
      const { body } = await client.listOrders({ query: { limit: pageSize } });
      if (body.items.length < pageSize) throw new Error(`only ${body.items.length} orders on the first page`);
    };
    bench.say(`the first page of ${sizes.few} orders`);
    await fillUpTo(sizes.few);
    const few = await timed(bench, look);
    const from = performance.now();
    bench.say(`the first page of ${sizes.many} orders`);
    await fillUpTo(sizes.many);
    const fillSeconds = (performance.now() - from) / 1000;
    return { few, many: await timed(bench, look), fillSeconds };
  } finally {
    await service.end();
    await database.db(namespace).dropDatabase();
    await database.close();
  }
}

async function oneOrder(
  client: ReturnType<typeof createClient<typeof maintenanceOperations>>,
): Promise<string> {
  const { body: building } = await client.addBuilding({
    body: { name: 'Målingens bygg', address: 'Målegata 1', matrikkel: null },
  });
  const { body: job } = await client.registerJob({
    body: { buildingId: building.buildingId, title: 'Måling' },
  });
  await client.approveJob({ params: { jobId: job.jobId } });
  const { body: order } = await client.createOrder({
    body: {
      ...{ jobIds: [job.jobId], measureId: randomUUID(), frameworkAgreementId: randomUUID() },
      ...{ amountOre: 100_000_00, dueOn: '2100-01-01', plannedPersonHours: 8 },
    },
  });
  return order.orderId;
}

async function timed({ isQuick, signal }: Bench, step: () => Promise<void>) {
  const { warmUp, requests } = isQuick ? quick : full;
  for (let done = 0; done < warmUp; done += 1) await step();
  const latenciesMs: number[] = [];
  const from = nowMs();
  for (let done = 0; done < requests; done += 1) {
    signal.throwIfAborted();
    const startedAt = nowMs();
    await step();
    latenciesMs.push(nowMs() - startedAt);
  }
  return { rate: perSecond(requests, nowMs() - from), p99Ms: percentile(latenciesMs, 0.99) };
}
