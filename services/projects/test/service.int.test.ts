import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ProblemError } from '@tiltak/http/client';
import { verifyJournal } from '@tiltak/store';
import { holdsAll } from '@tiltak/store/words';
import { measures } from '../src/measure/measure.ts';
import { aggregates } from '../src/service.ts';
import { contractor, eventually, fromMaintenance, startProjects, submitted } from './running.ts';

let projects: Awaited<ReturnType<typeof startProjects>>;
beforeAll(async () => {
  projects = await startProjects();
});
afterAll(async () => {
  await projects?.stop();
});

const million = 100_000_000;
const decision = { body: 'Formannskapet', date: null, caseNumber: null, dateText: '15. april' };

async function decideFrame(more: { amountOre?: number; standing?: 'decided' | 'proposed' } = {}) {
  const body = { name: 'Stimuleringstiltak', amountOre: million, decision, ...more };
  return (await projects.as('portfolio.controller').decideFrame({ body })).body.frameId;
}

async function createMeasure(
  frameId: string | null,
  more: { points?: number[]; areaId?: string; category?: string; part?: 'strakstiltak' } = {},
) {
  const body = { name: 'Mindre vedlikehold', part: null, points: [], frameId, ...more };
  return (await projects.as('project.owner').createMeasure({ body })).body.measureId;
}

const answersTo = (orderId: string) => projects.published.filter(({ subject }) => subject === orderId);
const getFrame = async (frameId: string, asOf?: string) =>
  (await projects.as('auditor').getFrame({ params: { frameId }, query: asOf === undefined ? {} : { asOf } }))
    .body;
const getMeasure = async (measureId: string) =>
  (await projects.as('auditor').getMeasure({ params: { measureId } })).body;

test('a frame that is decided is there to be read, with all of it available', async () => {
  const frameId = await decideFrame();
  expect(await getFrame(frameId)).toMatchObject({
    frameId,
    name: 'Stimuleringstiltak',
    standing: 'decided',
    amountQualifier: 'exact',
    decision,
    amountOre: million,
    availableOre: million,
    reservedOre: 0,
    paidOre: 0,
  });
  await eventually(async () => projects.published.find(({ subject }) => subject === frameId));
});

test('the same Idempotency-Key decides one frame', async () => {
  const body = { name: 'Klimafondet', amountOre: 1, decision };
  const call = () =>
    projects.as('portfolio.controller').decideFrame({ body }, { idempotencyKey: 'klimafond-1' });
  const [one, other] = await Promise.all([call(), call()]);
  expect(other.body).toEqual(one.body);
});

test('an order follows the whole way from the request to the payment', async () => {
  const frameId = await decideFrame();
  const measureId = await createMeasure(frameId);
  await projects.send([fromMaintenance('order-a', 1, 'order.submitted', submitted(measureId, 900))]);
  const [answer] = await eventually(async () => answersTo('order-a').length === 1 && answersTo('order-a'));
  expect(answer).toMatchObject({
    type: 'no.tiltak.projects.funds.reserved.v1',
    subject: 'order-a',
    sequence: '1',
    data: {
      allocationId: 'order-a',
      request: 1,
      measureId,
      frameId,
      amountOre: 900,
      availableOre: million - 900,
      previousId: null,
    },
  });

  await projects.send([
    fromMaintenance('order-a', 2, 'order.placed', {
      ...contractor,
      amountOre: 900,
      dueOn: '2030-01-01',
      proposedStart: null,
    }),
    fromMaintenance('order-a', 3, 'work.done', {
      ...contractor,
      measureId,
      personHours: 10.5,
      apprenticeHours: 4,
    }),
    fromMaintenance('order-a', 4, 'work.done', {
      ...contractor,
      measureId,
      personHours: 2,
      apprenticeHours: 0,
    }),
    fromMaintenance('order-a', 5, 'order.invoiced', { ...contractor, invoiceNumber: '1', amountOre: 700 }),
  ]);
  await eventually(async () => (await getFrame(frameId)).invoicedOre === 700);
  expect(await getFrame(frameId)).toMatchObject({ reservedOre: 0, committedOre: 200, paidOre: 0 });

  await projects.send([fromMaintenance('order-a', 6, 'order.settled', { ...contractor, paidOre: 700 })]);
  await eventually(async () => (await getFrame(frameId)).paidOre === 700);
  const settled = {
    reservedOre: 0,
    committedOre: 0,
    invoicedOre: 700,
    paidOre: 700,
  };
  expect(await getFrame(frameId)).toMatchObject({ ...settled, availableOre: million - 700 });
  expect(await getMeasure(measureId)).toMatchObject({ ...settled, personHours: 12.5, apprenticeHours: 4 });
});

