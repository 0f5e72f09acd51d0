import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { procurementEvents } from '@tiltak/contracts/procurement';
import { makeIdentity, recipientOf, verifyReceipt } from '@tiltak/sealing';
import { verifyJournal } from '@tiltak/store';
import { eventually } from '@tiltak/testing';
import { type Mint, startMint } from '../../../infra/test/mint.ts';
import { sweepEnvelopes } from '../src/bid/sweep.ts';
import { evaluationIdOf } from '../src/evaluation/evaluation.ts';
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
  firms = await scene.firms(4);
});
afterAll(async () => {
  await procurement?.stop();
  await mint?.stop();
});

/** The quality of a case's bids is settled, as its evaluation would say it. */
const settleQuality = (procurementId: string) =>
  procurement.store.named('evaluations').insertOne({
    _id: evaluationIdOf(procurementId),
    version: 1,
    state: { status: 'started', bids: [], qualitySettledAt: new Date().toISOString() },
  } as never);

test('sealed bids go from the bidder to two openings, and what comes out is what went in', async () => {
  const competition = await scene.competition();
  const { params } = competition;
  const [one, two, three] = firms as readonly [Firm, Firm, Firm];
  const { body: keys } = await one.client.getSealing({ params });
  expect(keys).toMatchObject({ envelopes: ['quality', 'price'], lotIds: ['LOT-1'], shares: [] });
  const first = await scene.bid(one, competition, { priceOre: 500_00, text: 'Enkelt og greit' });
  await scene.bid(two, competition, { priceOre: 400_00 });
  await scene.bid(three, competition, { priceOre: 300_00 });
  await three.client.withdrawBid({ params });

  const { body: receiptKeys } = await one.client.listReceiptKeys();
  expect(await verifyReceipt(first.receipt!, receiptKeys)).toEqual({
    procurementId: params.procurementId,
    bidId: first.bidId,
    organisationNumber: one.organisationNumber,
    version: 1,
    receivedAt: first.receivedAt,
    envelopes: [
      {
        envelope: 'quality',
        sha256: first.uploads.quality.sealed.sha256,
        bytes: first.uploads.quality.bytes,
      },
      { envelope: 'price', sha256: first.uploads.price.sealed.sha256, bytes: first.uploads.price.bytes },
    ],
  });
  const before = await scene.as('anne').listBids({ params });
  expect(before.body).toEqual({ items: [], next: null, count: 2 });

  await scene.close(competition);
  const quality = await scene.open(competition, 'quality');
  expect(quality).toMatchObject({ totalCount: 2, openedCount: 2, failedCount: 0 });
  expect((await scene.as('anne').getProcurement({ params })).body.status).toBe('opened');
  const seen = (await scene.as('anne').getBid({ params: { ...params, bidId: first.bidId } })).body;
  expect(seen).toMatchObject({
    status: 'opened',
    answers: [{ id: 'K', text: 'Enkelt og greit' }],
    prices: [],
    receipt: null,
    outcomes: [{ envelope: 'quality', plaintextSha256: first.uploads.quality.sealed.plaintextSha256 }],
  });
  const file = await scene.as('anne').getBidFile({
    params: { ...params, bidId: first.bidId, envelope: 'quality' },
    query: { name: 'vedlegg.pdf' },
  });
  expect(Buffer.from(file.body.bytes).toString()).toMatch(/^Enkelt og greit/);

  const early = scene.as('kari').approveOpening({ params, body: { envelope: 'price' } });
  expect(await refusal(early)).toEqual([409, 'quality_not_settled']);
  await settleQuality(params.procurementId);
  const price = await scene.open(competition, 'price');
  expect(price).toMatchObject({ totalCount: 2, openedCount: 2 });
  const { body: all } = await scene.as('revisor').listBids({ params });
  expect(all.items.map(({ prices }) => prices[0]?.priceOre).sort()).toEqual([400_00, 500_00]);

  const told = await eventually(() => {
    const opened = procurement.publishedOf(`${params.procurementId}.sealing.1`);
    expect(opened.map(({ type }) => type)).toEqual(['sealing.set', 'bids.opened', 'bids.opened']);
    return opened;
  });
  expect(told[1]?.data).toMatchObject({ openedCount: 2, protocolSha256: quality.protocolSha256 });
  for (const { type, data } of [...told, ...procurement.publishedOf(first.bidId)])
    procurementEvents[`no.tiltak.procurement.${type}.v1` as keyof typeof procurementEvents].parse(data);
  expect(procurement.publishedOf(first.bidId).map(({ type }) => type)).toEqual(['bid.opened', 'bid.opened']);
});

