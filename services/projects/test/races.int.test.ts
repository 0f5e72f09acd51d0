import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PublishedEvent } from '@tiltak/contracts';
import { apply } from '@tiltak/messaging';
import { foldAll, type Store, verifyJournal } from '@tiltak/store';
import { allocations } from '../src/allocation/allocation.ts';
import { type Amounts, availableOf, changed, noMoney } from '../src/allocation/amounts.ts';
import { frameHandlers } from '../src/frame/routes.ts';
import { measureHandlers } from '../src/measure/routes.ts';
import { reactions } from '../src/reactions/index.ts';
import { aggregates } from '../src/service.ts';
import { byFrame, sumsAsOf } from '../src/views/asOf.ts';
import { contractor, fromMaintenance, openOwnStore, ownDatabase, submitted } from './running.ts';

const racers = 200;
/** Not a divisor of the frame: a rest must be left that no reservation fits into. */
const orderOre = 700;
const frameOre = 70_000 + orderOre - 1;

let stores: readonly Store[];
beforeAll(async () => {
  const uri = ownDatabase();
  const first = await openOwnStore(uri);
  stores = [first, await openOwnStore(uri)];
});
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
});

const actor = { subject: 'test', name: 'Test', roles: ['admin'] } as const;
const asked = { actor, params: undefined, query: undefined, idempotency: undefined, ifMatch: undefined };
const unknown = { part: null, category: null, source: null };

/** A frame with a measure under it, by the service's own handlers. */
async function openFrame(amountOre: number): Promise<{ frameId: string; measureId: string }> {
  const [store] = stores;
  if (!store) throw new Error('no store');
  const frame = await frameHandlers(store).decideFrame({
    ...asked,
    body: {
      ...unknown,
      name: 'Ramme',
      amountOre,
      amountQualifier: 'exact',
      standing: 'decided',
      decision: { body: null, date: null, caseNumber: null, dateText: null },
      periodText: null,
    },
  });
  const { frameId } = frame.body;
  const measure = await measureHandlers(store).createMeasure({
    ...asked,
    body: {
      ...unknown,
      name: 'Tiltak',
      points: [],
      frameId,
      areaId: null,
      owner: null,
      plannedEffects: null,
      description: null,
    },
  });
  return { frameId, measureId: measure.body.measureId };
}

/** Applies events on both instances in turn, all at once. */
const race = (events: readonly PublishedEvent[]) =>
  Promise.all(events.map((event, at) => apply(stores[at % stores.length] as Store, reactions, event)));

async function balanceOf(frameId: string): Promise<Amounts & { amountOre: number }> {
  const balances = await stores[0]!.documents<Amounts & { amountOre: number }>('balances', [frameId]);
  return balances.get(frameId)!;
}

test('of 200 reservations that race for one frame over two instances, exactly those that fit win', async () => {
  const { frameId, measureId } = await openFrame(frameOre);
  const orders = Array.from({ length: racers }, (_, at) => `race-${at}`);
  await race(
    orders.map((orderId) => fromMaintenance(orderId, 1, 'order.submitted', submitted(measureId, orderOre))),
  );
  const [store] = stores as readonly [Store];
  const rows = await store.journal.find({ stream: { $in: orders } }).toArray();
  expect(rows).toHaveLength(racers);
  const reserved = rows.filter(({ type }) => type === 'FundsReserved');
  expect(reserved).toHaveLength(Math.floor(frameOre / orderOre));
  for (const { type, data } of rows)
    if (type === 'FundsRefused')
      expect(data).toMatchObject({ reason: 'exceeds_available', availableOre: frameOre % orderOre });
  // Each reservation tells a sum of its own: none was decided on a balance that another had used.
  const told = reserved.map(({ data }) => (data as { availableOre: number }).availableOre);
  expect(new Set(told).size).toBe(reserved.length);
  const balance = await balanceOf(frameId);
  expect(availableOf(balance.amountOre, balance)).toBe(frameOre % orderOre);
}, 120_000);