test("a request that doesn't fit is refused with what is left, and may be made smaller", async () => {
  const frameId = await decideFrame({ amountOre: 1000 });
  const measureId = await createMeasure(frameId);
  await projects.send([
    fromMaintenance('order-b', 1, 'order.submitted', submitted(measureId, 600)),
    fromMaintenance('order-c', 1, 'order.submitted', submitted(measureId, 401)),
  ]);
  const [refused] = await eventually(async () => {
    const all = [...answersTo('order-b'), ...answersTo('order-c')];
    return all.length === 2 && all.filter(({ type }) => type.includes('refused'));
  });
  if (!refused) throw new Error('both were reserved');
  expect(refused.data).toMatchObject({ reason: 'exceeds_available', frameId, request: 1 });
  const { availableOre, amountOre } = refused.data as { availableOre: number; amountOre: number };
  expect(availableOre).toBe(1000 - (amountOre === 401 ? 600 : 401));
  const orderId = refused.subject;
  await projects.send([
    fromMaintenance(orderId, 2, 'order.submitted', submitted(measureId, availableOre, 2)),
  ]);
  await eventually(async () => (await getFrame(frameId)).availableOre === 0);
});

test('nothing can be reserved where there is no decided frame', async () => {
  const proposed = await createMeasure(await decideFrame({ standing: 'proposed' }));
  const frameless = await createMeasure(null);
  await projects.send([
    fromMaintenance('order-d', 1, 'order.submitted', submitted(proposed, 1)),
    fromMaintenance('order-e', 1, 'order.submitted', submitted(frameless, 1)),
    fromMaintenance('order-f', 1, 'order.submitted', submitted('no-such-measure', 1)),
  ]);
  for (const [orderId, reason] of [
    ['order-d', 'frame_not_decided'],
    ['order-e', 'measure_without_frame'],
    ['order-f', 'unknown_measure'],
  ] as const) {
    const [refused] = await eventually(async () => answersTo(orderId).length > 0 && answersTo(orderId));
    expect(refused?.data).toMatchObject({ reason, availableOre: null });
  }
});

test('an order that is submitted and cancelled at once leaves nothing behind', async () => {
  const frameId = await decideFrame();
  const measureId = await createMeasure(frameId);
  const cancelled = { callOffId: null, supplierId: null, organisationNumber: null, reason: null };
  await projects.send(
    Array.from({ length: 20 }, (_, at) => `order-g${at}`).flatMap((orderId) => [
      fromMaintenance(orderId, 1, 'order.submitted', submitted(measureId, 5)),
      fromMaintenance(orderId, 2, 'order.cancelled', cancelled),
    ]),
  );
  await eventually(
    async () => (await projects.store.journal.countDocuments({ type: 'FundsReleased' })) === 20,
  );
  expect(await getFrame(frameId)).toMatchObject({ reservedOre: 0, availableOre: million });
});

test('what breaks the agreed order of things is set aside, not passed over', async () => {
  const frameId = await decideFrame();
  const measureId = await createMeasure(frameId);
  await projects.send([
    fromMaintenance('order-h', 1, 'order.submitted', submitted(measureId, 100)),
    fromMaintenance('order-h', 2, 'order.invoiced', { ...contractor, invoiceNumber: '1', amountOre: 100 }),
  ]);
  await eventually(async () => (await projects.store.named('parked').countDocuments({})) === 1);
  expect(await getFrame(frameId)).toMatchObject({ reservedOre: 100, invoicedOre: 0 });
});

test('a frame is shown as it was at an instant', async () => {
  const frameId = await decideFrame();
  const measureId = await createMeasure(frameId);
  await projects.send([fromMaintenance('order-i', 1, 'order.submitted', submitted(measureId, 100))]);
  await eventually(async () => (await getFrame(frameId)).reservedOre === 100);
  const between = (await projects.store.journal.findOne({ stream: 'order-i' }))?.at ?? '';
  await projects.send([fromMaintenance('order-j', 1, 'order.submitted', submitted(measureId, 50))]);
  await eventually(async () => (await getFrame(frameId)).reservedOre === 150);
  expect(await getFrame(frameId, between)).toMatchObject({ reservedOre: 100, availableOre: million - 100 });
  const tooEarly = getFrame(frameId, '2019-12-31');
  await expect(tooEarly).rejects.toMatchObject({ problem: { status: 404 } });
});

test('a measure under a frame that is not there is refused', async () => {
  await expect(createMeasure('no-such-frame')).rejects.toThrow(ProblemError);
});