test('a bid is replaced, and its last submission before the deadline is what is opened', async () => {
  const competition = await scene.competition();
  const [firm] = firms as readonly [Firm];
  const first = await scene.bid(firm, competition, { priceOre: 1, text: 'Den gamle' });
  const second = await scene.bid(firm, competition, { priceOre: 2, text: 'Den nye' });
  expect(second).toMatchObject({ bidId: first.bidId, status: 'replaced', version: 2 });
  await scene.close(competition);
  await scene.open(competition, 'quality');
  const { body } = await scene.as('anne').listBids({ params: competition.params });
  expect(body.items).toMatchObject([{ status: 'opened', answers: [{ text: 'Den nye' }] }]);
});

test('a bid after the deadline is refused with how late it is, and stands in the audit trail', async () => {
  const competition = await scene.competition();
  const { params } = competition;
  const [firm] = firms as readonly [Firm];
  const { envelopeId } = await scene.upload(firm, competition, 'quality', { document: {} });
  await scene.close(competition);
  const envelopes = [{ envelope: 'quality' as const, envelopeId }];
  expect(await refusal(firm.client.submitBid({ params, body: { envelopes } }))).toEqual([409, 'bid_late']);
  expect(await refusal(scene.upload(firm, competition, 'price', { document: {} }))).toEqual([
    409,
    'bid_late',
  ]);
  expect(await refusal(firm.client.withdrawBid({ params }))).toEqual([409, 'bid_late']);
  const { body: trail } = await scene.as('revisor').listAttempts({ params });
  expect(trail.items.map(({ operation, code, actor }) => [operation, code, actor])).toEqual([
    ['withdrawBid', 'bid_late', `firm-${firm.organisationNumber}`],
    ['uploadEnvelope', 'bid_late', `firm-${firm.organisationNumber}`],
    ['submitBid', 'bid_late', `firm-${firm.organisationNumber}`],
  ]);
  expect((await scene.as('anne').listBids({ params })).body.count).toBe(0);
});

test('of many submissions around the deadline each has exactly one outcome: a receipt from before, or late', async () => {
  const competition = await scene.competition();
  const { params } = competition;
  const [firm] = firms as readonly [Firm];
  const named = [
    await scene.upload(firm, competition, 'quality', { document: {} }),
    await scene.upload(firm, competition, 'price', { document: {} }),
  ].map(({ envelope, envelopeId }) => ({ envelope, envelopeId }));
  const outcomes: ('taken' | 'late')[] = [];
  const deadline = await scene.endIn(competition, 1500);
  const end = Date.parse(deadline);
  await pause(Math.max(0, end - Date.now() - 150));
  const calls: Promise<void>[] = [];
  while (Date.now() < end + 150) {
    calls.push(
      firm.client.submitBid({ params, body: { envelopes: named } }).then(
        ({ body }) => {
          expect(body.receivedAt < deadline).toBe(true);
          outcomes.push('taken');
        },
        ({ problem }) => {
          expect(problem.code).toBe('bid_late');
          expect(problem.facts.receivedAt >= deadline).toBe(true);
          outcomes.push('late');
        },
      ),
    );
    await pause(4);
  }
  await Promise.all(calls);
  expect(outcomes).toContain('taken');
  expect(outcomes).toContain('late');
  const { body } = await firm.client.listBids({ params });
  expect(body.items[0]?.version).toBe(outcomes.filter((one) => one === 'taken').length);
});

