import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { maintenanceEvents } from '@tiltak/contracts/maintenance';
import { verifyJournal } from '@tiltak/store';
import { definition } from '../src/service.ts';
import { eventually, type RunningMaintenance, startMaintenance } from './running.ts';
import { openScene } from './scene.ts';

const soon = { INSPECTION_ESCALATION_SECONDS: '1', ESCALATION_REPEAT_SECONDS: '1' };
let maintenance: RunningMaintenance;
let scene: ReturnType<typeof openScene>;
beforeAll(async () => {
  maintenance = await startMaintenance(soon);
  scene = openScene(maintenance);
});
afterAll(async () => {
  await maintenance?.stop();
});

const contractor = () => maintenance.as('contractor-1');
const hours = { personHours: 8, apprenticeHours: 2 };

/** An order whose work is reported as done. */
async function delivered(at = maintenance) {
  const { orderId } = await (at === maintenance ? scene : openScene(at)).placed();
  const params = { orderId };
  await at.as('contractor-1').startWork({ params });
  await at.as('contractor-1').reportWorkDone({ params, body: hours });
  return { orderId, params };
}

const told = (orderId: string, what: string, times = 1) =>
  eventually(() => {
    const events = maintenance.publishedOf(orderId).filter(({ type }) => type === what);
    return events.length >= times && events;
  });

test('work that nobody inspects is told of again and again, and never accepted', async () => {
  const { orderId } = await delivered();
  const events = await told(orderId, 'inspection.escalated', 2);
  expect(events.slice(0, 2).map(({ data }) => data.escalation)).toEqual([1, 2]);
  const order = await scene.getOrder(orderId);
  expect(order.status).toBe('delivered');
  expect(order.history.some(({ text }) => text.startsWith('Arbeidet har ventet på kontroll siden'))).toBe(
    true,
  );
  expect(maintenance.publishedOf(orderId).some(({ type }) => type === 'work.accepted')).toBe(false);
});

test('what waits is told of by the next process, when the one that noted it is gone', async () => {
  const shared = { KAFKA_NAMESPACE: `t${randomUUID().slice(0, 8)}` };
  // The first one would wait for a month: only what is in the database can bring the timer forward.
  const first = await startMaintenance({ ...shared, INSPECTION_ESCALATION_SECONDS: '2592000' });
  const { orderId } = await delivered(first);
  await first.store.timers.updateOne({ _id: `inspection:${orderId}` }, { $set: { dueAt: new Date() } });
  await first.stop();
  const second = await startMaintenance({ ...shared, ESCALATION_REPEAT_SECONDS: '2592000' });
  try {
    const history = await eventually(async () => {
      const { body } = await second.as('property.officer').getOrder({ params: { orderId } });
      return body.history.some(({ event }) => event === 'InspectionEscalated') && body.history;
    });
    expect(history.filter(({ event }) => event === 'InspectionEscalated')).toHaveLength(1);
  } finally {
    await second.stop();
  }
});

test('defects hold the settlement up until an officer approves them; another contractor knows of nothing', async () => {
  const { orderId, params } = await delivered();
  await scene.officer.acceptWork({
    params,
    body: { defects: [{ description: 'Rennen mangler', dueOn: '2099-01-01' }] },
  });
  await scene.officer.registerInvoice({ params, body: { invoiceNumber: `F-${orderId}`, amountOre: 1000 } });
  await expect(scene.officer.settleOrder({ params })).rejects.toMatchObject({
    status: 409,
    problem: { code: 'defects_open' },
  });
  const defect = { orderId, defectId: 'defect-1' };
  for (const stranger of ['contractor-2', 'contractor-3'])
    await expect(
      maintenance.as(stranger).reportDefectFixed({ params: defect, body: {} }),
    ).rejects.toMatchObject({ status: 404, problem: { code: 'not_found' } });
  await contractor().reportDefectFixed({ params: defect, body: { remark: 'Ny renne montert' } });

  const [escalated] = await told(orderId, 'defect.escalated');
  expect(escalated?.data).toMatchObject({ defectId: 'defect-1', awaits: 'officer', escalation: 1 });
  expect((await scene.getOrder(orderId)).siteWork.defects[0]?.status).toBe('fixed');

  await scene.officer.approveDefect({ params: defect });
  await scene.officer.settleOrder({ params });
  const [accepted] = await told(orderId, 'work.accepted');
  expect(accepted?.data.defects).toEqual([
    { defectId: 'defect-1', description: 'Rennen mangler', dueOn: '2099-01-01' },
  ]);
});

