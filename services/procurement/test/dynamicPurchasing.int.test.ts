import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { procurementEvents } from '@tiltak/contracts/procurement';
import { verifyJournal } from '@tiltak/store';
import { eventually } from '@tiltak/testing';
import { procurementRoutes } from '../src/procurement/routes.ts';
import { aggregates } from '../src/service.ts';
import { facts, specification } from './caseExamples.ts';
import { endWindow } from './caseScene.ts';
import { setKeys } from './keys.ts';
import { demoSuppliers, inDays } from './partnershipScene.ts';
import { pausedStore } from './pausedStore.ts';
import { type RunningProcurement, refusal, startProcurement } from './running.ts';

let procurement: RunningProcurement;
let suppliers: readonly [string, string, string];
beforeAll(async () => {
  procurement = await startProcurement();
  suppliers = await demoSuppliers(procurement);
});
afterAll(() => procurement?.stop());

const officer = () => procurement.as('procurement.officer');
const meets = { statement: 'Se vedlagte referanser', confirmedRequirementIds: ['R1'] };

async function planned(more: object, result: object): Promise<{ readonly procurementId: string }> {
  const { body } = await officer().createProcurement({
    body: { ...facts, cpvCodes: [...facts.cpvCodes], ...more },
  });
  const params = { procurementId: body.procurementId };
  await officer().planProcurement({ params, body: { publishOn: inDays(0).slice(0, 10) } });
  await officer().specifyCompetition({
    params,
    body: structuredClone({ ...specification, result }) as never,
  });
  await setKeys(procurement, params);
  return params;
}
const system = () =>
  planned({ procedure: 'dynamic_purchasing_system' }, { type: 'dynamic_purchasing_system', months: 24 });
const call = (systemId: string) =>
  planned({ procedure: 'dynamic_purchasing_call', systemId }, { type: 'contract' });

/** Time can't be waited for: the timer is moved to now, as its instant would have brought it there. */
const fire = (id: string) => procurement.store.timers.updateOne({ _id: id }, { $set: { dueAt: new Date() } });

async function published() {
  const params = await system();
  await officer().publishProcurement({ params, body: { requestsDeadline: inDays(40) } });
  return params;
}

/** A system whose first window is over and that is open for purchases. */
async function opened() {
  const params = await published();
  await procurement.as('contractor-1').applyForAdmission({ params, body: meets });
  await endWindow(procurement, params.procurementId, 'requests');
  await eventually(async () => {
    expect((await officer().getProcurement({ params })).body.status).toBe('qualification');
  });
  await officer().admitSupplier({ params: { ...params, supplierId: suppliers[0] } });
  await officer().openPurchasingSystem({ params });
  return params;
}

test('the first window is at least thirty days, and a system is opened when its first applications are decided', async () => {
  const params = await system();
  const short = officer().publishProcurement({ params, body: { requestsDeadline: inDays(20) } });
  expect(await refusal(short)).toEqual([422, 'deadline_too_short']);
  const apply = () => procurement.as('contractor-1').applyForAdmission({ params, body: meets });
  expect(await refusal(apply())).toEqual([404, 'not_found']);
  await officer().publishProcurement({ params, body: { requestsDeadline: inDays(40) } });
  const { body: own } = await apply();
  expect(own).toMatchObject({ status: 'applied', isOverdue: false, supplierId: suppliers[0] });
  expect(await refusal(apply())).toEqual([409, 'already_applied']);
  const open = () => officer().openPurchasingSystem({ params });
  expect(await refusal(open())).toEqual([409, 'wrong_step']);
  await endWindow(procurement, params.procurementId, 'requests');
  await eventually(async () => {
    expect(await refusal(open())).toEqual([409, 'applications_undecided']);
  });
  await officer().admitSupplier({ params: { ...params, supplierId: suppliers[0] } });
  const { body } = await open();
  expect(body).toMatchObject({ takesApplications: true, takesPurchases: true, admissions: { admitted: 1 } });
});

