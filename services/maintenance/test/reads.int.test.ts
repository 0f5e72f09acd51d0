import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OperationRequest } from '@tiltak/contracts';
import { boardCountMax, type maintenanceOperations } from '@tiltak/contracts/maintenance';
import type { StateDocument } from '@tiltak/store';
import type { Job } from '../src/job/job.ts';
import { jobs } from '../src/job/jobs.ts';
import type { KnownOrder } from '../src/order/order.ts';
import { orders } from '../src/order/orders.ts';
import { orderStatuses } from '../src/views/orderFilter.ts';
import { organisationOf, type RunningMaintenance, startMaintenance } from './running.ts';
import { openScene } from './scene.ts';

type OrderQuery = OperationRequest<(typeof maintenanceOperations)['listOrders']>['query'];
type JobQuery = OperationRequest<(typeof maintenanceOperations)['listJobs']>['query'];
type KnownJob = Exclude<Job, { status: 'none' }>;

const ordersCount = 7200;
const limit = 10;
let maintenance: RunningMaintenance;
let scene: ReturnType<typeof openScene>;
/** A real one, with all that an order holds; the others are like it. */
let model: StateDocument<KnownOrder>;

beforeAll(async () => {
  maintenance = await startMaintenance();
  scene = openScene(maintenance);
  const { orderId } = await scene.placed({ description: 'Bytt takrenne' });
  const states = maintenance.store.states<KnownOrder>(orders);
  model = (await states.findOne({ _id: orderId }))!;
  await states.insertMany(Array.from({ length: ordersCount }, (_, at) => orderLike(model, at)) as never);
  const job = await maintenance.store.states<KnownJob>(jobs).findOne({});
  await maintenance.store
    .states<KnownJob>(jobs)
    .insertMany(Array.from({ length: 3000 }, (_, at) => jobLike(job!, at)) as never);
});
afterAll(async () => {
  await maintenance?.stop();
});

const statusAt = (at: number) => orderStatuses[at % orderStatuses.length]!;
const two = (number: number) => String(number).padStart(2, '0');
const idOf = (at: number) => `0199${String(at).padStart(8, '0')}`;

/** As many orders of each status; every 101st is of the measure, building, agreement and firm that are asked for. */
const isChosen = (at: number) => at % 101 === 7;
const chosenOf = (count: number) => Array.from({ length: count }, (_, at) => at).filter(isChosen);

function orderLike(like: StateDocument<KnownOrder>, at: number): StateDocument<KnownOrder> {
  const { terms, callOffs } = like.state;
  const isOf = (what: string) => (isChosen(at) ? `${what}-7` : `${what}-2`);
  const state = {
    ...like.state,
    orderId: idOf(at),
    status: statusAt(at),
    terms: {
      ...terms,
      jobs: [{ ...terms.jobs[0]!, jobId: `job-of-${at}` }],
      measureId: isOf('measure'),
      frameworkAgreementId: isOf('agreement'),
      places: [{ ...terms.places[0]!, buildingId: isOf('building') }],
      amountOre: 1000 + at,
      dueOn: at % 50 === 0 ? `2026-${two(1 + (at % 9))}-15` : '2099-06-30',
      urgent: at % 500 === 0,
      description: null,
    },
    callOffs: callOffs.map((callOff) => ({
      ...callOff,
      organisationNumber: isChosen(at) ? organisationOf('contractor-2') : organisationOf('contractor-3'),
    })),
  } as KnownOrder;
  return { ...like, _id: idOf(at), state };
}

function jobLike(like: StateDocument<KnownJob>, at: number): StateDocument<KnownJob> {
  const state = {
    ...like.state,
    status: at % 100 === 0 ? 'approved' : 'closed',
    buildingId: `building-${at % 100}`,
    buildingPart: at % 100 === 1 ? '62' : '26',
    urgency: at % 100 === 2 ? 'high' : 'normal',
    ...(at % 100 === 6 && { source: 'public' }),
    ...(at % 100 === 3 && { source: 'plan' }),
    planId: at % 100 === 3 ? 'plan-1' : null,
    registeredAt: `2020-01-${two(1 + (at % 28))}T10:00:00.000Z`,
    title: at % 100 === 4 ? 'Heisen står' : 'Vanlig arbeid',
  } as KnownJob;
  return { ...like, _id: `job-of-${at}`, state };
}

