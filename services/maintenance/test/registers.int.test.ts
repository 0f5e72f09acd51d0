import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, type RunningMaintenance, startMaintenance } from './running.ts';
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

const building = (name: string) => ({ name, address: null, matrikkel: null });

test('buildings are listed in the order of the Norwegian alphabet, page by page', async () => {
  const names = ['Øverland skole', 'Bærums Verk', 'Årstad', 'Ærfuglveien', 'bekkestua bibliotek', 'Zoologen'];
  for (const name of names) await scene.officer.addBuilding({ body: building(name) });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await scene.officer.listBuildings({ query: { limit: 4, ...(cursor && { cursor }) } });
    seen.push(...body.items.map(({ name }) => name));
    cursor = body.next ?? undefined;
  } while (cursor);
  expect(seen).toEqual([
    'bekkestua bibliotek',
    'Bærums Verk',
    'Zoologen',
    'Ærfuglveien',
    'Øverland skole',
    'Årstad',
  ]);
});

test('a building is read back as it was given, with its version as its ETag', async () => {
  const given = {
    name: 'Fornebu skole',
    address: 'Snarøyveien 1',
    matrikkel: { municipalityNumber: '0219', gnr: 41, bnr: 5, fnr: 2 },
    areaId: 'fornebu',
    source: null,
  };
  const { body, etag } = await scene.officer.addBuilding({ body: given });
  const read = await scene.officer.getBuilding({ params: { buildingId: body.buildingId } });
  expect(read.body).toEqual(body);
  expect(body).toMatchObject(given);
  expect([etag, read.etag]).toEqual(['"1"', '"1"']);
});

test('a job is registered on a building that is there', async () => {
  const call = scene.officer.registerJob({ body: { buildingId: 'missing', title: 'Taket lekker' } });
  await expect(call).rejects.toMatchObject({ status: 422, problem: { code: 'building_not_found' } });
});

test('a job is shown those that it may repeat: same building, recent, and alike in any form of their words', async () => {
  const { buildingId } = (await scene.officer.addBuilding({ body: building('Evje skole') })).body;
  const elsewhere = (await scene.officer.addBuilding({ body: building('Hosle skole') })).body.buildingId;
  const register = async (title: string, more: object = {}) =>
    (await scene.officer.registerJob({ body: { buildingId, title, buildingPart: '26', ...more } })).body
      .jobId;
  const same = await register('Taket over gymsalen lekker');
  const sameWords = await register('Lekk tak, gymsal', { buildingPart: null });
  await register('Vinduet i trappen er knust');
  await register('Maling av gangen', { buildingPart: null });
  await register('Taket over gymsalen lekker', { buildingId: elsewhere });
  const rejected = await register('Taket over gymsalen lekker igjen');
  await scene.officer.rejectJob({ params: { jobId: rejected }, body: { reason: 'Meldt før' } });
  const params = { jobId: await register('Tak lekker over gymsal', { description: 'Vann på gulvet' }) };
  const { items } = (await scene.officer.listSimilarJobs({ params })).body;
  expect(items.map(({ jobId }) => jobId).sort()).toEqual([same, sameWords].sort());
  const likeness = items.map((item) => item.likeness);
  expect(likeness).toEqual(likeness.toSorted((one, other) => other - one));
});

test('a job that was put aside is taken up again, and its urgency changed, each with its reason', async () => {
  const { buildingId } = (await scene.officer.addBuilding({ body: building('Bekkestua skole') })).body;
  const { body: job } = await scene.officer.registerJob({
    body: { buildingId, title: 'Råte i vindu', conditionGrade: 'TG2', consequenceGrade: 'KG3' },
  });
  expect(job).toMatchObject({ urgency: 'high', urgencyByGrades: 'high', urgencyReason: null });
  const params = { jobId: job.jobId };
  await scene.officer.deferJob({ params, body: { year: 2099 } });
  const reopened = await scene.officer.reopenJob({ params, body: { reason: 'Verre enn antatt' } });
  expect(reopened.body.status).toBe('reopened');
  const body = { urgency: 'immediate', reason: 'Barn i rommet' } as const;
  await scene.officer.changeUrgency({ params, body });
  expect((await scene.officer.getJob({ params })).body).toMatchObject({
    ...{ status: 'reopened', urgency: 'immediate', urgencyByGrades: 'high', urgencyReason: 'Barn i rommet' },
  });
});

test('jobs are found by words, all of them, and a text with the marks of a search language is only words', async () => {
  const { buildingId } = (await scene.officer.addBuilding({ body: building('Jong skole') })).body;
  const register = async (title: string) =>
    (await scene.officer.registerJob({ body: { buildingId, title } })).body.jobId;
  const door = await register('Branndøren i kjelleren lukker ikke');
  const lamp = await register('Lampen i kjelleren er mørk');
  const found = async (words: string) =>
    (await scene.officer.listJobs({ query: { words, buildingId } })).body.items.map(({ jobId }) => jobId);
  expect(await found('kjelleren')).toEqual([lamp, door]);
  expect(await found('branndøren kjeller')).toEqual([door]);
  expect(await found('-kjelleren "lampen"')).toEqual([lamp]);
  expect(await found('kjeller heis')).toEqual([]);
});