test('everyone qualified is admitted while the system lasts, and who was refused may ask again', async () => {
  const params = await opened();
  const second = procurement.as('contractor-2');
  const some = second.applyForAdmission({ params, body: { ...meets, confirmedRequirementIds: [] } });
  expect(await refusal(some)).toEqual([422, 'requirements_missing']);
  await second.applyForAdmission({ params, body: meets });
  const of = { ...params, supplierId: suppliers[1] };
  const refuse = { ground: 'requirement_not_met', reason: 'Ingen referanse gjelder tak' } as const;
  expect(await refusal(officer().refuseAdmission({ params: of, body: refuse }))).toEqual([
    422,
    'requirement_not_found',
  ]);
  await officer().refuseAdmission({ params: of, body: { ...refuse, requirementId: 'R1' } });
  const { body: refused } = await second.getOwnAdmission({ params });
  expect(refused).toMatchObject({ status: 'refused', refusal: { requirementId: 'R1' } });
  expect(JSON.stringify(refused)).not.toContain('procurement.officer');
  await second.applyForAdmission({ params, body: meets });
  await officer().admitSupplier({ params: of });
  expect(await refusal(officer().admitSupplier({ params: of }))).toEqual([409, 'already_decided']);
  const { body: list } = await procurement
    .as('auditor')
    .listAdmissions({ params, query: { status: 'admitted' } });
  expect(list.items.map(({ supplierId }) => supplierId).sort()).toEqual([suppliers[0], suppliers[1]].sort());
  expect(await refusal(procurement.as('contractor-3').getOwnAdmission({ params }))).toEqual([
    404,
    'not_found',
  ]);
  for (const role of ['contractor-1', 'auditor'])
    expect(await refusal(procurement.as(role).admitSupplier({ params: of }))).toEqual([403, 'forbidden']);
  const events = await eventually(() => {
    const all = procurement.publishedOf(`${params.procurementId}.admission.${suppliers[1]}`);
    expect(all.map(({ type }) => type.replace('admission.', ''))).toEqual([
      ...['applied', 'refused', 'applied', 'granted'],
    ]);
    return all;
  });
  for (const { type, data } of events)
    procurementEvents[`no.tiltak.procurement.${type}.v1` as keyof typeof procurementEvents].parse(data);
});

test('an application that waits for longer than ten working days shows as late', async () => {
  const params = await published();
  const { body: own } = await procurement.as('contractor-1').applyForAdmission({ params, body: meets });
  const waitMs = Date.parse(own.decideBy) - Date.parse(own.appliedAt);
  expect(waitMs).toBeGreaterThanOrEqual(14 * 24 * 3_600_000);
  expect((await officer().listAdmissions({ params, query: { overdue: 'true' } })).body.items).toEqual([]);
  await fire(`admissionDue:${params.procurementId}.admission.${suppliers[0]}`);
  await eventually(async () => {
    const { body: late } = await officer().listAdmissions({ params, query: { overdue: 'true' } });
    expect(late.items).toMatchObject([{ supplierId: suppliers[0], isOverdue: true, status: 'applied' }]);
  });
  expect((await officer().getPurchasingSystem({ params })).body.admissions).toMatchObject({ overdue: 1 });
  await officer().admitSupplier({ params: { ...params, supplierId: suppliers[0] } });
  expect((await officer().getPurchasingSystem({ params })).body.admissions).toMatchObject({ overdue: 0 });
});

test('a purchase invites all who are admitted when it is published, and nobody by hand', async () => {
  const { procurementId: systemId } = await opened();
  const params = await call(systemId);
  const publish = (body: object) => officer().publishProcurement({ params, body });
  expect(await refusal(publish({ bidsDeadline: inDays(20), invitedSupplierIds: [suppliers[2]] }))).toEqual([
    422,
    'invitation_not_used',
  ]);
  expect(await refusal(publish({ bidsDeadline: inDays(5) }))).toEqual([422, 'deadline_too_short']);
  const third = procurement.as('contractor-3');
  await third.applyForAdmission({ params: { procurementId: systemId }, body: meets });
  await officer().admitSupplier({ params: { procurementId: systemId, supplierId: suppliers[2] } });
  // Who only waits is not invited.
  await procurement
    .as('contractor-2')
    .applyForAdmission({ params: { procurementId: systemId }, body: meets });
  const { body } = await publish({ bidsDeadline: inDays(20) });
  expect([...(body.invitedSupplierIds ?? [])].sort()).toEqual([suppliers[0], suppliers[2]].sort());

  const idsOf = ({ body: list }: { body: { items: readonly { procurementId: string }[] } }) =>
    list.items.map(({ procurementId }) => procurementId);
  const ofFirm = async (firm: string) =>
    idsOf(await procurement.as(firm).listOwnCalls({ params: { procurementId: systemId } }));
  // One that is still prepared is the buyer's alone.
  const next = await call(systemId);
  expect(await ofFirm('contractor-3')).toEqual([params.procurementId]);
  expect(await ofFirm('contractor-2')).toEqual([]);
  const { body: own } = await procurement
    .as('contractor-3')
    .listOwnCalls({ params: { procurementId: systemId } });
  expect(own.items[0]).toMatchObject({ status: 'open', openUntil: body.deadlines.bids });
  const bought = await procurement.as('auditor').listProcurements({ query: { systemId } });
  expect(idsOf(bought)).toEqual([next.procurementId, params.procurementId]);
});

