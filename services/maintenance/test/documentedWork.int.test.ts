import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verifyJournal } from '@tiltak/store';
import { definition } from '../src/service.ts';
import { workerTimers } from '../src/timesheet/worker.ts';
import { pdf, upload } from './photos.ts';
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

const contractor = () => maintenance.as('contractor-1');

async function started(more: Parameters<typeof scene.placed>[0] = {}) {
  const { orderId } = await scene.placed(more);
  const params = { orderId };
  await contractor().startWork({ params });
  return { orderId, params };
}

test('hours by person add up to what is published in sum, and a name can be deleted', async () => {
  const { orderId, params } = await started();
  const entry = { day: '2026-01-12', hours: 7.5 };
  await contractor().reportHours({
    params,
    body: {
      entries: [
        { ...entry, worker: 'A-17', workerName: 'Kari Nordmann' },
        { ...entry, worker: 'L-2', isApprentice: true },
      ],
    },
  });
  await contractor().correctHours({
    params: { orderId, entryId: 'h-2' },
    body: { hours: 5.25, reason: 'Gikk til skolen klokken ett' },
  });
  await expect(
    contractor().reportWorkDone({ params, body: { personHours: 15, apprenticeHours: 7.5 } }),
  ).rejects.toMatchObject({ status: 422, problem: { code: 'hours_disagree' } });
  await contractor().reportWorkDone({ params, body: {} });
  const done = await eventually(() =>
    maintenance.publishedOf(orderId).find(({ type }) => type === 'work.done'),
  );
  expect(done.data).toMatchObject({ personHours: 12.75, apprenticeHours: 5.25 });

  const { body } = await scene.officer.listHours({ params });
  expect(body.items).toMatchObject([
    { worker: 'A-17', workerName: 'Kari Nordmann', hours: 7.5, isReported: true },
    { worker: 'L-2', workerName: null, hours: 5.25, isApprentice: true, isReported: true },
  ]);
  const rows = await maintenance.store.journal.find({}).toArray();
  expect(JSON.stringify(rows)).not.toContain('Kari Nordmann');
});

test('a name is deleted when the firm or an officer says so, and the hours stay', async () => {
  const [first, second] = [await started(), await started()];
  const entries = [
    { day: '2026-01-12', hours: 7.5, worker: 'B-1', workerName: 'Ola Nordmann' },
    { day: '2026-01-13', hours: 7.5, worker: 'B-1' },
  ];
  await contractor().reportHours({ params: first.params, body: { entries } });
  await contractor().reportHours({ params: second.params, body: { entries: [entries[1]!] } });
  const shown = async ({ params } = second) =>
    (await scene.officer.listHours({ params })).body.items.map(({ worker, workerName, hours }) => [
      ...[worker, workerName, hours],
    ]);
  const namesKept = async () =>
    JSON.stringify(await maintenance.store.db.collection('documents').find({}).toArray());
  expect(await shown()).toEqual([['B-1', 'Ola Nordmann', 7.5]]);
  const stranger = maintenance.as('contractor-2');
  await expect(
    stranger.eraseWorkerName({ params: first.params, body: { worker: 'B-1' } }),
  ).rejects.toMatchObject({ status: 404, problem: { code: 'not_found' } });
  await expect(
    maintenance.as('auditor').eraseWorkerName({ params: first.params, body: { worker: 'B-1' } }),
  ).rejects.toMatchObject({ status: 403 });
  expect(await shown()).toEqual([['B-1', 'Ola Nordmann', 7.5]]);

  await contractor().eraseWorkerName({ params: first.params, body: { worker: 'B-1' } });
  expect(await shown()).toEqual([['B-1', null, 7.5]]);
  expect(await shown(first)).toEqual([
    ['B-1', null, 7.5],
    ['B-1', null, 7.5],
  ]);
  expect(await namesKept()).not.toContain('Ola Nordmann');
  expect(await maintenance.store.timers.countDocuments({ _id: { $regex: '^worker:.*B-1$' } })).toBe(0);

  await contractor().reportHours({ params: first.params, body: { entries: [entries[0]!] } });
  await scene.officer.eraseWorkerName({ params: first.params, body: { worker: 'B-1' } });
  expect(await namesKept()).not.toContain('Ola Nordmann');
  // Once more is nothing more.
  await scene.officer.eraseWorkerName({ params: first.params, body: { worker: 'B-1' } });
});