test('the portfolio rolls measures up, and its lines by part sum to what the frames say', async () => {
  const frameId = await decideFrame();
  const measureId = await createMeasure(frameId, {
    part: 'strakstiltak',
    points: [1, 3],
    areaId: 'fornebu',
    category: 'Skolebygg',
  });
  await projects.send([fromMaintenance('order-k', 1, 'order.submitted', submitted(measureId, 300))]);
  await eventually(async () => (await getFrame(frameId)).reservedOre === 300);
  const { body: now } = await projects.as('auditor').getPortfolio();
  expect(now.byPart.map(({ key }) => key)).toEqual([
    'strakstiltak',
    'stimuleringstiltak',
    'opptrappingstiltak',
    'none',
  ]);
  expect(now.byPart[0]).toMatchObject({ name: 'Strakstiltak', measures: 1, reservedOre: 300 });
  expect(now.byPoint.filter(({ reservedOre }) => reservedOre === 300).map(({ key }) => key)).toEqual([
    '1',
    '3',
  ]);
  expect(now.byArea[0]).toMatchObject({ key: 'fornebu', name: 'Fornebu', reservedOre: 300 });
  expect(now.byCategory[0]).toMatchObject({ key: 'Skolebygg', reservedOre: 300 });
  const sum = now.byPart.reduce((total, line) => total + line.reservedOre, 0);
  expect(sum).toBe(now.total.reservedOre);
  expect(now.total.reservedOre).toBeGreaterThan(300);

  const { body: then } = await projects.as('auditor').getPortfolio({ query: { asOf: now.asOf } });
  expect(then).toEqual(now);
  const { body: before } = await projects.as('auditor').getPortfolio({ query: { asOf: '2020-04-14' } });
  expect(before).toMatchObject({ asOf: '2020-04-14T21:59:59.999Z', frames: [], total: { amountOre: 0 } });
});

test('measures are listed by what they are filed under, page by page, also as of a past instant', async () => {
  const created = [];
  for (let at = 0; at < 3; at++) created.push(await createMeasure(null, { points: [7], areaId: 'rykkinn' }));
  const list = async (query: object) => (await projects.as('auditor').listMeasures({ query })).body;
  const first = await list({ point: 7, limit: 2 });
  expect(first.items.map(({ measureId }) => measureId)).toEqual(created.slice(0, 2));
  const rest = await list({ point: 7, limit: 2, cursor: first.next ?? '' });
  expect(rest.items.map(({ measureId }) => measureId)).toEqual(created.slice(2));
  expect(rest.next).toBeNull();
  const second = await projects.store.journal.findOne({ stream: created[1] ?? '' });
  const past = await list({ areaId: 'rykkinn', asOf: second?.at });
  expect(past.items.map(({ measureId }) => measureId)).toEqual(created.slice(0, 2));
});

test('measures are found by words of their names, whole or begun, page by page and also as of a past instant', async () => {
  const named = async (name: string) =>
    (
      await projects
        .as('project.owner')
        .createMeasure({ body: { name, part: null, points: [], frameId: null } })
    ).body;
  const [hall, other, second] = [
    await named('Gymsal ved Østenstad skole'),
    await named('Østenstad barnehage'),
    await named('Ny gymsal (Jong)'),
  ];
  const found = async (query: object) => (await projects.as('auditor').listMeasures({ query })).body;
  const idsOf = (items: readonly { readonly measureId: string }[]) => items.map(({ measureId }) => measureId);
  expect(idsOf((await found({ words: 'GYMSAL' })).items)).toEqual([hall.measureId, second.measureId]);
  expect(idsOf((await found({ words: 'østen barne' })).items)).toEqual([other.measureId]);
  expect((await found({ words: 'gymsaler' })).items).toEqual([]);
  expect((await found({ words: '.*' })).items.length).toBeGreaterThan(3);
  const first = await found({ words: 'gym', limit: 1 });
  expect(idsOf(first.items)).toEqual([hall.measureId]);
  expect(idsOf((await found({ words: 'gym', limit: 1, cursor: first.next ?? '' })).items)).toEqual([
    second.measureId,
  ]);
  const at = (await projects.store.journal.findOne({ stream: hall.measureId }))!.at;
  expect(idsOf((await found({ words: 'gym', asOf: at })).items)).toEqual([hall.measureId]);
  expect(first.items).toEqual([hall]);
  const refused = found({ words: 'x'.repeat(201) });
  await expect(refused).rejects.toMatchObject({
    problem: { status: 400, errors: [{ path: 'query.words' }] },
  });
  // Of many others none is looked at.
  const plan = await projects.store
    .states(measures)
    .find(holdsAll('barne') as object)
    .explain('executionStats');
  expect(plan.executionStats.totalDocsExamined).toBe(1);
});

test('the ETag of a frame is that of its answer when it was decided, and changes with what is used of it', async () => {
  const body = { name: 'Stimuleringstiltak', amountOre: million, decision };
  const decided = await projects.as('portfolio.controller').decideFrame({ body });
  const { frameId } = decided.body;
  const measureId = await createMeasure(frameId);
  const read = () => projects.as('auditor').getFrame({ params: { frameId } });
  const before = await read();
  expect(before.etag).toBe(decided.etag);
  await projects.send([fromMaintenance('order-l', 1, 'order.submitted', submitted(measureId, 1))]);
  await eventually(async () => (await read()).body.reservedOre === 1);
  expect((await read()).etag).not.toBe(before.etag);
});

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(projects.store, aggregates)).toEqual([]);
});
