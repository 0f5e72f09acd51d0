import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { procurementEvents, procurementOperations } from '@tiltak/contracts/procurement';
import { createClient } from '@tiltak/http/client';
import { verifyJournal } from '@tiltak/store';
import { eventually } from '@tiltak/testing';
import { type Mint, startMint } from '../../../infra/test/mint.ts';
import { aggregates } from '../src/service.ts';
import { type RunningProcurement, refusal, startProcurement } from './running.ts';
import { type Firm, openSealedScene, type SealedScene } from './sealedScene.ts';

let mint: Mint;
let procurement: RunningProcurement;
let scene: SealedScene;
beforeAll(async () => {
  mint = await startMint();
  procurement = await startProcurement({ OIDC_ISSUER: mint.issuer, REHEARSALS: 'true' });
  scene = await openSealedScene(procurement.url, mint);
});
afterAll(async () => {
  await procurement?.stop();
  await mint?.stop();
});

/** A person whose role is some other: what they may do here follows from their appointment. */
const person = (subject: string) =>
  createClient(procurementOperations, {
    baseUrl: procurement.url,
    token: () => mint.tokenFor(subject, [subject === 'sekretær' ? 'procurement.opener' : 'project.owner']),
  });
const officer = () => scene.as('anne');
const jurors = ['arkitekt', 'ingeniør', 'rektor'] as const;
const contest = {
  requiredProfession: 'arkitekt',
  jury: jurors.map((subject) => ({
    subject,
    profession: subject,
    hasRequiredProfession: subject === 'arkitekt',
  })),
  anonymiser: 'sekretær',
  prizes: [{ amountOre: 300_000_00 }, { amountOre: 100_000_00 }],
};
const prizes = { result: { type: 'prizes' } } as const;

test('a contest is published with its jury and prizes, or not at all', async () => {
  const { params } = await scene.sealedCase(prizes, 'design_contest');
  const bidsDeadline = new Date(Date.now() + 3_600_000).toISOString();
  const publish = () => officer().publishProcurement({ params, body: { bidsDeadline } });
  expect(await refusal(publish())).toEqual([422, 'contest_not_set_up']);
  const setUp = (body: typeof contest) => officer().setUpDesignContest({ params, body });
  expect(await refusal(setUp({ ...contest, anonymiser: 'rektor' }))).toEqual([422, 'anonymiser_in_jury']);
  const lay = contest.jury.map((one) => ({ ...one, hasRequiredProfession: false }));
  expect(await refusal(setUp({ ...contest, jury: lay }))).toEqual([422, 'jury_profession']);
  await setUp(contest);
  await publish();
  expect(await refusal(setUp(contest))).toEqual([409, 'wrong_step']);
  const { params: other } = await scene.sealedCase();
  expect(await refusal(officer().setUpDesignContest({ params: other, body: contest }))).toEqual([
    422,
    'not_a_contest',
  ]);
});

