import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createVault } from '@tiltak/service';
import type { Store } from '@tiltak/store';
import { approveAward } from '../src/award/approvalRoutes.ts';
import { contracts } from '../src/contract/contract.ts';
import { signContract } from '../src/contract/signatureRoutes.ts';
import { evaluationCommandRoutes } from '../src/evaluation/commandRoutes.ts';
import { keyRoutes } from '../src/opening/keyRoutes.ts';
import { partnershipRoutes } from '../src/partnership/routes.ts';
import { complaintRoutes } from '../src/procurement/complaintRoutes.ts';
import { draft } from './awardExamples.ts';
import { awardScene } from './awardScene.ts';
import { caseScene, inDays } from './caseScene.ts';
import { dealtKeys } from './keys.ts';
import { specifiedCase, termsOf } from './partnershipScene.ts';
import { pausedStore } from './pausedStore.ts';
import { type RunningProcurement, refusal, startProcurement } from './running.ts';

let procurement: RunningProcurement;
let scene: ReturnType<typeof awardScene>;
let firm: string;
let params: { procurementId: string };
beforeAll(async () => {
  procurement = await startProcurement();
  scene = awardScene(procurement);
  [firm = ''] = await scene.firms('contractor-1');
  ({ params } = await scene.opened({ [firm]: 500_000_000 }));
  const { procurementId } = params;
  for (const to of ['qualification', 'evaluation', 'awarded', 'standstill'] as const)
    await scene.advance(procurementId, to);
});
afterAll(() => procurement?.stop());

const actor = { subject: 'procurement.officer-2', name: 'Anskaffer 2', roles: ['procurement.officer'] };
const about = 'Vurderingen av kvalitet.';

/** A contract of the case that has its money and one signature. */
async function halfSigned(): Promise<string> {
  const { store } = procurement;
  const contractId = store.newId();
  await store.transact(
    async (reads) => {
      const contract = await reads.stream(contracts, contractId, 'new');
      return ({ at, handle }) => {
        handle(contract, { type: 'draft', draft: { ...draft, ...params }, at });
        handle(contract, { type: 'recordFunds', request: 1 });
      };
    },
    { actor: 'test' },
  );
  await scene.officer.signContract({ params: { ...params, contractId } });
  return contractId;
}

const callOf = (contractId: string) =>
  ({ actor, params: { ...params, contractId }, idempotency: undefined, ifMatch: undefined }) as never;
const complain = () =>
  scene.officer.fileComplaint({ params, body: { about, supplierId: null, filedBy: 'Prøve AS' } });

