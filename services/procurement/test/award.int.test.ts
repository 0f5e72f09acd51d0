import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { procurementEvents } from '@tiltak/contracts/procurement';
import { verifyJournal } from '@tiltak/store';
import { eventually } from '@tiltak/testing';
import { awardOf } from '../src/award/award.ts';
import { aggregates } from '../src/service.ts';
import { awardScene } from './awardScene.ts';
import { type RunningProcurement, refusal, startProcurement } from './running.ts';

let procurement: RunningProcurement;
let scene: ReturnType<typeof awardScene>;
let north: string;
let south: string;
beforeAll(async () => {
  procurement = await startProcurement();
  scene = awardScene(procurement);
  [north = '', south = ''] = await scene.firms('contractor-1', 'contractor-2');
});
afterAll(() => procurement?.stop());

const prices = () => ({ [north]: 600_000_000, [south]: 500_000_000 });

async function awarded() {
  const { params, bidIds } = await scene.evaluated(prices());
  await scene.propose(params, [south]);
  const { body: award } = await scene.second.approveAward({ params });
  return { params, bidIds, award, contractId: award.contracts[0]?.contractId ?? '' };
}

test('an award follows the ranking, is approved by a second person, and tells all bidders at once', async () => {
  const { officer, second } = scene;
  const { params, bidIds } = await scene.evaluated(prices());
  expect(await refusal(scene.propose(params, [north]))).toEqual([422, 'not_by_ranking']);
  expect(await refusal(scene.propose(params, [south, north]))).toEqual([422, 'too_many_winners']);
  expect(await refusal(officer.getAward({ params }))).toEqual([404, 'not_found']);
  expect((await scene.propose(params, [south])).body).toMatchObject({ status: 'proposed', number: 1 });
  expect(await refusal(officer.approveAward({ params }))).toEqual([422, 'same_person']);
  expect((await officer.getProcurement({ params })).body.status).toBe('evaluation');

  const { body: award } = await second.approveAward({ params });
  expect(award).toMatchObject({
    status: 'approved',
    approvedBy: 'procurement.officer-2',
    lots: [{ winners: [{ supplierId: south, rank: 1, priceOre: 500_000_000 }] }],
    contracts: [{ lotId: 'LOT-1', supplierIds: [south] }],
  });
  // Ten days, and the rules that say so; unconfirmed ones are shown as such.
  const { standstill } = award;
  const days = (Date.parse(standstill?.endsAt ?? '') - Date.parse(standstill?.sentAt ?? '')) / 86_400_000;
  expect(days).toBeGreaterThanOrEqual(10);
  expect(standstill?.signingFrom).toBe(standstill?.endsAt);
  expect(standstill?.rules.map(({ key, status }) => [key, status])).toContainEqual([
    'standstill.days_electronic',
    'unconfirmed',
  ]);
  expect((await officer.getProcurement({ params })).body.status).toBe('standstill');
  expect(await Promise.all(bidIds.map(scene.statusOf))).toEqual(['lost', 'won']);

  const { body: letters } = await officer.listAwardLetters({ params });
  expect(letters.items.map(({ supplierId, outcome }) => [supplierId, outcome]).sort()).toEqual(
    [
      [north, 'lost'],
      [south, 'won'],
    ].sort(),
  );
  const { body: own } = await procurement.as('contractor-1').getOwnAwardLetter({ params });
  expect(own).toMatchObject({
    outcome: 'lost',
    standstillEndsAt: standstill?.endsAt,
    lots: [{ winners: [{ name: 'Firmaet til contractor-2' }], own: { rank: 2 }, comparison: [{}, {}, {}] }],
  });
  expect(await refusal(procurement.as('contractor-3').getOwnAwardLetter({ params }))).toEqual([
    404,
    'not_found',
  ]);

  const events = await eventually(() => {
    const all = procurement.publishedOf(awardOf(params.procurementId));
    expect(all.map(({ type }) => type)).toEqual(['award.approved', 'awardletter.sent', 'awardletter.sent']);
    return all;
  });
  for (const { type, data } of events)
    procurementEvents[`no.tiltak.procurement.${type}.v1` as keyof typeof procurementEvents].parse(data);
});

