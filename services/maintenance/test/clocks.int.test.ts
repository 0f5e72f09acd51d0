import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { historyOf, openStore } from '@tiltak/store';
import { orderTimers } from '../src/order/timers.ts';
import { definition } from '../src/service.ts';
import { eventually, type RunningMaintenance, startMaintenance } from './running.ts';
import { openScene } from './scene.ts';

let maintenance: RunningMaintenance;
let scene: ReturnType<typeof openScene>;
beforeAll(async () => {
  maintenance = await startMaintenance({ CALL_OFF_ANSWER_SECONDS: '4' });
  scene = openScene(maintenance);
});
afterAll(async () => {
  await maintenance?.stop();
});

const hourMs = 3_600_000;

/** Another instance of the service, so many hours later. */
const storeIn = (hours: number) =>
  openStore({
    uri: maintenance.config.MONGO_URI,
    aggregates: definition.aggregates,
    collections: definition.collections ?? [],
    publish: definition.publish(maintenance.config),
    now: () => new Date(Date.now() + hours * hourMs),
  });

/** The order's timer is due in two instances at once, and twice in each. */
async function clocksRing(orderId: string, hours: number): Promise<void> {
  const stores = await Promise.all([storeIn(hours), storeIn(hours)]);
  const timer = { id: `clocks:${orderId}`, kind: 'clocks', payload: { orderId } };
  const { clocks } = orderTimers({ normalSeconds: 1, urgentSeconds: 1, leastSeconds: 1 });
  await Promise.all(
    [...stores, ...stores].map((store) => store.transact(clocks!(timer), { actor: 'timer:clocks' })),
  );
  await Promise.all(stores.map((store) => store.close()));
}

const timerOf = async (orderId: string) =>
  (await maintenance.store.timers.findOne({ _id: `clocks:${orderId}` }))?.dueAt;
const toldOf = async (orderId: string) =>
  (await historyOf(maintenance.store, orderId))
    .filter(({ type }) => /^Clock(AboutToBreak|Broken)$/.test(type))
    .map(({ type, data }) => `${type} ${(data as { clock: string }).clock}`);

async function immediate() {
  const jobId = await scene.registerJob();
  const officer = scene.officer;
  await officer.changeUrgency({
    params: { jobId },
    body: { urgency: 'immediate', reason: 'Det drypper i el-skapet' },
  });
  return scene.placed({ jobIds: [jobId] });
}

test('a clock that is about to break, and one that broke, are told of once, on however many instances', async () => {
  const { orderId } = await immediate();
  const order = await scene.getOrder(orderId);
  expect(order.urgency).toBe('immediate');
  expect(order.clocks.map(({ clock, status }) => `${clock} ${status}`)).toEqual([
    'response met',
    'arrival running',
    'fix running',
  ]);
  const [, arrival, fix] = order.clocks;
  expect(Date.parse(arrival!.dueAt) - Date.parse(arrival!.startedAt)).toBe(2 * hourMs);

  await clocksRing(orderId, 1.7);
  expect(await toldOf(orderId)).toEqual(['ClockAboutToBreak arrival']);
  expect((await timerOf(orderId))?.toISOString()).toBe(arrival!.dueAt);
  await clocksRing(orderId, 2.1);
  await clocksRing(orderId, 25);
  expect(await toldOf(orderId)).toEqual([
    'ClockAboutToBreak arrival',
    'ClockBroken arrival',
    'ClockBroken fix',
  ]);
  expect(await timerOf(orderId)).toBeUndefined();
  expect((await scene.getOrder(orderId)).clocks.map(({ status }) => status)).toEqual([
    'met',
    'broken',
    'broken',
  ]);
  const published = await eventually(() => {
    const found = maintenance.publishedOf(orderId).filter(({ type }) => type.startsWith('clock.'));
    return found.length === 3 && found;
  });
  expect(published.map(({ type, data }) => [type, data.clock, data.dueAt])).toEqual([
    ['clock.about_to_break', 'arrival', arrival!.dueAt],
    ['clock.broken', 'arrival', arrival!.dueAt],
    ['clock.broken', 'fix', fix!.dueAt],
  ]);
});

test('what is done in time stops its clock, and a cancelled order has none', async () => {
  const { orderId } = await immediate();
  const contractor = maintenance.as('contractor-1');
  await contractor.startWork({ params: { orderId } });
  const { clocks } = await scene.getOrder(orderId);
  expect(clocks.map(({ status }) => status)).toEqual(['met', 'met', 'running']);
  await contractor.reportWorkDone({ params: { orderId }, body: { personHours: 2 } });
  expect(await timerOf(orderId)).toBeUndefined();
  const other = await immediate();
  await scene.officer.cancelOrder({ params: { orderId: other.orderId }, body: {} });
  expect(await timerOf(other.orderId)).toBeUndefined();
  for (const one of [orderId, other.orderId]) await clocksRing(one, 100);
  expect([...(await toldOf(orderId)), ...(await toldOf(other.orderId))]).toEqual([]);
});

test('a contractor who has not answered when most of the time is gone is told of, and then loses the offer', async () => {
  const { orderId, callOffId } = await scene.offered();
  const order = await eventually(async () => {
    const found = await scene.getOrder(orderId);
    return found.clocks[0]?.status === 'about_to_break' && found;
  });
  expect(order.callOffs).toMatchObject([{ callOffId, status: 'offered' }]);
  const types = await eventually(() => {
    const published = maintenance.publishedOf(orderId).map(({ type }) => type);
    return published.includes('calloff.expired') && published;
  });
  expect(types.indexOf('clock.about_to_break')).toBeGreaterThan(-1);
  expect(types.indexOf('clock.about_to_break')).toBeLessThan(types.indexOf('calloff.expired'));
});