test('money is retained for a defect, and paid when that is approved', async () => {
  const { orderId, params } = await delivered();
  await scene.officer.acceptWork({
    params,
    body: { defects: [{ description: 'Rennen mangler', dueOn: '2099-01-01' }] },
  });
  await scene.officer.registerInvoice({ params, body: { invoiceNumber: `F-${orderId}`, amountOre: 1000 } });
  await scene.officer.settleOrder({ params, body: { retained: { amountOre: 300, reason: 'Renne' } } });
  expect((await scene.getOrder(orderId)).amounts).toMatchObject({
    invoicedOre: 1000,
    paidOre: 700,
    retainedOre: 300,
  });
  await scene.officer.approveDefect({ params: { orderId, defectId: 'defect-1' } });
  await scene.officer.payRetained({ params });
  expect((await scene.getOrder(orderId)).amounts).toMatchObject({ paidOre: 1000, retainedOre: 0 });
  const [settled] = await told(orderId, 'order.settled');
  expect(settled?.data).toMatchObject({ paidOre: 700, retainedOre: 300 });
  await told(orderId, 'retention.paid');
});

test('an invoice number that the contractor has used before deviates, and waits for an officer', async () => {
  const [first, second] = [await delivered(), await delivered()];
  for (const { params } of [first, second]) await scene.officer.acceptWork({ params });
  const body = { invoiceNumber: `F-${randomUUID()}`, amountOre: 1000 };
  await scene.officer.registerInvoice({ params: first.params, body });
  await scene.officer.registerInvoice({ params: second.params, body });
  const { invoices } = await scene.getOrder(second.orderId);
  expect(invoices[0]).toMatchObject({
    status: 'deviating',
    deviations: [{ code: 'number_used_before', orderId: first.orderId }],
  });
  await expect(scene.officer.settleOrder({ params: second.params })).rejects.toMatchObject({
    problem: { code: 'invoice_deviating' },
  });
  await scene.officer.rejectInvoice({
    params: second.params,
    body: { invoiceNumber: body.invoiceNumber, reason: 'Sendt to ganger' },
  });
  const [credited] = await told(second.orderId, 'invoice.rejected');
  expect(credited?.data).toMatchObject({ invoiceNumber: body.invoiceNumber, amountOre: 1000 });
  expect((await scene.getOrder(second.orderId)).amounts.invoicedOre).toBe(0);
  await scene.officer.settleOrder({ params: first.params });
});

test('a claim opens a closed order again, and its contractor is told', async () => {
  const { orderId, params } = await delivered();
  await scene.officer.acceptWork({ params });
  await scene.officer.registerInvoice({ params, body: { invoiceNumber: `F-${orderId}`, amountOre: 1000 } });
  await scene.officer.settleOrder({ params });
  await scene.officer.closeOrder({ params, body: {} });
  const { body } = await scene.officer.raiseClaim({
    params,
    body: { description: 'Lekker igjen', dueOn: '2099-01-01' },
  });
  expect(body).toEqual({ orderId, status: 'settled', claimId: 'claim-1' });
  // Sixty days before its time is over somebody is told that it is open.
  const timerId = `claimReminder:${orderId}`;
  const { dueAt } = (await maintenance.store.timers.findOne({ _id: timerId }))!;
  const lastDay = (await scene.getOrder(orderId)).siteWork.claimsUntil ?? '';
  expect(Date.parse(lastDay) - dueAt.getTime()).toBeLessThan(60 * 24 * 3_600_000);
  expect(Date.parse(lastDay) - dueAt.getTime()).toBeGreaterThan(58 * 24 * 3_600_000);
  await maintenance.store.timers.updateOne({ _id: timerId }, { $set: { dueAt: new Date() } });
  const [ending] = await told(orderId, 'claimperiod.ending');
  expect(ending?.data).toMatchObject({ claimsUntil: lastDay, openClaims: 1 });
  const claim = { orderId, claimId: 'claim-1' };
  await expect(
    maintenance.as('contractor-2').answerClaim({ params: claim, body: { answer: 'acknowledge' } }),
  ).rejects.toMatchObject({ status: 404 });
  await contractor().answerClaim({ params: claim, body: { answer: 'acknowledge' } });
  await contractor().reportClaimFixed({ params: claim, body: {} });
  await scene.officer.closeClaim({ params: claim, body: {} });
  await scene.officer.closeOrder({ params, body: {} });
  expect((await scene.getOrder(orderId)).status).toBe('closed');
  const [raised] = await told(orderId, 'claim.raised');
  expect(raised?.data).toMatchObject({ claimId: 'claim-1', description: 'Lekker igjen' });
});

test('all that was published fits its contract, and the journal is whole', async () => {
  for (const { type, data } of maintenance.published)
    maintenanceEvents[type as keyof typeof maintenanceEvents].strict().parse(data);
  expect(await verifyJournal(maintenance.store, definition.aggregates)).toEqual([]);
});
