import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { maintenanceEvents } from '@tiltak/contracts/maintenance';
import { verifyJournal } from '@tiltak/store';
import { definition } from '../src/service.ts';
import { eventually, organisationOf, type RunningMaintenance, startMaintenance } from './running.ts';
import { openScene } from './scene.ts';

let maintenance: RunningMaintenance;
let scene: ReturnType<typeof openScene>;
beforeAll(async () => {
  maintenance = await startMaintenance();
  scene = openScene(maintenance);
});
afterAll(async () => {
  await maintenance?.stop();
});

test('an order goes the whole way from a job to the paid invoice, and tells of every step', async () => {
  const jobId = await scene.registerJob();
  const orderId = await scene.submit({ jobIds: [jobId], plannedPersonHours: 40 });
  expect(await scene.getOrder(orderId)).toMatchObject({ status: 'submitted', jobIds: [jobId] });

  await scene.reserve(orderId);
  const offered = await scene.whenOrder(orderId, 'offered');
  expect(offered.callOffs).toMatchObject([
    { callOffId: `${orderId}.1`, status: 'offered', chosenBecause: 'Først etter rang (1 av 3)' },
  ]);

  const contractor = maintenance.as('contractor-1');
  const params = { orderId };
  const callOff = { callOffId: `${orderId}.1` };
  await contractor.answerCallOff({ params: callOff, body: { answer: 'accept' } });
  await contractor.startWork({ params });
  await contractor.reportWorkDone({ params, body: { personHours: 30, apprenticeHours: 8 } });
  await scene.officer.rejectWork({ params, body: { reason: 'Rennen mangler' } });
  await contractor.reportWorkDone({ params, body: { personHours: 2.5 } });
  await scene.officer.acceptWork({ params });
  await scene.officer.registerInvoice({ params, body: { invoiceNumber: 'F-1', amountOre: 20_000_000 } });
  const { body } = await scene.officer.settleOrder({ params });
  expect(body).toEqual({ orderId, status: 'settled' });

  expect(await scene.getOrder(orderId)).toMatchObject({
    status: 'settled',
    amounts: { orderedOre: 25_000_000, invoicedOre: 20_000_000, paidOre: 20_000_000 },
    work: { personHours: 32.5, apprenticeHours: 8 },
  });
  const { body: job } = await scene.officer.getJob({ params: { jobId } });
  expect(job).toMatchObject({ status: 'closed', orderId });

  const told = await eventually(() => {
    const events = maintenance.publishedOf(orderId);
    return events.at(-1)?.type === 'order.settled' && events;
  });
  expect(told.map(({ type }) => type)).toEqual([
    'order.submitted',
    'calloff.offered',
    'calloff.accepted',
    'order.placed',
    'work.started',
    'work.done',
    'work.rejected',
    'work.done',
    'work.accepted',
    'order.invoiced',
    'order.settled',
  ]);
});

test('every published event fits its contract', async () => {
  await eventually(() => maintenance.published.length > 5);
  for (const { type, data } of maintenance.published)
    maintenanceEvents[type as keyof typeof maintenanceEvents].strict().parse(data);
});

test('the events of an order are numbered without a gap, and each names the one before it', async () => {
  await eventually(() => maintenance.published.length > 5);
  for (const [, events] of Map.groupBy(maintenance.published, ({ subject }) => subject)) {
    const links = events.map(({ data }) => data as { sequence: number; previousId: string | null });
    const ids = events.map(({ id }) => id);
    expect(links.map(({ sequence }) => sequence)).toEqual(ids.map((_, index) => index + 1));
    expect(links.map(({ previousId }) => previousId)).toEqual([null, ...ids.slice(0, -1)]);
  }
});

test('an offer tells the contractor where, what, how much at the most, by when, and how to answer', async () => {
  const { orderId, callOffId } = await scene.offered({ description: 'Tett taket før vinteren' });
  const offer = await eventually(() =>
    maintenance.publishedOf(orderId).find(({ type }) => type === 'calloff.offered'),
  );
  const token = await scene.linkOf(callOffId);
  expect(offer.data).toMatchObject({
    callOffId,
    organisationNumber: organisationOf('contractor-1'),
    description: 'Tett taket før vinteren',
    places: [{ name: 'Rykkinn skole', address: 'Leirveien 10, 1349 Rykkinn', matrikkel: '3201-94/12' }],
    jobs: [{ title: 'Taket lekker over rom 12' }],
    amountOre: 25_000_000,
    dueOn: '2099-06-30',
    links: {
      page: `https://tiltak.example.no/svar/${token}`,
      answer: `https://vedlikehold.example.no/answer-links/${token}`,
    },
  });
  const { offeredAt, respondBy } = offer.data as { offeredAt: string; respondBy: string };
  expect(Date.parse(respondBy) - Date.parse(offeredAt)).toBe(48 * 60 * 60 * 1000);
});

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(maintenance.store, definition.aggregates)).toEqual([]);
});