test('two different persons open, each share that is not right is named, and nothing comes before the deadline', async () => {
  const competition = await scene.competition();
  const { params } = competition;
  const elsewhere = await scene.sealedCase();
  await scene.bid(firms[0]!, competition, { priceOre: 1 });
  const [karis, olas, auditors] = await scene.sharesOf(competition, ['kari', 'ola', 'revisor']);
  const open = (shares: readonly (string | undefined)[]) =>
    scene
      .as('ola')
      .openBids({ params, body: { envelope: 'quality', shares: shares.map((one) => one ?? '') } });
  const approve = (who: 'kari' | 'ola') =>
    scene.as(who).approveOpening({ params, body: { envelope: 'quality' } });

  expect(await refusal(open([karis, olas]))).toEqual([409, 'opening_too_early']);
  expect(await refusal(approve('kari'))).toEqual([409, 'opening_too_early']);
  await scene.close(competition);
  await approve('kari');
  expect(await refusal(open([karis, olas]))).toEqual([409, 'approvals_missing']);
  expect(await refusal(approve('kari'))).toEqual([409, 'same_person']);
  await approve('ola');
  const [foreign] = await scene.sharesOf(elsewhere, ['kari']);
  const told = (shares: readonly (string | undefined)[]) =>
    open(shares).then(
      () => 'opened',
      ({ problem }) => [problem.code, problem.facts?.shares?.map((one: { holder: string }) => one.holder)],
    );
  expect(await told([foreign, olas])).toEqual(['shares_refused', ['kari']]);
  expect(await told([olas, olas])).toEqual(['shares_refused', ['ola']]);
  expect(await told([`${olas!.slice(0, -4)}AAAA`, auditors])).toEqual(['shares_refused', [null]]);
  expect(await told([auditors])).toEqual(['shares_missing', undefined]);
  expect((await scene.as('anne').getProcurement({ params })).body.status).toBe('closed_for_bids');
  await open([olas, auditors]);
  await scene.opened(competition, 'quality');
  expect(await refusal(open([karis, olas]))).toEqual([409, 'opening_finished']);
  const { body: trail } = await scene.as('revisor').listAttempts({ params });
  expect(trail.items.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['opening_too_early', 'same_person', 'shares_refused', 'shares_missing']),
  );
});

test('a bid that does not open is named with the reason, and the others open', async () => {
  const competition = await scene.competition();
  const { params } = competition;
  const [one, two, three, four] = firms as readonly [Firm, Firm, Firm, Firm];
  await scene.bid(one, competition, { priceOre: 1 });
  // Sealed as another firm's: a copied envelope.
  const copied = await scene.bid(two, competition, { priceOre: 2 });
  const foreign = await scene.upload(
    { ...two, organisationNumber: one.organisationNumber },
    competition,
    'quality',
    {
      document: {},
    },
  );
  const { price } = copied.uploads;
  await two.client.submitBid({
    params,
    body: {
      envelopes: [
        { envelope: 'quality', envelopeId: foreign.envelopeId },
        { envelope: 'price', envelopeId: price.envelopeId },
      ],
    },
  });
  // Sealed to a key of their own.
  const recipient = await recipientOf(await makeIdentity());
  const locked = {
    ...three,
    client: {
      ...three.client,
      getSealing: async () => ({ body: { recipient, platformRecipient: recipient } }),
    },
  };
  await scene.bid(locked as never, competition, { priceOre: 3 });
  // A price where quality belongs.
  const quality = await scene.upload(four, competition, 'quality', {
    document: { prices: [{ lotId: 'LOT-1', priceOre: 4 }] },
  });
  const fourths = await scene.upload(four, competition, 'price', { document: {} });
  await four.client.submitBid({
    params,
    body: { envelopes: [quality, fourths].map(({ envelope, envelopeId }) => ({ envelope, envelopeId })) },
  });

  await scene.close(competition);
  expect(await scene.open(competition, 'quality')).toMatchObject({ openedCount: 2, failedCount: 2 });
  const { body } = await scene.as('anne').listBids({ params });
  const of = ({ organisationNumber }: Firm) =>
    body.items.find((each) => each.organisationNumber === organisationNumber)?.outcomes[0];
  expect(of(one)).toMatchObject({ result: 'opened', findings: [] });
  expect(of(two)).toMatchObject({ result: 'failed', failure: { code: 'envelope_foreign' } });
  expect(of(three)).toMatchObject({ result: 'failed', failure: { code: 'not_decryptable' } });
  expect(of(four)).toMatchObject({ result: 'opened', findings: ['price_in_quality_envelope'] });
  expect(body.items.every(({ prices }) => prices.length === 0)).toBe(true);
});

test('nobody reads another firm’s bid, nor any sealed one: it looks as one that is not there', async () => {
  const competition = await scene.competition();
  const { params } = competition;
  const [one, two] = firms as readonly [Firm, Firm];
  const { bidId, uploads } = await scene.bid(one, competition, { priceOre: 1 });
  const problems = await Promise.all(
    [
      two.client.getBid({ params: { ...params, bidId } }),
      two.client.getBid({ params: { ...params, bidId: 'nothing' } }),
      scene.as('anne').getBid({ params: { ...params, bidId } }),
      scene.as('revisor').getBid({ params: { ...params, bidId } }),
    ].map((call) =>
      call.then(
        () => 'read',
        ({ problem }) => problem,
      ),
    ),
  );
  expect(problems[0]).toMatchObject({ status: 404 });
  for (const problem of problems) expect(problem).toEqual(problems[0]);
  const { body: trail } = await scene.as('revisor').listAttempts({ params });
  expect(trail.items.map(({ actor, operation, code }) => [actor, operation, code])).toContainEqual([
    `firm-${two.organisationNumber}`,
    'getBid',
    'not_found',
  ]);
  expect((await two.client.listBids({ params })).body).toEqual({ items: [], next: null, count: null });
  expect(await refusal(scene.as('adam').listBids({ params }))).toEqual([403, 'forbidden']);
  // Nor can another firm take it for its own.
  const stolen = [uploads.quality, uploads.price].map(({ envelope, envelopeId }) => ({
    envelope,
    envelopeId,
  }));
  expect(await refusal(two.client.submitBid({ params, body: { envelopes: stolen } }))).toEqual([
    422,
    'envelope_not_found',
  ]);
});