/** What the database did while the step ran: how it found what, and how much it looked at. */
async function watched(kind: string, step: () => Promise<unknown>) {
  const { db } = maintenance.store;
  await db
    .collection('system.profile')
    .drop()
    .catch(() => {});
  await db.command({ profile: 2 });
  await step();
  await db.command({ profile: 0 });
  const seen = await db
    .collection('system.profile')
    .find({ ns: new RegExp(`\\.${kind}$`), op: { $in: ['query', 'getmore', 'command'] } })
    .toArray();
  return {
    plans: seen.map(({ planSummary }) => String(planSummary)),
    docs: seen.reduce((sum, { docsExamined = 0 }) => sum + docsExamined, 0),
    keys: seen.reduce((sum, { keysExamined = 0 }) => sum + keysExamined, 0),
    sorts: seen.some(({ hasSortStage }) => hasSortStage),
  };
}

const listed: readonly (readonly [string, OrderQuery, number])[] = [
  ['all', {}, limit],
  ['a status', { status: 'held' }, limit],
  ['a measure', { measureId: 'measure-7' }, limit],
  [
    'a measure and a status',
    { measureId: 'measure-7', status: 'settled' },
    chosenOf(ordersCount).filter((at) => statusAt(at) === 'settled').length,
  ],
  ['a building', { buildingId: 'building-7' }, limit],
  ['a framework agreement', { frameworkAgreementId: 'agreement-7' }, limit],
  ['what is urgent', { urgent: 'true' }, limit],
  ['what is due before a day', { dueBefore: '2026-03-01' }, limit],
  ['what is due after a day', { dueAfter: '2098-12-31' }, limit],
  ['what is overdue', { overdue: 'true' }, limit],
  ['amounts from', { amountFromOre: 7000 }, limit],
  ['amounts between', { amountFromOre: 2000, amountToOre: 2004 }, 5],
  ['what waits for a second person', { awaitingApproval: 'true' }, 0],
];

test.each(listed)(
  'orders by %s are found by an index, and few more are read than are shown',
  async (_, query, expected) => {
    let found = 0;
    const seen = await watched('orders', async () => {
      found = (await scene.officer.listOrders({ query: { ...query, limit } })).body.items.length;
    });
    expect(found).toBe(expected);
    expect(seen.plans.filter((plan) => plan.includes('COLLSCAN'))).toEqual([]);
    expect(seen.sorts).toBe(false);
    expect(seen.docs).toBeLessThanOrEqual(5 * limit);
  },
);

test('orders of a firm are those that it is asked for or bound by', async () => {
  const organisationNumber = organisationOf('contractor-2');
  let items: readonly { readonly orderId: string }[] = [];
  const seen = await watched('orders', async () => {
    items = (await scene.officer.listOrders({ query: { organisationNumber, limit } })).body.items;
  });
  expect(items).toHaveLength(limit);
  expect(seen.plans.join()).not.toContain('COLLSCAN');
  expect(seen.docs).toBeLessThanOrEqual(5 * limit);
  const own = await maintenance.as('contractor-2').listCallOffs({ query: { limit } });
  expect(own.body.items).toHaveLength(limit);
});

test('orders are found by words of their own, and by those of their jobs', async () => {
  const wordsOf = async (words: string) =>
    (await scene.officer.listOrders({ query: { words, limit: 200 } })).body.items;
  expect(await wordsOf('takrenne bytt')).toMatchObject([{ orderId: model._id }]);
  expect((await wordsOf('heis')).map(({ jobIds: [jobId] }) => jobId)).toContain('job-of-2904');
  expect(await wordsOf('heis')).toHaveLength(30);
  expect(await wordsOf('"$where')).toEqual([]);
  const seen = await watched('orders', () => wordsOf('heis'));
  expect(seen.plans.join()).not.toContain('COLLSCAN');
});