test('a name is deleted by itself a year after the last hours, and not while there are new ones', async () => {
  const { params } = await started();
  const entry = { day: '2026-01-12', hours: 1, worker: 'C-1' };
  await contractor().reportHours({ params, body: { entries: [{ ...entry, workerName: 'Kari Kall' }] } });
  const workerId = `${organisationOf('contractor-1')}/C-1`;
  const timerId = `worker:${workerId}`;
  const due = async () => (await maintenance.store.timers.findOne({ _id: timerId }))?.dueAt.getTime() ?? 0;
  const dayMs = 24 * 3_600_000;
  expect(await due()).toBeGreaterThan(Date.now() + 364 * dayMs);
  /** What the timer does, `days` from now. */
  const lookAfter = (days: number) => {
    const work = workerTimers(365).workerDue!({ id: timerId, kind: 'workerDue', payload: { workerId } });
    const at = new Date(Date.now() + days * dayMs).toISOString();
    return maintenance.store.transact(
      async (reads) => {
        const step = await work(reads);
        return (stage) => step({ ...stage, at });
      },
      { actor: 'test' },
    );
  };
  const nameNow = async () => (await scene.officer.listHours({ params })).body.items[0]?.workerName;
  await lookAfter(364);
  expect(await nameNow()).toBe('Kari Kall');
  // Hours without the name show that the person is still there.
  const before = await maintenance.store.documents<{ reportedAt: string }>('workers', [workerId]);
  await contractor().reportHours({ params, body: { entries: [{ ...entry, day: '2026-01-13' }] } });
  const after = await maintenance.store.documents<{ name: string; reportedAt: string }>('workers', [
    workerId,
  ]);
  expect(after.get(workerId)!.reportedAt > before.get(workerId)!.reportedAt).toBe(true);
  expect(after.get(workerId)!.name).toBe('Kari Kall');
  await lookAfter(366);
  expect(await nameNow()).toBeNull();
});

test('hours of a firm that is not bound change nothing, and show nothing', async () => {
  const { params } = await started();
  const stranger = maintenance.as('contractor-2');
  const entries = [{ day: '2026-01-12', worker: 'A-1', hours: 1 }];
  const notFound = { status: 404, problem: { code: 'not_found' } };
  await expect(stranger.reportHours({ params, body: { entries } })).rejects.toMatchObject(notFound);
  await expect(stranger.listHours({ params })).rejects.toMatchObject(notFound);
  await expect(stranger.getDocumentation({ params })).rejects.toMatchObject(notFound);
  await expect(stranger.listChecklists({ params })).rejects.toMatchObject(notFound);
  expect((await contractor().listHours({ params })).body.items).toEqual([]);
});

test('work is not done while a checklist is open, and a failed item becomes one job, linked both ways', async () => {
  const { orderId, params } = await started();
  const { body: template } = await scene.officer.makeChecklistTemplate({
    body: { title: 'Tak', buildingPart: '26', items: ['Beslag er festet', 'Renner er hele'] },
  });
  await scene.officer.attachChecklist({ params, body: { templateId: template.templateId } });
  const [list] = (await contractor().listChecklists({ params })).body.items;
  const at = { orderId, checklistId: list?.checklistId ?? '' };
  const report = () => contractor().reportWorkDone({ params, body: { personHours: 8 } });
  await contractor().answerChecklistItem({ params: at, body: { item: 1, result: 'ok' } });
  await expect(report()).rejects.toMatchObject({ status: 409, problem: { code: 'checklist_open' } });

  const failed = { item: 2, result: 'failed', remark: 'Rennen er sprukket' } as const;
  const answers = await Promise.all(
    [1, 2, 3].map(() => contractor().answerChecklistItem({ params: at, body: failed })),
  );
  const jobId = answers[0]?.body.items[1]?.jobId ?? '';
  expect(answers.map(({ body }) => body.items[1]?.jobId)).toEqual([jobId, jobId, jobId]);
  const { body: job } = await scene.officer.getJob({ params: { jobId } });
  const ordered = await scene.getOrder(orderId);
  const { body: first } = await scene.officer.getJob({ params: { jobId: ordered.jobIds[0] ?? '' } });
  expect(job).toMatchObject({
    title: 'Renner er hele',
    description: 'Rennen er sprukket',
    buildingId: first.buildingId,
    status: 'registered',
    foundBy: { orderId, checklistId: at.checklistId, item: 2 },
  });
  const rows = await maintenance.store.journal.find({ type: 'JobRegistered', stream: jobId }).toArray();
  expect(rows).toHaveLength(1);
  expect((await report()).body.status).toBe('delivered');
});

