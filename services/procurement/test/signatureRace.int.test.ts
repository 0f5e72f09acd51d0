import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Store } from '@tiltak/store';
import { contracts } from '../src/contract/contract.ts';
import { signContract } from '../src/contract/signatureRoutes.ts';
import { complaintRoutes } from '../src/procurement/complaintRoutes.ts';
import { draft } from './awardExamples.ts';
import { awardScene } from './awardScene.ts';
import { pausedStore } from './pausedStore.ts';
import { type RunningProcurement, startProcurement } from './running.ts';

let procurement: RunningProcurement;
let scene: ReturnType<typeof awardScene>;
let params: { procurementId: string };
beforeAll(async () => {
  procurement = await startProcurement();
  scene = awardScene(procurement);
  const [firm = ''] = await scene.firms('contractor-1');
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