test('the next page goes on where the page before ended, by due day and by amount too', async () => {
  for (const query of [{ dueBefore: '2027-01-01' }, { amountFromOre: 7500 }, { overdue: 'true' }] as const) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await scene.officer.listOrders({ query: { ...query, limit: 37, cursor } });
      seen.push(...body.items.map(({ orderId }) => orderId));
      cursor = body.next ?? undefined;
    } while (cursor);
    const { body } = await scene.officer.listOrders({ query: { ...query, limit: 200 } });
    expect(seen.slice(0, 200)).toEqual(body.items.map(({ orderId }) => orderId));
    expect(new Set(seen).size).toBe(seen.length);
  }
  const odd = scene.officer.listOrders({ query: { dueBefore: '2027-01-01', cursor: 'bm9l' } });
  await expect(odd).rejects.toMatchObject({ status: 400, problem: { code: 'bad_cursor' } });
});

const listedJobs: readonly (readonly [string, JobQuery])[] = [
  ['a status', { status: 'approved' }],
  ['an urgency', { urgency: 'high' }],
  ['a building', { buildingId: 'building-5' }],
  ['a building part', { buildingPart: '62' }],
  ['a plan', { planId: 'plan-1' }],
  ['the public that reported them', { source: 'public' }],
  ['the plans that made them', { source: 'plan' }],
  ['when they were registered', { registeredSince: '2020-01-27' }],
];

test.each(listedJobs)('jobs by %s are found by an index', async (_, query) => {
  let found = 0;
  const seen = await watched('jobs', async () => {
    found = (await scene.officer.listJobs({ query: { ...query, limit } })).body.items.length;
  });
  expect(found).toBe(limit);
  expect(seen.plans.join()).not.toContain('COLLSCAN');
  expect(seen.sorts).toBe(false);
  expect(seen.docs).toBeLessThanOrEqual(5 * limit);
});

test('the board shows the newest of every state, and counts no further than two hundred', async () => {
  let columns: Awaited<ReturnType<typeof scene.officer.getBoard>>['body']['columns'] = [];
  const seen = await watched('orders', async () => {
    columns = (await scene.officer.getBoard({ query: { limit } })).body.columns;
  });
  expect(columns.map(({ status, count, isMore }) => [status, count, isMore])).toEqual(
    orderStatuses.map((status) => [status, boardCountMax, true]),
  );
  for (const { status, items } of columns) {
    expect(items).toHaveLength(limit);
    expect(items.map((one) => one.status)).toEqual(items.map(() => status));
  }
  expect(seen.plans.join()).not.toContain('COLLSCAN');
  expect(seen.docs).toBeLessThanOrEqual(orderStatuses.length * (limit + 1));
  expect(seen.keys).toBeLessThanOrEqual(orderStatuses.length * (boardCountMax + limit + 50));

  const filters = [
    { buildingId: 'building-7' },
    { measureId: 'measure-7' },
    { organisationNumber: organisationOf('contractor-2') },
  ];
  for (const query of filters) {
    const plans = await watched('orders', async () => {
      columns = (await scene.officer.getBoard({ query: { ...query, limit } })).body.columns;
    });
    expect(columns.reduce((sum, { count }) => sum + count, 0)).toBe(chosenOf(ordersCount).length);
    expect(plans.plans.join()).not.toContain('COLLSCAN');
    expect(plans.docs).toBeLessThanOrEqual(200);
  }
  const { next, status } = columns.find((column) => column.next !== null) ?? {};
  if (next) {
    const page = await scene.officer.listOrders({
      query: { ...filters.at(-1), status, cursor: next, limit },
    });
    expect(page.body.items.length).toBeGreaterThan(0);
  }
});

test('an order is shown as it was at an instant, and was not there before', async () => {
  const { orderId } = await scene.placed();
  const now = await scene.getOrder(orderId);
  const offeredAt = now.history.find(({ event }) => event === 'CallOffOffered')!.at;
  const asOf = async (instant: string) =>
    (await scene.officer.getOrder({ params: { orderId }, query: { asOf: instant } })).body;
  expect(await asOf(offeredAt)).toMatchObject({ status: 'offered', callOffs: [{ status: 'offered' }] });
  expect((await asOf(offeredAt)).history.at(-1)?.event).toBe('CallOffOffered');
  expect(await asOf('2099-01-01')).toEqual(now);
  await expect(asOf('2020-01-01')).rejects.toMatchObject({ status: 404 });
});