test('who is admitted while a purchase is published is invited to it, or it is not published', async () => {
  const { procurementId: systemId } = await opened();
  const system = { procurementId: systemId };
  const params = await call(systemId);
  await procurement.as('contractor-2').applyForAdmission({ params: system, body: meets });
  const admit = () => officer().admitSupplier({ params: { ...system, supplierId: suppliers[1] } });
  const paused = procurementRoutes(pausedStore(procurement.store, admit), { REHEARSALS: false });
  const body = { requestsDeadline: null, bidsDeadline: inDays(20), invitedSupplierIds: null };
  const actor = { subject: 'procurement.officer', name: 'Anskaffer', roles: ['procurement.officer'] };
  const given = { actor, params, body: { ...body, questionsUntil: null }, idempotency: undefined };
  const meanwhile = paused.publishProcurement({ ...given, ifMatch: undefined } as never);
  await expect(meanwhile).rejects.toMatchObject({ code: 'stale_version' });
  expect((await officer().getProcurement({ params })).body.status).toBe('planned');
  const { body: after } = await officer().publishProcurement({ params, body: { bidsDeadline: inDays(20) } });
  expect([...(after.invitedSupplierIds ?? [])].sort()).toEqual([suppliers[0], suppliers[1]].sort());
});

test('those who work for the municipality read the names of people who did something, and of no others', async () => {
  await published();
  const subjects = 'procurement.officer\nnobody';
  const { body } = await procurement.as('auditor').namePeople({ query: { subjects } });
  expect(body.items.map(({ subject }) => subject)).toEqual(['procurement.officer']);
  expect(body.items[0]?.name).toMatch(/\S/);
  const asked = procurement.as('contractor-1').namePeople({ query: { subjects } });
  expect(await refusal(asked)).toEqual([403, 'forbidden']);
});

test('nothing is bought in a system that is none, not open, or without anyone', async () => {
  const published = async (systemId: string) => {
    const params = await call(systemId);
    return await refusal(officer().publishProcurement({ params, body: { bidsDeadline: inDays(20) } }));
  };
  expect(await published('01a')).toEqual([422, 'system_not_found']);
  expect(await published((await system()).procurementId)).toEqual([422, 'system_not_found']);
  const early = await system();
  await officer().publishProcurement({ params: early, body: { requestsDeadline: inDays(40) } });
  expect(await published(early.procurementId)).toEqual([409, 'system_not_open']);
  await endWindow(procurement, early.procurementId, 'requests');
  await eventually(async () => {
    await officer().openPurchasingSystem({ params: early });
  });
  expect(await published(early.procurementId)).toEqual([422, 'nobody_admitted']);
});

test('a system ends by itself at its last day; then nobody is admitted and nothing is bought', async () => {
  const params = await opened();
  await fire(`systemEnds:${params.procurementId}`);
  await eventually(async () => {
    expect((await officer().getProcurement({ params })).body.status).toBe('completed');
  });
  const late = procurement.as('contractor-2').applyForAdmission({ params, body: meets });
  expect(await refusal(late)).toEqual([409, 'system_not_open']);
  const purchase = await call(params.procurementId);
  const publish = officer().publishProcurement({ params: purchase, body: { bidsDeadline: inDays(20) } });
  expect(await refusal(publish)).toEqual([409, 'system_not_open']);
  expect((await officer().getPurchasingSystem({ params })).body).toMatchObject({
    takesApplications: false,
    takesPurchases: false,
  });
});

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(procurement.store, aggregates)).toEqual([]);
});
