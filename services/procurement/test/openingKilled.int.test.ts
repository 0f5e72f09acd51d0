import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verifyJournal } from '@tiltak/store';
import { eventually } from '@tiltak/testing';
import { type Mint, startMint } from '../../../infra/test/mint.ts';
import type { Bid } from '../src/bid/bid.ts';
import { bids } from '../src/bid/bid.ts';
import { aggregates } from '../src/service.ts';
import { type ChildProcurement, startChildProcurement } from './childProcurement.ts';
import { openSealedScene } from './sealedScene.ts';

let mint: Mint;
let procurement: ChildProcurement;
beforeAll(async () => {
  mint = await startMint();
  procurement = await startChildProcurement(mint, { REHEARSALS: 'true' });
});
afterAll(async () => {
  await procurement?.stop();
  await mint?.stop();
});

const biddersCount = 12;

test('an opening that a SIGKILL interrupts keeps what is opened, has no key left, and goes on with the shares', async () => {
  const scene = await openSealedScene(procurement.url(), mint);
  const firms = await scene.firms(biddersCount);
  const competition = await scene.competition();
  const { params } = competition;
  for (const firm of firms) await scene.bid(firm, competition, { priceOre: 1, fileBytes: 1_000_000 });
  await scene.close(competition);
  await scene.approve(competition, 'quality');
  const shares = await scene.sharesOf(competition, ['kari', 'ola']);
  await scene.as('kari').openBids({ params, body: { envelope: 'quality', shares } });

  const opened = () =>
    procurement.store
      .states<Bid>(bids)
      .find({ 'state.procurementId': params.procurementId, 'state.outcomes.quality': { $exists: true } })
      .toArray();
  await eventually(async () => expect((await opened()).length).toBeGreaterThan(0), { deadlineMs: 30_000 });
  await procurement.killAndStart();
  const before = await opened();
  // Otherwise it was not killed in the middle, and the test shows nothing.
  expect(before.length).toBeLessThan(biddersCount);

  const again = await openSealedScene(procurement.url(), mint);
  const { body: stood } = await again.as('ola').getOpening({ params });
  expect(stood.envelopes[0]).toMatchObject({ status: 'opening', isRunning: false, totalCount: biddersCount });
  const tooFew = again.as('ola').openBids({ params, body: { envelope: 'quality', shares: shares.slice(1) } });
  await expect(tooFew).rejects.toMatchObject({ problem: { code: 'shares_missing' } });
  await again.as('ola').openBids({ params, body: { envelope: 'quality', shares } });
  const finished = await again.opened(competition, 'quality');
  expect(finished).toMatchObject({ openedCount: biddersCount, failedCount: 0 });
  const after = await opened();
  for (const { _id, version, state } of before)
    expect(after.find((one) => one._id === _id)).toMatchObject({ version, state });
  expect(await verifyJournal(procurement.store, aggregates)).toEqual([]);
});