test('entries are judged by their codes, and no name is seen before all of the jury have signed', async () => {
  const [one, two] = (await scene.firms(2)) as [Firm, Firm];
  const made = await scene.sealedCase(prizes, 'design_contest');
  const { params } = made;
  await officer().setUpDesignContest({ params, body: contest });
  await scene.publish(made);
  for (const firm of [one, two]) await scene.bid(firm, made, { priceOre: 100, text: 'Vårt utkast' });
  const early = person('sekretær').anonymiseEntry({
    params,
    body: { supplierId: one.supplierId, description: 'For tidlig' },
  });
  expect(await refusal(early)).toEqual([409, 'wrong_step']);
  await scene.close(made);
  await scene.open(made, 'quality');

  // Officers, openers and auditors see how many there are, and no more; the one who anonymises sees them.
  expect(await refusal(person('rektor').listBids({ params }))).toEqual([403, 'forbidden']);
  for (const reader of [officer(), scene.as('kari'), scene.as('revisor')])
    expect((await reader.listBids({ params })).body).toEqual({ items: [], next: null, count: 2 });
  const { body: open } = await person('sekretær').listBids({ params });
  expect(open.items.map(({ supplierId }) => supplierId).sort()).toEqual(
    [one.supplierId, two.supplierId].sort(),
  );
  const hidden = officer().getBid({ params: { ...params, bidId: open.items[0]?.bidId ?? '' } });
  expect(await refusal(hidden)).toEqual([404, 'not_found']);
  expect(await refusal(officer().startEvaluation({ params }))).toEqual([409, 'wrong_step']);

  const anonymise = (by: string, supplierId: string) =>
    person(by).anonymiseEntry({ params, body: { supplierId, description: 'Et bibliotek i tre' } });
  expect(await refusal(anonymise('rektor', one.supplierId))).toEqual([409, 'not_anonymiser']);
  expect(await refusal(anonymise('sekretær', 'ukjent'))).toEqual([422, 'bid_not_found']);
  await anonymise('sekretær', one.supplierId);
  expect(await refusal(anonymise('sekretær', one.supplierId))).toEqual([409, 'entry_twice']);
  for (const juror of jurors)
    await person(juror).declareIndependence({
      params,
      body: { isIndependent: true, statement: 'Jeg kjenner ingen som kan delta.' },
    });
  const release = () => person('sekretær').releaseEntries({ params });
  expect(await refusal(release())).toEqual([409, 'entries_missing']);
  await anonymise('sekretær', two.supplierId);
  expect((await person('rektor').getDesignContest({ params })).body).toMatchObject({
    entryCount: 2,
    entries: [],
  });
  const { body: judging } = await release();
  expect((await officer().getProcurement({ params })).body.status).toBe('evaluation');
  const codes = judging.entries.map(({ code }) => code);
  expect(codes).toEqual([...codes].sort());

  const ranking = [...codes].reverse();
  const opinions = codes.map((code) => ({ code, opinion: 'Godt plassert i landskapet' }));
  const record = (by: string) => person(by).recordJuryRanking({ params, body: { ranking, opinions } });
  expect(await refusal(record('sekretær'))).toEqual([409, 'not_in_jury']);
  await record('arkitekt');
  const sign = (by: string) => person(by).signJuryRanking({ params, body: { version: 1 } });
  const reveal = () => officer().revealContestNames({ params });
  for (const juror of jurors) {
    expect(await refusal(reveal())).toEqual([409, 'ranking_not_signed']);
    const { body } = await person(juror).getDesignContest({ params });
    expect(JSON.stringify(body)).not.toContain(one.supplierId);
    await sign(juror);
  }
  // Nor is a name in the history of the contest, for whoever may read that.
  const contestId = `${params.procurementId}.contest`;
  const before = await procurement.store.journal.find({ stream: contestId }).toArray();
  expect(JSON.stringify(before)).not.toContain(one.supplierId);

  const resultOf = (firm: Firm) => firm.client.getOwnContestResult({ params });
  expect(await refusal(resultOf(one))).toEqual([404, 'not_found']);
  const { body: decided } = await reveal();
  expect(decided.revealed).toMatchObject([
    { code: ranking[0], place: 1, prizeOre: 300_000_00 },
    { code: ranking[1], place: 2, prizeOre: 100_000_00 },
  ]);
  expect(decided.revealed?.map(({ supplierId }) => supplierId).sort()).toEqual(
    [one.supplierId, two.supplierId].sort(),
  );
  expect((await officer().getProcurement({ params })).body.status).toBe('awarded');
  expect((await officer().listBids({ params })).body.items).toHaveLength(2);
  const winner = decided.revealed?.[0]?.supplierId === one.supplierId ? one : two;
  const { body: result } = await resultOf(winner);
  expect(result).toMatchObject({
    own: { code: ranking[0], place: 1, prizeOre: 300_000_00, opinion: 'Godt plassert i landskapet' },
    entryCount: 2,
    prizes: [{ place: 1, name: `Firma ${winner.organisationNumber} AS` }, { place: 2 }],
  });
  const [, , stranger] = (await scene.firms(3)) as [Firm, Firm, Firm];
  expect(await refusal(resultOf(stranger))).toEqual([404, 'not_found']);
  const [event] = await eventually(() => {
    const all = procurement.publishedOf(contestId);
    expect(all.map(({ type }) => type)).toEqual(['designcontest.decided']);
    return all;
  });
  procurementEvents['no.tiltak.procurement.designcontest.decided.v1'].parse(event?.data);
});

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(procurement.store, aggregates)).toEqual([]);
});