test('a signature during the standstill, and by the same person twice, is refused, changes nothing, and is in the audit trail', async () => {
  const { officer, second } = scene;
  const { params, contractId } = await awarded();
  const at = { ...params, contractId };
  await scene.answer(contractId, true);
  const before = await eventually(async () => {
    const found = await officer.getContract({ params: at });
    expect(found.body.funds.status).toBe('reserved');
    return found;
  });
  expect(await refusal(officer.signContract({ params: at }))).toEqual([409, 'standstill_running']);
  expect(await refusal(second.signContract({ params: at }))).toEqual([409, 'standstill_running']);
  expect(await officer.getContract({ params: at })).toEqual(before);
  const { body: trail } = await procurement.as('auditor').listAttempts({ params });
  expect(trail.items.map(({ actor, operation, code }) => [actor, operation, code])).toEqual([
    ['procurement.officer-2', 'signContract', 'standstill_running'],
    ['procurement.officer', 'signContract', 'standstill_running'],
  ]);
});

test('after the standstill a contract is signed by two persons, with its money, and the case is contracted', async () => {
  const { officer, second } = scene;
  const { params } = await scene.evaluated(prices());
  await scene.propose(params, [south]);
  const contractId = await scene.approvedLongAgo(params);
  const at = { ...params, contractId };
  expect(await refusal(officer.signContract({ params: at }))).toEqual([409, 'funds_missing']);
  await scene.answer(contractId, true);
  await eventually(async () => {
    const { body } = await officer.signContract({ params: at });
    expect(body).toMatchObject({ status: 'drafted', signatures: [{ by: 'procurement.officer' }] });
  });
  expect(await refusal(officer.signContract({ params: at }))).toEqual([422, 'same_person']);
  expect((await officer.getProcurement({ params })).body.status).toBe('standstill');
  const { body: signed } = await second.signContract({ params: at });
  expect(signed).toMatchObject({ status: 'signed', valueOre: 500_000_000, frameworkAgreementId: null });
  expect((await officer.getProcurement({ params })).body.status).toBe('contracted');
  expect(await refusal(second.signContract({ params: at }))).toEqual([409, 'already_signed']);
  const { body: trail } = await procurement.as('auditor').listAttempts({ params });
  expect(trail.items.map(({ code }) => code)).toContain('same_person');
  expect((await procurement.as('auditor').listContracts({ query: { supplierId: south } })).body.items)
    // Of all that this firm was awarded here, this one is signed.
    .toContainEqual(expect.objectContaining({ contractId, status: 'signed' }));
  const other = { procurementId: 'another', contractId };
  expect(await refusal(officer.getContract({ params: other }))).toEqual([404, 'not_found']);
});

test('a complaint holds the signature; one that is upheld annuls the award, and another award follows', async () => {
  const { officer, second } = scene;
  const { params } = await scene.evaluated(prices());
  await scene.propose(params, [south]);
  const contractId = await scene.approvedLongAgo(params);
  const at = { ...params, contractId };
  await scene.answer(contractId, true);
  const complain = async () =>
    (
      await procurement
        .as('contractor-1')
        .fileComplaint({ params, body: { about: 'Referansene er vektet feil' } })
    ).body.complaintId;
  const first = await complain();
  await eventually(async () =>
    expect((await officer.getContract({ params: at })).body.funds.status).toBe('reserved'),
  );
  expect(await refusal(officer.signContract({ params: at }))).toEqual([409, 'complaint_open']);
  const decide = (complaintId: string, outcome: 'rejected' | 'upheld') =>
    officer.decideComplaint({ params: { ...params, complaintId }, body: { outcome, reason: 'Vurdert' } });
  await decide(first, 'rejected');
  await officer.signContract({ params: at });

  await decide(await complain(), 'upheld');
  expect((await officer.getProcurement({ params })).body.status).toBe('evaluation');
  expect((await officer.getAward({ params })).body).toMatchObject({ status: 'annulled' });
  expect(await refusal(second.signContract({ params: at }))).toEqual([409, 'contract_ended']);
  await eventually(() =>
    expect(procurement.publishedOf(contractId).map(({ type }) => type)).toEqual([
      'contract.fundsrequested',
      'contract.cancelled',
    ]),
  );
  await scene.propose(params, [south]);
  const { body: again } = await second.approveAward({ params });
  expect(again).toMatchObject({ number: 2, status: 'approved' });
  expect(again.contracts[0]?.contractId).not.toBe(contractId);
});

