import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { procurementEvents } from '@tiltak/contracts/procurement';
import { verifyJournal } from '@tiltak/store';
import { eventually } from '@tiltak/testing';
import { aggregates } from '../src/service.ts';
import { facts, specification } from './caseExamples.ts';
import { endWindow } from './caseScene.ts';
import { setKeys } from './keys.ts';
import { organisationOf, type RunningProcurement, refusal, startProcurement } from './running.ts';

let procurement: RunningProcurement;
beforeAll(async () => {
  procurement = await startProcurement();
});
afterAll(() => procurement?.stop());

const officer = () => procurement.as('procurement.officer');
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const body = structuredClone({ ...facts, cpvCodes: [...facts.cpvCodes] });
const competition = structuredClone(specification) as never;

async function specifiedCase(): Promise<{ procurementId: string }> {
  const { body: created } = await officer().createProcurement({ body });
  const params = { procurementId: created.procurementId };
  await officer().planProcurement({ params, body: { publishOn: inDays(0).slice(0, 10) } });
  await officer().specifyCompetition({ params, body: competition });
  return params;
}

test('nothing that asks for bids is published before their keys are dealt out, and nothing of it is done', async () => {
  const params = await specifiedCase();
  const publish = () => officer().publishProcurement({ params, body: { bidsDeadline: inDays(90) } });
  expect(await refusal(publish())).toEqual([409, 'keys_missing']);
  expect((await officer().getProcurement({ params })).body.status).toBe('planned');
  expect(await procurement.store.timers.findOne({ _id: `bidsEnd:${params.procurementId}` })).toBeNull();
  await setKeys(procurement, params);
  expect((await publish()).body.status).toBe('published');
});

test('a case goes from draft to published, and its deadline closes it for bids by itself', async () => {
  const params = await specifiedCase();
  await setKeys(procurement, params);
  const { body: published } = await officer().publishProcurement({
    params,
    body: { bidsDeadline: new Date(Date.now() + 90 * 86_400_000).toISOString() },
  });
  expect(published).toMatchObject({ ...body, ...params, status: 'published', round: 1 });
  // A timer that comes too early, by another machine's clock, waits for the deadline.
  const timer = { _id: `bidsEnd:${params.procurementId}` };
  const dueAt = new Date();
  await procurement.store.timers.updateOne(timer, { $set: { dueAt } });
  await eventually(async () => {
    const row = await procurement.store.timers.findOne(timer);
    expect(row?.dueAt).toEqual(new Date(published.deadlines.bids ?? 0));
  });
  expect((await officer().getProcurement({ params })).body.status).toBe('published');
  await endWindow(procurement, params.procurementId, 'bids');
  const closed = await eventually(async () => {
    const { body: now } = await officer().getProcurement({ params });
    expect(now.status).toBe('closed_for_bids');
    return now;
  });
  expect(closed.deadlines.bids).toBe(published.deadlines.bids);
  const events = await eventually(() => {
    const all = procurement.publishedOf(params.procurementId);
    expect(all.map(({ type }) => type)).toEqual([
      'procurement.created',
      'procurement.published',
      'procurement.advanced',
    ]);
    return all;
  });
  for (const { type, data } of events)
    procurementEvents[`no.tiltak.procurement.${type}.v1` as keyof typeof procurementEvents].parse(data);
});

test('what the procedure does not allow is refused, changes nothing, and stands in the audit trail', async () => {
  const { body: created } = await officer().createProcurement({ body });
  const params = { procurementId: created.procurementId };
  const before = await officer().getProcurement({ params });
  const early = officer().publishProcurement({ params, body: { bidsDeadline: inDays(60) } });
  expect(await refusal(early)).toEqual([409, 'wrong_step']);
  expect(await refusal(officer().completeProcurement({ params }))).toEqual([409, 'wrong_step']);
  expect(await officer().getProcurement({ params })).toEqual(before);
  const { body: trail } = await procurement.as('auditor').listAttempts({ params });
  expect(trail.items).toMatchObject([
    { actor: 'procurement.officer', operation: 'completeProcurement', code: 'wrong_step' },
    { actor: 'procurement.officer', operation: 'publishProcurement', code: 'wrong_step' },
  ]);
});