test('orders that go their ways at once on two instances leave balances that are the sum of the journal', async () => {
  const { frameId, measureId } = await openFrame(100_000);
  const steps: readonly ((at: number) => readonly [what: string, data: object])[] = [
    (at: number) => ['order.submitted', submitted(measureId, 1000 + at)],
    (at: number) => [
      'order.placed',
      { ...contractor, amountOre: 1000 + at, dueOn: '2030-01-01', proposedStart: null },
    ],
    () => ['work.done', { ...contractor, measureId, personHours: 7.5, apprenticeHours: 0.25 }],
    () => ['order.invoiced', { ...contractor, invoiceNumber: '1', amountOre: 900 }],
    (at: number) =>
      at % 2 === 0
        ? ['order.settled', { ...contractor, paidOre: 900 }]
        : ['order.cancelled', { callOffId: null, supplierId: null, organisationNumber: null, reason: null }],
  ];
  const orders = Array.from({ length: 60 }, (_, at) => at);
  for (const [step, what] of steps.entries())
    await race(orders.map((at) => fromMaintenance(`way-${at}`, step + 1, ...what(at))));

  const [store] = stores as readonly [Store];
  const folded = [...(await foldAll(store, allocations)).values()].flatMap((state) =>
    state.status !== 'none' && state.frameId === frameId ? [state.amounts] : [],
  );
  const sum = folded.reduce<Amounts>(changed, noMoney);
  expect(folded).toHaveLength(60);
  expect(sum).toEqual({ reservedOre: 0, committedOre: 0, invoicedOre: 54_000, paidOre: 27_000 });
  expect(await balanceOf(frameId)).toMatchObject({ amountOre: 100_000, ...sum });
  const uses = await store.documents('uses', [measureId]);
  const work = { personHours: 450, apprenticeHours: 15 };
  expect(uses.get(measureId)).toMatchObject({ frameId, ...sum, ...work });
  const now = new Date().toISOString();
  const then = await sumsAsOf(store, now, { frameId });
  expect(then.get(measureId)).toEqual({ frameId, ...sum, ...work });
  expect(byFrame(then).get(frameId)).toEqual(sum);
}, 120_000);

test('changes of placed orders and new orders that race for what is left of a frame never overdraw it', async () => {
  const placedOre = 100;
  const count = 40;
  const leftOre = 5 * orderOre + 1;
  const { frameId, measureId } = await openFrame(count * placedOre + leftOre);
  const placedOrders = Array.from({ length: count }, (_, at) => `changed-${at}`);
  const placed = { ...contractor, amountOre: placedOre, dueOn: '2030-01-01', proposedStart: null };
  await race(
    placedOrders.map((id) => fromMaintenance(id, 1, 'order.submitted', submitted(measureId, placedOre))),
  );
  await race(placedOrders.map((id) => fromMaintenance(id, 2, 'order.placed', placed)));
  const newOrders = Array.from({ length: count }, (_, at) => `beside-${at}`);
  await race([
    ...placedOrders.map((id) =>
      fromMaintenance(id, 3, 'change.requested', {
        changeId: `${id}.change-1`,
        measureId,
        addedOre: orderOre,
      }),
    ),
    ...newOrders.map((id) => fromMaintenance(id, 1, 'order.submitted', submitted(measureId, orderOre))),
  ]);
  const [store] = stores as readonly [Store];
  const rows = await store.journal.find({ stream: { $in: [...placedOrders, ...newOrders] } }).toArray();
  const ofType = (...types: string[]) => rows.filter(({ type }) => types.includes(type));
  expect(ofType('FundsAdjusted').length + ofType('FundsReserved').length - count).toBe(5);
  expect(ofType('FundsAdjustmentRefused', 'FundsRefused')).toHaveLength(2 * count - 5);
  const after = await balanceOf(frameId);
  expect(availableOf(after.amountOre, after)).toBe(1);
  // A cancellation frees what the change added too.
  const none = { callOffId: null, supplierId: null, organisationNumber: null, reason: null };
  await race(placedOrders.map((id) => fromMaintenance(id, 4, 'order.cancelled', none)));
  expect(await balanceOf(frameId)).toMatchObject({ committedOre: 0 });
}, 120_000);

test('a change that lowers the price frees the difference, once', async () => {
  const { frameId, measureId } = await openFrame(1000);
  const tell = (sequence: number, what: string, data: object) =>
    race([fromMaintenance('lowered', sequence, what, data)]);
  await tell(1, 'order.submitted', submitted(measureId, 800));
  await tell(2, 'order.placed', { ...contractor, amountOre: 800, dueOn: '2030-01-01', proposedStart: null });
  const changed = {
    ...contractor,
    amountOre: 500,
    dueOn: '2030-01-01',
    changeId: 'c-1',
    addedOre: -300,
    description: null,
  };
  await tell(3, 'order.changed', changed);
  await tell(3, 'order.changed', changed);
  expect(await balanceOf(frameId)).toMatchObject({ committedOre: 500, reservedOre: 0 });
  // What a change adds was committed when it asked.
  await tell(4, 'order.changed', { ...changed, amountOre: 600, changeId: 'c-2', addedOre: 100 });
  expect(await balanceOf(frameId)).toMatchObject({ committedOre: 500 });
}, 60_000);

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(stores[0] as Store, aggregates)).toEqual([]);
});
