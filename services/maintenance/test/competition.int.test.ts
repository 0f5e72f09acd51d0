import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { maintenanceEvents } from '@tiltak/contracts/maintenance';
import type { ProblemError } from '@tiltak/http/client';
import { historyOf, verifyJournal } from '@tiltak/store';
import type { AgreementUse } from '../src/order/agreement.ts';
import { agreementUses } from '../src/order/carryOut.ts';
import { definition } from '../src/service.ts';
import { eventually, type RunningMaintenance, startMaintenance } from './running.ts';
import { firms, openScene } from './scene.ts';

const secretOre = 12_345_678;

let maintenance: RunningMaintenance;
let scene: ReturnType<typeof openScene>;
beforeAll(async () => {
  maintenance = await startMaintenance();
  scene = openScene(maintenance);
});
afterAll(async () => {
  await maintenance?.stop();
});

const refusal = (call: Promise<unknown>): Promise<readonly [number, string] | undefined> =>
  call.then(
    () => undefined,
    (error: ProblemError) => [error.status, error.problem.code] as const,
  );

async function asked(more: object = {}) {
  const frameworkAgreementId = await scene.signAgreement({ allocation: 'mini_competition' });
  return scene.offered({ frameworkAgreementId, ...more });
}
const give = (orderId: string, firm: 1 | 2 | 3, body: object) =>
  maintenance
    .as(`contractor-${firm}`)
    .answerCallOff({ params: { callOffId: `${orderId}.${firm}` }, body: { answer: 'accept', ...body } });

test('all are asked at once by an event of their own that says that a price is wanted', async () => {
  const { orderId } = await asked();
  const offers = await eventually(() => {
    const told = maintenance.publishedOf(orderId).filter(({ type }) => type === 'calloff.offered');
    return told.length === 3 && told;
  });
  expect(new Set(offers.map(({ data }) => data.supplierId)).size).toBe(3);
  for (const { data } of offers)
    expect(data).toMatchObject({ priceBasis: 'miniCompetition', amountOre: 25_000_000 });
  expect(new Set(offers.map(({ data }) => data.respondBy)).size).toBe(1);
  for (const { type, data } of maintenance.published)
    maintenanceEvents[type as keyof typeof maintenanceEvents].strict().parse(data);
});

test('nobody but who gave it sees a price, or what was written with it, before the prices are opened', async () => {
  const { orderId } = await asked();
  await give(orderId, 1, { priceOre: secretOre, reason: `Vi tar ${secretOre}`, proposedStart: '2099-02-03' });
  const params = { callOffId: `${orderId}.1` };
  const own = await maintenance.as('contractor-1').getCallOff({ params });
  expect(own.body).toMatchObject({ status: 'priced', priceOre: secretOre });
  const seen = [
    await scene.getOrder(orderId),
    (await scene.officer.getCallOff({ params })).body,
    (await scene.officer.listOrders({ query: { limit: 200 } })).body,
    (await maintenance.as('contractor-2').getCallOff({ params: { callOffId: `${orderId}.2` } })).body,
    (await maintenance.as('contractor-2').listCallOffs({ query: { limit: 200 } })).body,
    maintenance.publishedOf(orderId),
  ];
  expect(JSON.stringify(seen)).not.toContain(String(secretOre));
  expect(JSON.stringify(seen)).not.toContain('2099-02-03');
  expect(await scene.getOrder(orderId)).toMatchObject({
    competition: { status: 'open', asked: 3, answered: 1, because: null, ranking: [] },
  });
  // Nor does a cancellation open them.
  await scene.officer.cancelOrder({ params: { orderId }, body: { reason: 'Utgår' } });
  expect(JSON.stringify(await scene.getOrder(orderId))).not.toContain(String(secretOre));
});