test('a case that is not published, or has no keys, takes nothing, and a plain file is no envelope', async () => {
  const [firm] = firms as readonly [Firm];
  const draft = await scene.sealedCase();
  expect(await refusal(firm.client.getSealing({ params: draft.params }))).toEqual([404, 'not_found']);
  const upload = { bytes: Buffer.from('age-encryption.org/v1\n-> x\n'), mediaType: 'application/age' };
  expect(await refusal(firm.client.uploadEnvelope({ params: draft.params, upload }))).toEqual([
    404,
    'not_found',
  ]);
  const { params } = await scene.competition();
  const plain = { ...upload, bytes: Buffer.from('%PDF-1.7') };
  expect(await refusal(firm.client.uploadEnvelope({ params, upload: plain }))).toEqual([
    422,
    'envelope_not_sealed',
  ]);
  const { recipient, threshold, shares } = draft.dealt;
  const anew = scene.as('anne').setSealing({ params, body: { recipient, threshold, shares: [...shares] } });
  expect(await refusal(anew)).toEqual([409, 'sealing_fixed']);
});

test('the same submission once more has the same receipt and no further effect', async () => {
  const competition = await scene.competition();
  const { params } = competition;
  const [firm] = firms as readonly [Firm];
  const { uploads } = await scene.bid(firm, competition, { priceOre: 1 });
  const body = {
    envelopes: [uploads.quality, uploads.price].map(({ envelope, envelopeId }) => ({ envelope, envelopeId })),
  };
  const first = await firm.client.submitBid({ params, body }, { idempotencyKey: 'once' });
  const again = await firm.client.submitBid({ params, body }, { idempotencyKey: 'once' });
  expect(again.body).toEqual(first.body);
  const own = await firm.client.getBid({ params: { ...params, bidId: first.body.bidId } });
  expect(own.body).toEqual(first.body);
});

test('envelopes that no bid names are swept away after two days, those of a bid stay, and they are limited', async () => {
  const competition = await scene.competition();
  const [, firm] = firms as readonly [Firm, Firm];
  const kept = await scene.bid(firm, competition, { priceOre: 1 });
  const left = await scene.upload(firm, competition, 'price', { document: {} });
  const { store } = procurement;
  const inThreeDays = { ...store, now: () => new Date(Date.now() + 3 * 86_400_000) };
  expect(await sweepEnvelopes(store)).toBe(0);
  expect(await sweepEnvelopes(inThreeDays)).toBeGreaterThan(0);
  const files = await store.db
    .collection<{ _id: string }>('sealedEnvelopes.files')
    .find({ _id: { $in: [kept.uploads.quality.envelopeId, kept.uploads.price.envelopeId, left.envelopeId] } })
    .toArray();
  expect(files.map(({ _id }) => _id).sort()).toEqual(
    [kept.uploads.quality.envelopeId, kept.uploads.price.envelopeId].sort(),
  );
  const envelopes = [{ envelope: 'price' as const, envelopeId: left.envelopeId }];
  const gone = firm.client.submitBid({
    params: competition.params,
    body: { envelopes: [{ envelope: 'quality', envelopeId: kept.uploads.quality.envelopeId }, ...envelopes] },
  });
  expect(await refusal(gone)).toEqual([422, 'envelope_not_found']);
  const many = Array.from({ length: 21 }, () => scene.upload(firm, competition, 'price', { document: {} }));
  const outcomes = await Promise.allSettled(many);
  expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
  expect(await refusal(scene.upload(firm, competition, 'price', { document: {} }))).toEqual([
    409,
    'too_many_envelopes',
  ]);
});

test('the journal is whole, and every state is the fold of it', async () => {
  const findings = await verifyJournal(procurement.store, aggregates);
  expect(findings.filter(({ stream }) => !String(stream).endsWith('.evaluation'))).toEqual([]);
});