test('jobs are approved, rejected, merged and put off, and listed by status and building', async () => {
  const { buildingId } = (await scene.officer.addBuilding({ body: building('Rådhuset') })).body;
  const register = async (title: string) =>
    (await scene.officer.registerJob({ body: { buildingId, title } })).body.jobId;
  const [one, two, three, four] = [
    await register('Taket lekker'),
    await register('Taket lekker fortsatt'),
    await register('Ny fontene'),
    await register('Male gangen'),
  ] as const;
  const { officer } = scene;
  await officer.approveJob({ params: { jobId: one } });
  await officer.mergeJob({ params: { jobId: two }, body: { duplicateOf: one } });
  await officer.rejectJob({ params: { jobId: three }, body: { reason: 'Ikke behov' } });
  const { body: deferred } = await officer.deferJob({ params: { jobId: four }, body: { year: 2099 } });
  expect(deferred).toMatchObject({ status: 'deferred', deferredTo: 2099, reason: null });

  const list = async (query: object) =>
    (await officer.listJobs({ query: { ...query, buildingId } })).body.items.map(({ jobId }) => jobId);
  expect(await list({})).toEqual([four, three, two, one]);
  expect(await list({ status: 'merged' })).toEqual([two]);
  expect((await officer.getJob({ params: { jobId: two } })).body.duplicateOf).toBe(one);
  await expect(officer.approveJob({ params: { jobId: one } })).rejects.toMatchObject({
    status: 409,
    problem: { code: 'wrong_state' },
  });
});

test('an order whose jobs are not all right changes none of them', async () => {
  const [good, gone] = [await scene.registerJob(), await scene.registerJob()];
  await scene.officer.rejectJob({ params: { jobId: gone }, body: { reason: 'Ikke behov' } });
  const order = (jobIds: string[], more: object = {}) => scene.submit({ jobIds, ...more });
  const refusals = [
    [order([good, gone]), 409, 'job_not_orderable'],
    [order([good, 'missing']), 422, 'job_not_found'],
    [order([good, good]), 422, 'job_twice'],
    [order([good], { dueOn: '2020-01-01' }), 422, 'due_in_the_past'],
  ] as const;
  await Promise.all(
    refusals.map(([call, status, code]) => expect(call).rejects.toMatchObject({ status, problem: { code } })),
  );
  expect((await scene.officer.getJob({ params: { jobId: good } })).body.status).toBe('registered');
});

test('one job is ordered once, however many try at the same time', async () => {
  const jobId = await scene.registerJob();
  const frameworkAgreementId = await scene.signAgreement();
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, () => scene.submit({ jobIds: [jobId], frameworkAgreementId })),
  );
  const won = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  expect(won).toHaveLength(1);
  const { body } = await scene.officer.listOrders({ query: { status: 'submitted', limit: 200 } });
  expect(body.items.filter(({ jobIds }) => jobIds.includes(jobId)).map(({ orderId }) => orderId)).toEqual(
    won,
  );
});

test('orders are listed by status and measure, with the contractor that they are placed with', async () => {
  const { orderId } = await scene.placed({ measureId: 'measure-list' });
  const other = await scene.submit({ measureId: 'measure-list' });
  const list = async (query: object) => (await scene.officer.listOrders({ query })).body.items;
  expect((await list({ measureId: 'measure-list' })).map((order) => order.orderId)).toEqual([other, orderId]);
  expect(await list({ measureId: 'measure-list', status: 'placed' })).toMatchObject([
    { orderId, contractorName: 'Eksempel Bygg AS', amounts: { orderedOre: 25_000_000 } },
  ]);
});

test("an order's history says who did what, by name", async () => {
  const { orderId } = await scene.placed();
  const { history } = await scene.getOrder(orderId);
  expect(history.map(({ text, actor }) => [text.replaceAll('\u00a0', ' '), actor])).toEqual([
    ['Bestilling på 250 000 kr sendt inn, ber om penger fra tiltaket', 'Demoklient eiendom'],
    ['250 000 kr reservert', 'Systemet'],
    [
      expect.stringMatching(
        /^Tilbud sendt til Eksempel Bygg AS, svarfrist \d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d$/,
      ),
      'Systemet',
    ],
    ['Eksempel Bygg AS takket ja', 'Eksempel Bygg AS'],
    ['Bestilt hos Eksempel Bygg AS for inntil 250 000 kr', 'Eksempel Bygg AS'],
    [expect.stringMatching(/^Frister: oppmøte innen .+, ferdig innen .+$/), 'Eksempel Bygg AS'],
  ]);
});

test('an invoice that exceeds the order is refused with what is left', async () => {
  const { orderId } = await scene.placed();
  const params = { orderId };
  const contractor = maintenance.as('contractor-1');
  await contractor.startWork({ params });
  await contractor.reportWorkDone({ params, body: { personHours: 1 } });
  await scene.officer.acceptWork({ params });
  const invoice = (invoiceNumber: string, amountOre: number) =>
    scene.officer.registerInvoice({ params, body: { invoiceNumber, amountOre } });
  await invoice('F-1', 24_000_000);
  await expect(invoice('F-2', 1_000_001)).rejects.toMatchObject({
    status: 422,
    problem: {
      code: 'exceeds_order',
      facts: { orderedOre: 25_000_000, invoicedOre: 24_000_000, leftOre: 1_000_000 },
    },
  });
  const racing = await Promise.allSettled([invoice('F-3', 600_000), invoice('F-4', 600_000)]);
  expect(racing.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await eventually(async () => (await scene.getOrder(orderId)).amounts.invoicedOre === 24_600_000);
});
