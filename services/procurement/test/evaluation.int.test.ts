import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { procurementEvents } from '@tiltak/contracts/procurement';
import { verifyJournal } from '@tiltak/store';
import { eventually } from '@tiltak/testing';
import { evaluationIdOf } from '../src/evaluation/evaluation.ts';
import { aggregates } from '../src/service.ts';
import { openScene } from './evaluationScene.ts';
import { type RunningProcurement, refusal, startProcurement } from './running.ts';

let procurement: RunningProcurement;
beforeAll(async () => {
  procurement = await startProcurement();
});
afterAll(() => procurement?.stop());

const officer = () => procurement.as('procurement.officer');
const second = () => procurement.as('procurement.officer-2');
const prices = { north: 600_000_000, south: 500_000_000 };
const assessments = [{ requirementId: 'R1', isFulfilled: true, note: 'Tre referanser' }];
type Opened = Awaited<ReturnType<ReturnType<typeof openScene>['opened']>>;
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** An evaluation with two evaluators who have declared themselves, and all bids qualified. */
async function staffed({ params, bidIds }: Opened) {
  await officer().startEvaluation({ params });
  for (const subject of ['procurement.officer', 'procurement.officer-2'])
    await officer().appointEvaluator({ params, body: { subject } });
  for (const evaluator of [officer(), second()])
    await evaluator.declareImpartiality({ params, body: { isImpartial: true } });
  for (const bidId of bidIds)
    await officer().qualifyBidder({ params: { ...params, bidId }, body: { assessments } });
}

/** Both evaluators score a bid by both criteria, and the settled scores are written down. */
async function score({ params }: Opened, bidId: string, points: { K: number; M: number }) {
  for (const [criterionId, given] of Object.entries(points)) {
    const body = { lotId: 'LOT-1', criterionId, points: given, reason: 'God plan' };
    const at = { ...params, bidId };
    await officer().scoreBid({ params: at, body });
    await second().scoreBid({ params: at, body: { ...body, points: given - 1 } });
    await officer().settleScore({ params: at, body });
  }
}

test('bids are qualified, scored and settled before their prices, ranked with them, and the end is published', async () => {
  const scene = openScene(procurement);
  const opened = await scene.opened(prices);
  const { params, bidIds } = opened;
  const [north = '', south = ''] = bidIds;
  await staffed(opened);
  expect(await scene.statusOf(north)).toBe('qualified');
  await score(opened, north, { K: 9, M: 9 });
  await score(opened, south, { K: 6, M: 6 });
  expect(await refusal(officer().rankBids({ params }))).toEqual([409, 'quality_not_settled']);
  await officer().settleQuality({ params });
  expect(await refusal(officer().rankBids({ params }))).toEqual([409, 'prices_not_open']);
  await scene.openPrices(params.procurementId, prices);
  await officer().rankBids({ params });
  expect((await officer().getProcurement({ params })).body.status).toBe('evaluation');

  const { body: shown } = await procurement.as('auditor').getEvaluation({ params });
  // Price 50, quality 20, climate 30: 0.5 x 8 + 0.5 x 9, and 0.5 x 10 + 0.5 x 6.
  expect(shown.ranking).toMatchObject([
    {
      lotId: 'LOT-1',
      rows: [
        { bidId: north, supplierId: 'north', rank: 1, points: 8.5, priceOre: prices.north },
        { bidId: south, supplierId: 'south', rank: 2, points: 8, parts: [{}, {}, {}] },
      ],
    },
  ]);
  await officer().finishEvaluation({ params });
  expect(await scene.statusOf(north)).toBe('evaluated');
  const [event] = await eventually(() => {
    const all = procurement.publishedOf(evaluationIdOf(params.procurementId));
    expect(all).toHaveLength(1);
    return all;
  });
  const schema = procurementEvents['no.tiltak.procurement.evaluation.finished.v1'];
  expect(schema.parse(event?.data)).toMatchObject({ ...params, round: 1, bidsCount: 2, rejectedCount: 0 });
  expect(JSON.stringify(event)).not.toContain('north');
});

