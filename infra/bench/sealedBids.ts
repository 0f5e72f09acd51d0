import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { packContent, sealEnvelope, verifyReceipt } from '@tiltak/sealing';
import mongoose from 'mongoose';
import { type Firm, openSealedScene, type SealedScene } from '../../services/procurement/test/sealedScene.ts';
import { startMint } from '../test/mint.ts';
import type { Bench, Figure } from './figure.ts';
import { line } from './line.ts';
import { nowMs } from './load.ts';
import { prepareService } from './loneService.ts';
import { percentile } from './statistics.ts';

const full = { repetitions: 7, bidders: 500, minuteMs: 60_000, opened: 100 };
const quick = { repetitions: 3, bidders: 100, minuteMs: 15_000, opened: 20 };
const MB = 1_000_000;
/** A bid whose sealing and upload are timed, and one of those that are opened. */
const largeBytes = 20 * MB;
const openedBytes = 5 * MB;
/** A bid of the last minute: many are letters and forms, and their own machines have sealed them before. */
const smallBytes = 200_000;
/** The last ones begin so long before the deadline: their uploads have to be there before what is timed here. */
const marginMs = 2_000;

type Case = Awaited<ReturnType<SealedScene['sealedCase']>>;
type Sealed = {
  readonly firm: Firm;
  readonly envelopes: readonly { readonly envelope: 'quality' | 'price'; readonly bytes: Uint8Array }[];
};

/** Sealing and uploading a large bid, many bidders in the last minute, and the opening: procurement alone. */
export const measureSealedBids: Figure = async (bench) => {
  const sizes = bench.isQuick ? quick : full;
  const namespace = `bench${randomUUID().slice(0, 8)}`;
  const mint = await startMint();
  const service = await prepareService(bench.system, {
    name: 'procurement',
    namespace,
    env: {
      OIDC_ISSUER: mint.issuer,
      SECRETS_KEY: randomBytes(32).toString('base64'),
      RECEIPT_KEY: `whsk_${randomBytes(32).toString('base64')}`,
      BID_SETTLING_SECONDS: '1',
      REHEARSALS: 'true',
    },
  });
  try {
    await service.start();
    const scene = await openSealedScene(service.url, mint);
    const firms = await scene.firms(sizes.bidders);
    const large = await largeBids(bench, { scene, firm: firms[0]!, repetitions: sizes.repetitions });
    const rush = await lastMinute(bench, { scene, firms, minuteMs: sizes.minuteMs });
    const opening = await openMany(bench, { scene, firms: firms.slice(0, sizes.opened) });
    return {
      lines: [
        line({
          what: 'sealing and uploading a bid of 20 MB',
          value: large.withUpload,
          unit: 'MB/s',
          floor: large.alone,
          target: { of: 'ratio', atLeast: 0.5 },
        }),
        line({
          what: `receipts of ${sizes.bidders} bidders in the last ${sizes.minuteMs / 1000} s, p99`,
          value: rush.receiptP99Ms,
          unit: 'ms',
          target: { of: 'figure', atMost: 2_000 },
        }),
        line({
          what: `bids of the last ${sizes.minuteMs / 1000} s that were lost or late`,
          value: sizes.bidders - rush.kept,
          unit: 'bids',
          target: { of: 'figure', atMost: 0 },
        }),
        line({
          what: `opening ${sizes.opened} bids of 5 MB`,
          value: opening.seconds,
          unit: 's',
          target: { of: 'figure', atMost: 60 * (sizes.opened / full.opened) },
        }),
      ],
      notes: [
        `in the last minute an upload of ${smallBytes / 1000} kB took p50 ${Math.round(rush.uploadP50Ms)} ms, p99 ${Math.round(rush.uploadP99Ms)} ms; a receipt p50 ${Math.round(rush.receiptP50Ms)} ms`,
      ],
      details: { sizes, large, rush, opening },
    };
  } finally {
    await service.end();
    await mint.stop();
    const database = await new mongoose.mongo.MongoClient(bench.system.world.run.mongo).connect();
    await database.db(namespace).dropDatabase();
    await database.close();
  }
};

const contentOf = (bytes: number) =>
  packContent({ document: {}, files: [{ name: 'tilbud.pdf', bytes: randomBytes(bytes) }] });

async function sealerOf(scene: SealedScene, { params }: Pick<Case, 'params'>) {
  const { body } = await scene.as('anne').getSealing({ params });
  return (content: Uint8Array, envelope: 'quality' | 'price', { organisationNumber: bidder }: Firm) =>
    sealEnvelope(content, {
      of: { ...params, envelope, bidder },
      tenderRecipient: body.recipient,
      platformRecipient: body.platformRecipient,
    });
}

const upload = async ({ client }: Firm, { params }: Pick<Case, 'params'>, bytes: Uint8Array) =>
  (await client.uploadEnvelope({ params, upload: { bytes, mediaType: 'application/age' } })).body.envelopeId;