test('a checklist and hours that come at the very moment of the report count for it', async () => {
  const { orderId, params } = await started();
  const handlers = definition.handlers(maintenance.store, maintenance.config, new AbortController().signal);
  const actor = {
    subject: 'someone',
    name: 'Noen',
    roles: [],
    organisationNumber: organisationOf('contractor-1'),
  };
  const call = (body: object) =>
    ({ params, body, actor, idempotency: undefined, ifMatch: undefined }) as never;
  const template = { title: 'Tak', items: ['Beslag'] };
  const { templateId } = (await scene.officer.makeChecklistTemplate({ body: template })).body;
  const report = () => handlers.reportWorkDone(call({}));

  // Given in one turn, so that one transaction takes both.
  const [attached, tooEarly] = await Promise.allSettled([
    handlers.attachChecklist(call({ templateId })),
    report(),
  ]);
  expect(attached.status).toBe('fulfilled');
  expect(tooEarly).toMatchObject({ reason: { code: 'checklist_open' } });
  const [list] = (await contractor().listChecklists({ params })).body.items;
  const item = { orderId, checklistId: list?.checklistId ?? '' };
  await contractor().answerChecklistItem({ params: item, body: { item: 1, result: 'ok' } });

  const entry = { day: '2026-01-12', hours: 7.5, worker: 'D-1', workerName: null, isApprentice: false };
  await Promise.all([handlers.reportHours(call({ entries: [entry] })), report()]);
  expect((await scene.officer.listHours({ params })).body.items).toMatchObject([
    { hours: 7.5, isReported: true },
  ]);
});

test('a new edition of a template changes no checklist that an order has, and is what later orders get', async () => {
  const fields = { title: 'Tak', buildingPart: '26', items: ['Beslag er festet'] };
  const { body: template, etag } = await scene.officer.makeChecklistTemplate({ body: fields });
  const { templateId } = template;
  const first = await started();
  await scene.officer.attachChecklist({ params: first.params, body: { templateId } });
  const next = { ...fields, title: 'Yttertak', items: ['Renner er hele', 'Pipehatt er tett'] };
  const params = { templateId };
  const { body: changed } = await scene.officer.changeChecklistTemplate(
    { params, body: next },
    { ifMatch: etag ?? '' },
  );
  expect(changed).toEqual({ templateId, edition: 2, ...next });
  expect((await scene.officer.getChecklistTemplate({ params })).body).toEqual(changed);
  // It is found by the title that it has now.
  const found = async (query: object) =>
    (await scene.officer.listChecklistTemplates({ query })).body.items.filter(
      (one) => one.templateId === templateId,
    );
  expect(await found({ words: 'YTTER', buildingPart: '26' })).toEqual([changed]);
  expect(await found({ words: 'tak' })).toEqual([]);
  expect(await found({ words: 'yttertak', buildingPart: '27' })).toEqual([]);
  // Somebody who saw the first edition changes nothing of what they have not seen.
  await expect(
    scene.officer.changeChecklistTemplate({ params, body: fields }, { ifMatch: etag ?? '' }),
  ).rejects.toMatchObject({ status: 412 });
  await expect(
    scene.officer.changeChecklistTemplate({ params: { templateId: 'no-such' }, body: fields }),
  ).rejects.toMatchObject({ status: 404, problem: { code: 'not_found' } });
  await expect(contractor().changeChecklistTemplate({ params, body: fields })).rejects.toMatchObject({
    status: 403,
  });

  const second = await started();
  await scene.officer.attachChecklist({ params: second.params, body: { templateId } });
  const listOf = async (one: typeof first) =>
    (await contractor().listChecklists({ params: one.params })).body.items[0];
  expect(await listOf(first)).toMatchObject({
    ...{ title: 'Tak', template: { templateId, edition: 1 } },
    items: [{ text: 'Beslag er festet' }],
  });
  expect(await listOf(second)).toMatchObject({
    ...{ title: 'Yttertak', template: { templateId, edition: 2 } },
    items: [{ text: 'Renner er hele' }, { text: 'Pipehatt er tett' }],
  });
});