test("an evaluator sees nobody else's score before the settled one is written down", async () => {
  const scene = openScene(procurement);
  const opened = await scene.opened(prices);
  const { params, bidIds } = opened;
  await staffed(opened);
  const at = { ...params, bidId: bidIds[0] ?? '' };
  const body = { lotId: 'LOT-1', criterionId: 'K', points: 7.5, reason: 'God plan' };
  await officer().scoreBid({ params: at, body });
  await second().scoreBid({ params: at, body: { ...body, points: 3 } });
  const seen = async (role: string) =>
    (await procurement.as(role).getEvaluation({ params })).body.scores.map(({ points }) => points);
  expect(await seen('procurement.officer')).toEqual([7.5]);
  expect(await seen('procurement.officer-2')).toEqual([3]);
  expect(await seen('auditor')).toEqual([]);
  const { body: before } = await officer().getEvaluation({ params });
  expect(before.given).toEqual([{ bidId: at.bidId, lotId: 'LOT-1', criterionId: 'K', evaluators: 2 }]);
  await officer().settleScore({ params: at, body: { ...body, points: 5 } });
  expect(await seen('auditor')).toEqual([7.5, 3]);
});

test('quality is neither scored nor settled anew when a price is known, or the quality settled', async () => {
  const scene = openScene(procurement);
  const opened = await scene.opened(prices);
  const { params, bidIds } = opened;
  const [north = '', south = ''] = bidIds;
  await staffed(opened);
  await score(opened, north, { K: 9, M: 9 });
  await scene.openPrices(params.procurementId, { south: prices.south });
  const body = { lotId: 'LOT-1', criterionId: 'K', points: 10, reason: 'Billig' };
  expect(await refusal(officer().scoreBid({ params: { ...params, bidId: south }, body }))).toEqual([
    409,
    'price_open',
  ]);
  await officer().rejectBid({
    params: { ...params, bidId: south },
    body: { ground: 'essential_deviation', reason: 'Forbehold mot dagmulkt' },
  });
  await officer().settleQuality({ params });
  expect(await refusal(officer().settleScore({ params: { ...params, bidId: north }, body }))).toEqual([
    409,
    'quality_settled',
  ]);
  const { body: trail } = await procurement.as('auditor').listAttempts({ params });
  expect(trail.items.map(({ operation, code }) => [operation, code])).toEqual([
    ['settleScore', 'quality_settled'],
    ['scoreBid', 'price_open'],
  ]);
});

test('a low price is pointed out, asked about and rejected only after that, and the rest is ranked again', async () => {
  const scene = openScene(procurement);
  const low = { north: 600_000_000, south: 300_000_000 };
  const opened = await scene.opened(low);
  const { params, bidIds } = opened;
  const [north = '', south = ''] = bidIds;
  await staffed(opened);
  for (const bidId of bidIds) await score(opened, bidId, { K: 5, M: 5 });
  await officer().settleQuality({ params });
  await scene.openPrices(params.procurementId, low);
  await officer().rankBids({ params });
  const { body: ranked } = await officer().getEvaluation({ params });
  expect(ranked.lowPrices).toEqual([
    { lotId: 'LOT-1', bidId: south, ofMedianPercent: 50, ofNextLowestPercent: 50 },
  ]);
  const at = { ...params, bidId: south };
  const rejection = { ground: 'abnormally_low' as const, reason: 'Ingen holdbar forklaring' };
  expect(await refusal(officer().rejectBid({ params: at, body: rejection }))).toEqual([
    409,
    'explanation_not_asked',
  ]);
  const question = { question: 'Hvordan er prisen regnet ut?', answerBy: inDays(5) };
  await officer().askForExplanation({ params: at, body: question });
  expect(await refusal(officer().rejectBid({ params: at, body: rejection }))).toEqual([
    409,
    'explanation_pending',
  ]);
  await officer().recordExplanation({ params: at, body: { explanation: 'Vi vil inn i markedet.' } });
  await officer().rejectBid({ params: at, body: rejection });
  expect(await scene.statusOf(south)).toBe('rejected');
  expect(await refusal(officer().finishEvaluation({ params }))).toEqual([409, 'not_ranked']);
  await officer().rankBids({ params });
  await officer().finishEvaluation({ params });
  const { body: shown } = await officer().getEvaluation({ params });
  expect(shown.ranking?.[0]?.rows.map(({ bidId }) => bidId)).toEqual([north]);
});