/** The rate of the encryption alone, and with the upload to the disk; both by turns, and of each the median. */
async function largeBids(
  bench: Bench,
  {
    scene,
    firm,
    repetitions,
  }: { readonly scene: SealedScene; readonly firm: Firm; readonly repetitions: number },
) {
  bench.say('sealing and uploading a bid of 20 MB');
  const competition = await scene.competition();
  const seal = await sealerOf(scene, competition);
  const content = await contentOf(largeBytes);
  const [alone, withUpload]: [number[], number[]] = [[], []];
  const rate = (startedAt: number) => content.length / MB / ((nowMs() - startedAt) / 1000);
  // One round to warm up.
  for (let round = 0; round <= repetitions; round++) {
    bench.signal.throwIfAborted();
    const first = nowMs();
    await seal(content, 'quality', firm);
    if (round > 0) alone.push(rate(first));
    const second = nowMs();
    const sealed = await seal(content, 'quality', firm);
    await upload(firm, competition, sealed.bytes);
    if (round > 0) withUpload.push(rate(second));
  }
  return { alone: percentile(alone, 0.5), withUpload: percentile(withUpload, 0.5) };
}

/** Every bidder uploads and submits at a moment of its own in the last minute. */
async function lastMinute(
  bench: Bench,
  {
    scene,
    firms,
    minuteMs,
  }: { readonly scene: SealedScene; readonly firms: readonly Firm[]; readonly minuteMs: number },
) {
  bench.say(`${firms.length} bidders seal`);
  const made = await scene.sealedCase();
  const seal = await sealerOf(scene, made);
  const [quality, price] = [await contentOf(smallBytes), await packContent({ document: {} })];
  const sealed: Sealed[] = [];
  for (const firm of firms) {
    const envelopes = [
      { envelope: 'quality' as const, bytes: (await seal(quality, 'quality', firm)).bytes },
      { envelope: 'price' as const, bytes: (await seal(price, 'price', firm)).bytes },
    ];
    sealed.push({ firm, envelopes });
  }
  bench.say(`${firms.length} bidders submit in the last ${minuteMs / 1000} s`);
  const competition = await scene.publish(made, minuteMs + marginMs);
  const { body: keys } = await firms[0]!.client.listReceiptKeys();
  const uploadsMs: number[] = [];
  const receiptsMs: number[] = [];
  const refusals: string[] = [];
  const receipts = await Promise.all(
    sealed.map(async ({ firm, envelopes }, at) => {
      await pause((minuteMs * at) / firms.length);
      bench.signal.throwIfAborted();
      try {
        const named: { envelope: 'quality' | 'price'; envelopeId: string }[] = [];
        for (const { envelope, bytes } of envelopes) {
          const startedAt = nowMs();
          named.push({ envelope, envelopeId: await upload(firm, competition, bytes) });
          if (envelope === 'quality') uploadsMs.push(nowMs() - startedAt);
        }
        const startedAt = nowMs();
        const { body } = await firm.client.submitBid({
          params: competition.params,
          body: { envelopes: named },
        });
        receiptsMs.push(nowMs() - startedAt);
        return body.receipt;
      } catch (error) {
        // Counted as lost, with its reason.
        refusals.push(String(error));
        return null;
      }
    }),
  );
  const good = await Promise.all(
    receipts.map((one) => one !== null && verifyReceipt(one, keys).then(() => true)),
  );
  const { body: there } = await scene.as('anne').listBids({ params: competition.params });
  return {
    kept: Math.min(good.filter(Boolean).length, there.count ?? 0),
    refusals,
    receiptP50Ms: percentile(receiptsMs, 0.5),
    receiptP99Ms: percentile(receiptsMs, 0.99),
    uploadP50Ms: percentile(uploadsMs, 0.5),
    uploadP99Ms: percentile(uploadsMs, 0.99),
  };
}

/** From the shares to the published protocol. */
async function openMany(
  bench: Bench,
  { scene, firms }: { readonly scene: SealedScene; readonly firms: readonly Firm[] },
) {
  bench.say(`${firms.length} bids of 5 MB are sealed and submitted`);
  const made = await scene.sealedCase();
  const seal = await sealerOf(scene, made);
  const [quality, price] = [await contentOf(openedBytes), await packContent({ document: {} })];
  const competition = await scene.publish(made);
  for (const firm of firms) {
    bench.signal.throwIfAborted();
    const first = await seal(quality, 'quality', firm);
    const second = await seal(price, 'price', firm);
    const envelopes = [
      { envelope: 'quality' as const, envelopeId: await upload(firm, competition, first.bytes) },
      { envelope: 'price' as const, envelopeId: await upload(firm, competition, second.bytes) },
    ];
    await firm.client.submitBid({ params: competition.params, body: { envelopes } });
  }
  await scene.close(competition);
  await scene.approve(competition, 'quality');
  // The opening begins a second after the deadline: what is measured is the opening, and not the wait for it.
  await pause(1_000);
  const shares = await scene.sharesOf(competition, ['kari', 'ola']);
  bench.say(`opening ${firms.length} bids`);
  const startedAt = nowMs();
  const { params } = competition;
  await scene.as('kari').openBids({ params, body: { envelope: 'quality', shares } });
  const { openedCount } = await scene.opened(competition, 'quality', 300_000);
  if (openedCount !== firms.length)
    throw new Error(`only ${openedCount} of ${firms.length} bids were opened`);
  return { seconds: (nowMs() - startedAt) / 1000 };
}