test('the lowest price gets the order at that price; what is beyond it is free in the agreement', async () => {
  const { orderId } = await asked();
  await give(orderId, 1, { priceOre: 24_000_000 });
  await give(orderId, 2, { priceOre: 22_000_000 });
  await give(orderId, 1, { priceOre: 21_000_000 });
  await give(orderId, 3, { priceOre: 25_000_000 });
  const order = await scene.getOrder(orderId);
  expect(order).toMatchObject({
    status: 'placed',
    amounts: { orderedOre: 21_000_000 },
    competition: { status: 'decided', ranking: [{ priceOre: 21_000_000 }, {}, { priceOre: 25_000_000 }] },
    callOffs: [
      { status: 'accepted', priceOre: 21_000_000 },
      { status: 'withdrawn' },
      { status: 'withdrawn' },
    ],
  });
  const told = await eventually(() => {
    const events = maintenance.publishedOf(orderId);
    return events.at(-1)?.type === 'order.placed' && events;
  });
  expect(told.map(({ type }) => type).slice(-4)).toEqual([
    'calloff.withdrawn',
    'calloff.withdrawn',
    'calloff.accepted',
    'order.placed',
  ]);
  expect(told.at(-1)?.data).toMatchObject({ amountOre: 21_000_000, supplierId: firms[0].supplierId });
  const uses = await maintenance.store.documents<AgreementUse>(agreementUses, [order.frameworkAgreementId]);
  expect(uses.get(order.frameworkAgreementId)?.calledOffOre).toBe(21_000_000);
  // A loser is told its place, and sees nothing of what the winner gets.
  const loser = (await maintenance.as('contractor-3').getCallOff({ params: { callOffId: `${orderId}.3` } }))
    .body;
  expect(loser).toMatchObject({ amountOre: 25_000_000, priceOre: 25_000_000 });
  expect(loser.reason).toContain('nummer 3 av 3');
  expect(JSON.stringify(loser)).not.toContain('21000000');
});

test('an answer link gives a price as well, and every offer has its deadline', async () => {
  const { orderId } = await asked({ respondWithinSeconds: 900 });
  const token = await scene.linkOf(`${orderId}.2`);
  const body = { answer: 'accept', priceOre: 20_000_000 } as const;
  expect(
    await refusal(maintenance.as().answerByLink({ params: { token }, body: { answer: 'accept' } })),
  ).toEqual([422, 'price_missing']);
  expect((await maintenance.as().answerByLink({ params: { token }, body })).body.status).toBe('priced');
  expect(await refusal(give(orderId, 1, { priceOre: 25_000_001 }))).toEqual([422, 'price_too_high']);
  // Each has a deadline of its own, so that the last who is silent still has one; the first that comes opens the prices.
  const timers = await maintenance.store.timers.find({ _id: { $regex: orderId } }).toArray();
  expect(timers.map(({ _id }) => _id).sort()).toEqual(
    [1, 2, 3].map((n) => `callOffDeadline:${orderId}.${n}`),
  );
});

test('two last answers at once have exactly one outcome, and it is the lowest of them', async () => {
  for (let turn = 0; turn < 10; turn++) {
    const { orderId } = await asked();
    await give(orderId, 1, { priceOre: 23_000_000 });
    const outcomes = await Promise.all([
      refusal(give(orderId, 2, { priceOre: 20_000_000 + turn })),
      refusal(give(orderId, 3, { priceOre: 20_000_005 })),
      refusal(give(orderId, 1, { priceOre: 22_000_000 })),
    ]);
    expect(outcomes.slice(0, 2)).toEqual([undefined, undefined]);
    const order = await scene.getOrder(orderId);
    expect(order.amounts.orderedOre).toBe(Math.min(20_000_000 + turn, 20_000_005));
    expect(order.callOffs.filter(({ status }) => status === 'accepted')).toHaveLength(1);
    const rows = await historyOf(maintenance.store, orderId);
    for (const once of ['CompetitionDecided', 'OrderPlaced'])
      expect(rows.filter(({ type }) => type === once)).toHaveLength(1);
  }
});

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(maintenance.store, definition.aggregates)).toEqual([]);
});