test('equal bids are put in order by lots that two persons saw', async () => {
  const scene = openScene(procurement);
  const equal = { north: 500_000_000, south: 500_000_000 };
  const opened = await scene.opened(equal);
  const { params, bidIds } = opened;
  await staffed(opened);
  for (const bidId of bidIds) await score(opened, bidId, { K: 7, M: 7 });
  await officer().settleQuality({ params });
  await scene.openPrices(params.procurementId, equal);
  await officer().rankBids({ params });
  expect(await refusal(officer().finishEvaluation({ params }))).toEqual([409, 'tie_open']);
  const drawn = { lotId: 'LOT-1', bidIds: [...bidIds].reverse(), note: 'Trukket i møte' };
  await officer().drawLots({ params, body: drawn });
  const confirm = { params, body: { lotId: 'LOT-1' } };
  expect(await refusal(officer().confirmDrawing(confirm))).toEqual([409, 'same_person']);
  await second().confirmDrawing(confirm);
  const { body: shown } = await officer().getEvaluation({ params });
  expect(shown.ranking?.[0]?.rows.map(({ bidId }) => bidId)).toEqual(drawn.bidIds);
  await officer().finishEvaluation({ params });
});

test('bidders, and staff who were not appointed, see nothing of it', async () => {
  const scene = openScene(procurement);
  const { params } = await scene.opened(prices);
  await officer().startEvaluation({ params });
  expect(await refusal(procurement.as('contractor-1').getEvaluation({ params }))).toEqual([403, 'forbidden']);
  const owner = procurement.as('project.owner');
  const missing = owner.getEvaluation({ params: { procurementId: 'none' } });
  expect(await refusal(owner.getEvaluation({ params }))).toEqual(await refusal(missing));
  await officer().appointEvaluator({ params, body: { subject: 'project.owner' } });
  expect((await owner.getEvaluation({ params })).body.bids).toHaveLength(2);
});

test('an evaluation is started once, and only when the bids are opened', async () => {
  const scene = openScene(procurement);
  const { params } = await scene.opened(prices);
  await officer().startEvaluation({ params });
  expect(await refusal(officer().startEvaluation({ params }))).toEqual([409, 'evaluation_started']);
  const none = { procurementId: 'none' };
  expect(await refusal(officer().startEvaluation({ params: none }))).toEqual([404, 'not_found']);
});

test.each([
  ['body.points', { points: 10.5 }],
  ['body.points', { points: -1 }],
  ['body.points', { points: 1.234 }],
  ['body.reason', { reason: ' ' }],
  ['body.criterionId', { criterionId: 'no such id!' }],
])('a score with a wrong %s is a 400 that names it: %j', async (path, wrong) => {
  const body = { lotId: 'LOT-1', criterionId: 'K', points: 7, reason: 'God plan', ...wrong };
  const call = officer().scoreBid({ params: { procurementId: 'p', bidId: 'b' }, body });
  await expect(call).rejects.toMatchObject({ problem: { status: 400, errors: [{ path }] } });
});

test('a simulation answers over HTTP with the rule of the day, and writes nothing', async () => {
  const before = await procurement.store.journal.countDocuments({});
  const criteria = [
    { criterionId: 'P', type: 'price' as const, weightPercent: 50 },
    { criterionId: 'K', type: 'quality' as const, weightPercent: 20 },
    { criterionId: 'M', type: 'climate' as const, weightPercent: 30 },
  ];
  const bid = (bidId: string, priceOre: number, k: number, m: number) => ({
    bidId,
    priceOre,
    points: [
      { criterionId: 'K', points: k },
      { criterionId: 'M', points: m },
    ],
  });
  const asked = {
    criteria,
    priceModel: { type: 'proportional' as const },
    bids: [bid('a', 100, 5, 5), bid('b', 120, 6, 6)],
  };
  const { body } = await officer().simulateEvaluation({ body: asked });
  expect(body.climateRule).toMatchObject({
    weightPercentMin: 30,
    rule: { key: 'climate.weight_percent_min' },
  });
  expect(body.bids?.climate).toMatchObject({ nominalPercent: 30 });
  expect(body.typical.models).toHaveLength(5);
  const wrong = { ...asked, criteria: criteria.slice(1) };
  expect(await refusal(officer().simulateEvaluation({ body: wrong }))).toEqual([422, 'weights_not_100']);
  expect(await refusal(procurement.as('contractor-1').simulateEvaluation({ body: asked }))).toEqual([
    403,
    'forbidden',
  ]);
  expect(await procurement.store.journal.countDocuments({})).toBe(before);
});

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(procurement.store, aggregates)).toEqual([]);
});