test('a limited tender goes to suppliers that there are', async () => {
  const { body: created } = await officer().createProcurement({
    body: { ...body, procedure: 'limited_tender' },
  });
  const params = { procurementId: created.procurementId };
  await officer().planProcurement({ params, body: { publishOn: '2026-02-01' } });
  await officer().specifyCompetition({ params, body: competition });
  await setKeys(procurement, params);
  const deadline = { bidsDeadline: inDays(60) };
  const unknown = officer().publishProcurement({ params, body: { ...deadline, invitedSupplierIds: ['x'] } });
  expect(await refusal(unknown)).toEqual([422, 'supplier_not_found']);
  const { body: supplier } = await officer().registerSupplier({
    body: { organisationNumber: '310000019', name: 'Eksempel Bygg AS' },
  });
  const invitedSupplierIds = [supplier.supplierId];
  const { body: published } = await officer().publishProcurement({
    params,
    body: { ...deadline, invitedSupplierIds },
  });
  expect(published.invitedSupplierIds).toEqual(invitedSupplierIds);
});

test("a rehearsal waits for no least period, is nobody else's to see, and stays one; elsewhere there are none", async () => {
  const asked = { ...body, rehearsal: true };
  expect(await refusal(officer().createProcurement({ body: asked }))).toEqual([422, 'rehearsals_off']);
  const training = await startProcurement({ REHEARSALS: 'true' });
  try {
    const trainee = training.as('procurement.officer');
    const { body: created } = await trainee.createProcurement({ body: asked });
    const params = { procurementId: created.procurementId };
    const { body: changed } = await trainee.changeProcurement({ params, body });
    expect(changed.rehearsal).toBe(true);
    await trainee.planProcurement({ params, body: { publishOn: '2026-02-01' } });
    await trainee.specifyCompetition({ params, body: competition });
    await setKeys(training, params);
    const bidsDeadline = new Date(Date.now() + 60_000).toISOString();
    const { body: published } = await trainee.publishProcurement({ params, body: { bidsDeadline } });
    expect(published.status).toBe('published');
    expect((await training.as().listNotices()).body.items).toEqual([]);
    expect(await refusal(training.as().getNotice({ params }))).toEqual([404, 'not_found']);
    await trainee.registerSupplier({
      body: { organisationNumber: organisationOf('contractor-1'), name: 'Eksempel Bygg AS' },
    });
    const { body: seen } = await training.as('contractor-1').getNotice({ params });
    expect(seen).toMatchObject({ title: body.title, status: 'open' });
    const real = await trainee.createProcurement({ body });
    const realParams = { procurementId: real.body.procurementId };
    await trainee.planProcurement({ params: realParams, body: { publishOn: '2026-02-01' } });
    await trainee.specifyCompetition({ params: realParams, body: competition });
    const tooSoon = trainee.publishProcurement({ params: realParams, body: { bidsDeadline } });
    expect(await refusal(tooSoon)).toEqual([422, 'deadline_too_short']);
  } finally {
    await training.stop();
  }
});

test('the list is filtered by status, measure and procedure, newest first', async () => {
  const measureId = `m-${Date.now()}`;
  const one = await officer().createProcurement({ body: { ...body, measureId } });
  const two = await officer().createProcurement({ body: { ...body, measureId, procedure: 'restricted' } });
  const ids = async (query: object) =>
    (await procurement.as('auditor').listProcurements({ query })).body.items.map(
      (each) => each.procurementId,
    );
  expect(await ids({ measureId })).toEqual([two.body.procurementId, one.body.procurementId]);
  expect(await ids({ measureId, procedure: 'restricted' })).toEqual([two.body.procurementId]);
  expect(await ids({ measureId, status: 'published' })).toEqual([]);
});

test('others than procurement officers, and contractors above all, may not', async () => {
  for (const role of ['property.officer', 'contractor-1', 'procurement.opener'])
    expect(await refusal(procurement.as(role).createProcurement({ body }))).toEqual([403, 'forbidden']);
  const params = await specifiedCase();
  expect(await refusal(procurement.as('contractor-1').getProcurement({ params }))).toEqual([
    403,
    'forbidden',
  ]);
});

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(procurement.store, aggregates)).toEqual([]);
});