test('an order that says so is settled when its documentation is approved, and shows until then what is missing', async () => {
  const { orderId, params } = await started({
    documentationRequired: ['Bruksanvisning'],
    documentationBlocksSettlement: true,
  });
  await contractor().reportWorkDone({ params, body: { personHours: 8 } });
  await scene.officer.acceptWork({ params });
  await scene.officer.registerInvoice({ params, body: { invoiceNumber: `F-${orderId}`, amountOre: 1000 } });
  expect((await scene.getOrder(orderId)).missingDocumentation).toEqual(['Bruksanvisning']);
  await expect(scene.officer.settleOrder({ params })).rejects.toMatchObject({
    problem: { code: 'documentation_missing', facts: { missing: ['Bruksanvisning'] } },
  });
  const document = {
    kind: 'Bruksanvisning',
    title: 'Varmepumpe',
    source: { type: 'reference', value: 'Perm 4' },
  } as const;
  await contractor().deliverDocument({ params, body: document });
  await scene.officer.returnDocument({
    params: { orderId, documentId: 'document-1' },
    body: { reason: 'Feil modell' },
  });
  await contractor().deliverDocument({ params, body: document });
  const { body } = await scene.officer.approveDocument({ params: { orderId, documentId: 'document-2' } });
  expect(body.documents.map(({ status }) => status)).toEqual(['returned', 'approved']);
  await scene.officer.settleOrder({ params });
  expect(await scene.getOrder(orderId)).toMatchObject({ status: 'settled', missingDocumentation: [] });
});

test('a document that is a file is one of the order’s own jobs’ files, and of no other', async () => {
  const [own, other] = [await started(), await started()];
  const fileOf = async (orderId: string) => {
    const { jobIds } = await scene.getOrder(orderId);
    const params = { jobId: jobIds[0] ?? '' };
    const query = { name: 'bruksanvisning.pdf' };
    return (await scene.officer.addJobFile({ params, query, ...upload(pdf, 'application/pdf') })).body;
  };
  const [mine, theirs] = [await fileOf(own.orderId), await fileOf(other.orderId)];
  const deliver = (value: string, { params } = own) =>
    contractor().deliverDocument({
      params,
      body: { kind: 'Bruksanvisning', title: 'Varmepumpe', source: { type: 'file', value } },
    });
  const missing = {
    status: 422,
    problem: { code: 'file_not_found', detail: expect.stringMatching(/^source.value: /) },
  };
  await expect(deliver(theirs.fileId)).rejects.toMatchObject(missing);
  await expect(deliver('no-such-file')).rejects.toMatchObject(missing);
  expect((await deliver(mine.fileId)).body.documents).toMatchObject([{ source: { value: mine.fileId } }]);
  // To another firm there is no such order, whether the file is there or not.
  for (const value of [mine.fileId, theirs.fileId])
    await expect(
      maintenance.as('contractor-2').deliverDocument({
        params: own.params,
        body: { kind: 'x', title: 'x', source: { type: 'file', value } },
      }),
    ).rejects.toMatchObject({ status: 404, problem: { code: 'not_found' } });
  await scene.officer.removeJobFile({
    params: { jobId: mine.jobId, fileId: mine.fileId },
    body: { reason: 'Feil fil' },
  });
  await expect(deliver(mine.fileId)).rejects.toMatchObject(missing);
});

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(maintenance.store, definition.aggregates)).toEqual([]);
});