/** Does it in a store of its own, as another process that has nothing in memory. */
async function elsewhere<Answer>(work: (store: Store) => Promise<Answer>): Promise<Answer> {
  const store = await procurement.storeOf(0);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** What became of the case, as far as it matters here, in the order in which it did. */
async function history(): Promise<readonly string[]> {
  const rows = await procurement.store.journal
    .find({ stream: params.procurementId, type: { $in: ['ContractBound', 'ComplaintFiled'] } })
    .sort({ version: 1 })
    .toArray();
  return rows.map(({ type, data }) =>
    type === 'ContractBound' ? (data as { contractId: string }).contractId : type,
  );
}

async function dismissComplaints(): Promise<void> {
  const { body } = await scene.officer.listComplaints({ params });
  for (const { complaintId } of body.items.filter(({ decidedAt }) => decidedAt === null))
    await scene.officer.decideComplaint({
      params: { ...params, complaintId },
      body: { outcome: 'rejected', reason: 'Vurderingen er riktig.' },
    });
}

test('a complaint that another process takes while a contract gets its second signature keeps it from binding, be it the first of the case or a later one', async () => {
  for (const place of ['first', 'second']) {
    const contractId = await halfSigned();
    const signing = elsewhere((store) => signContract(pausedStore(store, complain), callOf(contractId)));
    await expect(signing).rejects.toMatchObject({ code: 'complaint_open' });
    const { body: contract } = await scene.officer.getContract({ params: { ...params, contractId } });
    expect([place, contract.status]).toEqual([place, 'drafted']);
    await dismissComplaints();
    await scene.second.signContract({ params: { ...params, contractId } });
  }
});

test('a complaint that is taken while another process signs comes after the signature', async () => {
  const contractId = await halfSigned();
  const sign = () => scene.second.signContract({ params: { ...params, contractId } });
  const body = { about, supplierId: null, filedBy: 'Prøve AS' };
  const call = { actor, params, body, idempotency: undefined } as never;
  await elsewhere((store) => complaintRoutes(pausedStore(store, sign)).fileComplaint(call));
  expect((await history()).slice(-2)).toEqual([contractId, 'ComplaintFiled']);
  await dismissComplaints();
});

test('of a signature and a complaint in two processes at once, the one that is second sees the other', async () => {
  for (let round = 0; round < 8; round++) {
    const contractId = await halfSigned();
    const [signed] = await Promise.allSettled([
      elsewhere((store) => signContract(store, callOf(contractId))),
      complain(),
    ]);
    const tail = (await history()).slice(-2);
    if (signed.status === 'fulfilled') expect(tail).toEqual([contractId, 'ComplaintFiled']);
    else {
      expect(signed.reason).toMatchObject({ code: 'complaint_open' });
      expect(tail.at(-1)).toBe('ComplaintFiled');
      expect(tail).not.toContain(contractId);
    }
    await dismissComplaints();
  }
});

/** A call of the second officer, as the service would hand it on. */
const asked = (more: object) => ({ actor, idempotency: undefined, ifMatch: undefined, ...more }) as never;

async function proposed() {
  const { params: ofCase } = await scene.evaluated({ [firm]: 500_000_000 });
  await scene.propose(ofCase, [firm]);
  const reopen = { params: ofCase, body: { reason: 'En referanse var feil.' } };
  return {
    ofCase,
    reopen,
    statusOf: async () => (await scene.officer.getProcurement({ params: ofCase })).body.status,
  };
}

test('an award that was proposed by an evaluation which was opened again is not approved', async () => {
  const { ofCase, reopen, statusOf } = await proposed();
  await scene.officer.reopenEvaluation(reopen);
  expect(await refusal(scene.second.approveAward({ params: ofCase }))).toEqual([409, 'award_outdated']);
  await scene.officer.rankBids({ params: ofCase });
  await scene.officer.finishEvaluation({ params: ofCase });
  expect(await refusal(scene.second.approveAward({ params: ofCase }))).toEqual([409, 'award_outdated']);
  expect(await statusOf()).toBe('evaluation');
  await scene.propose(ofCase, [firm]);
  expect((await scene.second.approveAward({ params: ofCase })).body).toMatchObject({
    status: 'approved',
    number: 2,
  });
});

test('an evaluation that another process opens again keeps its award from being approved meanwhile, and the other way round', async () => {
  const one = await proposed();
  const reopened = () => scene.officer.reopenEvaluation(one.reopen);
  const approving = elsewhere((store) =>
    approveAward(pausedStore(store, reopened), asked({ params: one.ofCase })),
  );
  await expect(approving).rejects.toMatchObject({ code: 'award_outdated' });
  expect(await one.statusOf()).toBe('evaluation');

  const other = await proposed();
  const approved = () => scene.second.approveAward({ params: other.ofCase });
  const reopening = elsewhere((store) =>
    evaluationCommandRoutes(pausedStore(store, approved)).reopenEvaluation(asked(other.reopen)),
  );
  await expect(reopening).rejects.toMatchObject({ code: 'wrong_step' });
  expect(await other.statusOf()).toBe('standstill');
});

test('keys are not replaced while another process asks for the bids that are sealed to them', async () => {
  const ofCase = await caseScene(() => procurement).specified();
  const { body: before } = await scene.officer.getSealing({ params: ofCase });
  const publish = () =>
    scene.officer.publishProcurement({ params: ofCase, body: { bidsDeadline: inDays(90) } });
  const body = await dealtKeys(procurement, ofCase);
  const replacing = elsewhere((store) =>
    keyRoutes(pausedStore(store, publish), createVault(Buffer.alloc(32, 7))).setSealing(
      asked({ params: ofCase, body }),
    ),
  );
  await expect(replacing).rejects.toMatchObject({ code: 'sealing_fixed' });
  const { body: after } = await scene.officer.getSealing({ params: ofCase });
  expect(after.recipient).toBe(before.recipient);
});

test('the terms of a partnership are not changed while another process publishes it', async () => {
  const ofCase = await specifiedCase(procurement, 'innovation_partnership');
  const body = termsOf('innovation_partnership');
  await scene.officer.statePartnershipTerms({ params: ofCase, body });
  const publish = () =>
    scene.officer.publishProcurement({ params: ofCase, body: { requestsDeadline: inDays(60) } });
  const changing = elsewhere((store) =>
    partnershipRoutes(pausedStore(store, publish)).statePartnershipTerms(asked({ params: ofCase, body })),
  );
  await expect(changing).rejects.toMatchObject({ code: 'wrong_step' });
});