test('an officer annuls an award with a reason; a case that is cancelled takes its award along', async () => {
  const { officer } = scene;
  const one = await awarded();
  const reason = 'Feil i evalueringen';
  const { body } = await officer.annulAward({ params: one.params, body: { reason } });
  expect(body).toMatchObject({ status: 'annulled', annulled: { reason } });
  expect(await refusal(officer.annulAward({ params: one.params, body: { reason } }))).toEqual([
    409,
    'award_missing',
  ]);
  const other = await awarded();
  await officer.cancelProcurement({ params: other.params, body: { reason: 'Behovet er borte' } });
  const at = { ...other.params, contractId: other.contractId };
  expect((await officer.getContract({ params: at })).body).toMatchObject({
    status: 'cancelled',
    cancelledBecause: 'Behovet er borte',
  });
});

test('a framework competition ends in the agreement that maintenance hears of, with the ranking as its ranks', async () => {
  const { officer, second } = scene;
  const result = {
    type: 'framework_agreement',
    allocation: 'rank',
    suppliersMax: 2,
    ceilingOre: 900_000_000,
    months: 24,
    longerReason: null,
  };
  const { params } = await scene.evaluated(prices(), { result });
  await scene.propose(params, [south, north]);
  const contractId = await scene.approvedLongAgo(params);
  const at = { ...params, contractId };
  await officer.signContract({ params: at });
  const { body: signed } = await second.signContract({ params: at });
  expect(signed).toMatchObject({ type: 'framework_agreement', funds: { status: 'not_needed' } });
  const { frameworkAgreementId } = signed;
  if (frameworkAgreementId === null) throw new Error('there is no agreement');
  const { body: agreement } = await officer.getFrameworkAgreement({ params: { frameworkAgreementId } });
  expect(agreement).toMatchObject({
    allocation: 'rank',
    ceilingOre: 900_000_000,
    validFrom: signed.startsOn,
    validTo: signed.endsOn,
    suppliers: [
      { supplierId: south, rank: 1 },
      { supplierId: north, rank: 2 },
    ],
  });
  const [event] = await eventually(() => {
    const all = procurement.publishedOf(frameworkAgreementId);
    expect(all).toHaveLength(1);
    return all;
  });
  expect(event).toMatchObject({ type: 'frameworkagreement.signed', data: { frameworkAgreementId } });
});

test('only those may award, approve and sign whose task it is', async () => {
  const { params, contractId } = await awarded();
  const at = { ...params, contractId };
  for (const role of ['property.officer', 'contractor-1', 'auditor', 'admin']) {
    expect(await refusal(procurement.as(role).approveAward({ params }))).toEqual([403, 'forbidden']);
    expect(await refusal(procurement.as(role).signContract({ params: at }))).toEqual([403, 'forbidden']);
  }
  for (const role of ['contractor-1', 'contractor-2']) {
    expect(await refusal(procurement.as(role).getAward({ params }))).toEqual([403, 'forbidden']);
    expect(await refusal(procurement.as(role).listAwardLetters({ params }))).toEqual([403, 'forbidden']);
    expect(await refusal(procurement.as(role).getContract({ params: at }))).toEqual([403, 'forbidden']);
  }
  expect(await refusal(procurement.as('project.owner').award({ params, body: { lots: [] } }))).toEqual([
    403,
    'forbidden',
  ]);
});

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(procurement.store, aggregates)).toEqual([]);
});
