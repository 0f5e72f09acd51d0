import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verifyJournal } from '@tiltak/store';
import { type Mint, startMint } from '../../../infra/test/mint.ts';
import { aggregates } from '../src/service.ts';
import { type RunningProcurement, refusal, startProcurement } from './running.ts';
import { type Firm, openSealedScene, type SealedScene } from './sealedScene.ts';

let mint: Mint;
let procurement: RunningProcurement;
let scene: SealedScene;
let firms: readonly Firm[];
beforeAll(async () => {
  mint = await startMint();
  procurement = await startProcurement({ OIDC_ISSUER: mint.issuer, REHEARSALS: 'true' });
  scene = await openSealedScene(procurement.url, mint);
  firms = await scene.firms(3);
});
afterAll(async () => {
  await procurement?.stop();
  await mint?.stop();
});

test('sealed bids are scored by their quality, then opened by their price, ranked, and the withdrawn one is not in it', async () => {
  const competition = await scene.competition();
  const { params } = competition;
  const [north, south, gone] = firms as readonly [Firm, Firm, Firm];
  const { bidId: northId } = await scene.bid(north, competition, { priceOre: 600_000_000 });
  const { bidId: southId } = await scene.bid(south, competition, { priceOre: 500_000_000 });
  await scene.bid(gone, competition, { priceOre: 1 });
  await gone.client.withdrawBid({ params });
  const anne = scene.as('anne');
  expect(await refusal(anne.startEvaluation({ params }))).toEqual([409, 'wrong_step']);

  await scene.close(competition);
  await scene.open(competition, 'quality');
  await anne.startEvaluation({ params });
  const early = scene.as('kari').approveOpening({ params, body: { envelope: 'price' } });
  expect(await refusal(early)).toEqual([409, 'quality_not_settled']);
  await anne.appointEvaluator({ params, body: { subject: 'anne' } });
  await anne.declareImpartiality({ params, body: { isImpartial: true } });
  const assessments = [{ requirementId: 'R1', isFulfilled: true }];
  for (const [bidId, points] of [
    [northId, 9],
    [southId, 6],
  ] as const) {
    await anne.qualifyBidder({ params: { ...params, bidId }, body: { assessments } });
    for (const criterionId of ['K', 'M']) {
      const body = { lotId: 'LOT-1', criterionId, points, reason: 'God plan' };
      await anne.scoreBid({ params: { ...params, bidId }, body });
      await anne.settleScore({ params: { ...params, bidId }, body });
    }
  }
  await anne.settleQuality({ params });
  expect(await refusal(anne.rankBids({ params }))).toEqual([409, 'prices_not_open']);

  await scene.open(competition, 'price');
  await anne.rankBids({ params });
  await anne.finishEvaluation({ params });
  const { body: shown } = await scene.as('revisor').getEvaluation({ params });
  // Price 50, quality 20, climate 30: 0.5 x 8 + 0.5 x 9, and 0.5 x 10 + 0.5 x 6.
  expect(shown.ranking?.[0]?.rows).toMatchObject([
    { bidId: northId, supplierId: north.supplierId, rank: 1, points: 8.5, priceOre: 600_000_000 },
    { bidId: southId, supplierId: south.supplierId, rank: 2, points: 8, priceOre: 500_000_000 },
  ]);
  expect(shown.bids).toHaveLength(2);
  expect(await refusal(north.client.getEvaluation({ params }))).toEqual([403, 'forbidden']);
});

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(procurement.store, aggregates)).toEqual([]);
});
