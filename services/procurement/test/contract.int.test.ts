import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { procurementEvents } from '@tiltak/contracts/procurement';
import { eventually } from '@tiltak/testing';
import { awardScene } from './awardScene.ts';
import { facts } from './caseExamples.ts';
import { type RunningProcurement, refusal, startProcurement } from './running.ts';

let procurement: RunningProcurement;
let scene: ReturnType<typeof awardScene>;
let firm: string;
beforeAll(async () => {
  procurement = await startProcurement();
  scene = awardScene(procurement);
  [firm = ''] = await scene.firms('contractor-1');
});
afterAll(() => procurement?.stop());

const valueOre = 100_000_000;

/** A direct purchase that is awarded, and whose contract waits for its money. */
async function bought() {
  const { officer, second } = scene;
  const body = {
    ...facts,
    procedure: 'direct',
    procedureReason: 'Bare én kan levere',
    cpvCodes: ['45261900'],
  };
  const { body: created } = await officer.createProcurement({ body: body as never });
  const params = { procurementId: created.procurementId };
  await officer.planProcurement({ params, body: { publishOn: '2026-12-01' } });
  await scene.propose(params, [firm], { valueOre, optionsOre: 10_000_000 });
  const { body: award } = await second.approveAward({ params });
  expect(award).toMatchObject({
    standstill: null,
    lots: [{ winners: [{ priceOre: valueOre, bidId: null }] }],
  });
  return { ...params, contractId: award.contracts[0]?.contractId ?? '' };
}

async function signed() {
  const params = await bought();
  await scene.answer(params.contractId, true);
  await eventually(() => scene.officer.signContract({ params }));
  await scene.second.signContract({ params });
  return params;
}
const shown = async (params: { procurementId: string; contractId: string }) =>
  (await scene.officer.getContract({ params })).body;

test('a direct purchase names its supplier and value, and asks for its money once; an answer that comes twice has one effect', async () => {
  const { officer } = scene;
  const params = await bought();
  const { contractId } = params;
  expect(await shown(params)).toMatchObject({
    status: 'drafted',
    valueOre,
    ceilingOre: 110_000_000,
    leftToCeilingOre: 10_000_000,
    suppliers: [{ supplierId: firm, name: 'Firmaet til contractor-1' }],
  });
  await scene.answer(contractId, false);
  await eventually(async () =>
    expect((await shown(params)).funds).toEqual({
      status: 'refused',
      reason: 'exceeds_available',
      availableOre: 123_400,
    }),
  );
  const refused = await officer.signContract({ params }).catch((error: unknown) => error);
  expect(refused).toMatchObject({ problem: { code: 'funds_missing', facts: { availableOre: 123_400 } } });
  expect((await officer.requestContractFunds({ params })).body.funds.status).toBe('requested');
  // The late answer to the first request says nothing of the second.
  await scene.answer(contractId, true, 1);
  await scene.answer(contractId, true, 2);
  await scene.answer(contractId, true, 2);
  await eventually(async () => expect((await shown(params)).funds.status).toBe('reserved'));
  const rows = await procurement.store.journal
    .find({ stream: contractId, type: 'ContractFundsReserved' })
    .toArray();
  expect(rows.map(({ data }) => data)).toEqual([{ request: 2 }]);
  expect(procurement.publishedOf(contractId)).toMatchObject([
    {
      type: 'contract.fundsrequested',
      data: { request: 1, amountOre: valueOre, measureId: facts.measureId },
    },
    { type: 'contract.fundsrequested', data: { request: 2 } },
  ]);
});

test('a contract is followed from its signature to its end: changes by ground, invoices, hours, subcontractors', async () => {
  const { officer } = scene;
  const params = await signed();
  const { contractId } = params;
  const change = (ground: 'clause' | 'unforeseen', addedOre: number) =>
    officer.changeContract({ params, body: { ground, description: 'Råte i taket', addedOre } });
  expect(await refusal(change('clause', 10_000_001))).toEqual([422, 'change_limit']);
  const { body: asked } = await change('unforeseen', 20_000_000);
  expect(asked).toMatchObject({
    currentValueOre: valueOre,
    changes: [
      { status: 'requested', paragraph: 'FOA § 28-1 (1) bokstav d', rules: [{ status: 'unconfirmed' }] },
    ],
  });
  expect(await refusal(officer.completeContract({ params }))).toEqual([409, 'change_pending']);
  const changeId = asked.changes[0]?.changeId ?? '';
  await procurement.tell(contractId, 'funds.adjusted', {
    ...{ allocationId: contractId, changeId, measureId: facts.measureId, frameId: 'frame' },
    ...{ addedOre: 20_000_000, availableOre: 1 },
  });
  await eventually(async () =>
    expect(await shown(params)).toMatchObject({
      currentValueOre: 120_000_000,
      leftToCeilingOre: -10_000_000,
    }),
  );

  const sub = { organisationNumber: '310000019', name: 'Stillas AS', work: 'Stillas' };
  let belowId: string | null = null;
  for (const tier of [1, 2]) {
    const { body } = await officer.registerSubcontractor({ params, body: { ...sub, belowId } });
    expect(body.subcontractors.at(-1)).toMatchObject({ tier });
    belowId = body.subcontractors.at(-1)?.subcontractorId ?? null;
  }
  const third = await officer
    .registerSubcontractor({ params, body: { ...sub, belowId } })
    .catch((error: unknown) => error);
  expect(third).toMatchObject({
    problem: {
      status: 422,
      code: 'too_many_tiers',
      facts: { tier: 3, subcontractTiersMax: 2, rules: [{ key: 'subcontract_tiers.max', value: 2 }] },
    },
  });
  await officer.reportApprentices({ params, body: { personHours: 200, apprenticeHours: 25 } });
  expect((await shown(params)).apprentices).toMatchObject({ sharePercent: 12.5, standing: 'not_agreed' });

  const invoice = (invoiceNumber: string, amountOre: number) =>
    officer.registerContractInvoice({ params, body: { invoiceNumber, amountOre } });
  await invoice('1', 90_000_000);
  expect(await refusal(invoice('2', 30_000_001))).toEqual([422, 'exceeds_contract']);
  expect(await refusal(officer.completeProcurement({ params }))).toEqual([409, 'contract_running']);
  expect((await officer.completeContract({ params })).body).toMatchObject({ status: 'completed' });
  expect((await officer.completeProcurement({ params })).body.status).toBe('completed');

  const events = await eventually(() => {
    const all = procurement.publishedOf(contractId);
    expect(all.map(({ type }) => type)).toEqual([
      'contract.fundsrequested',
      'contract.signed',
      'contract.changerequested',
      'contract.changed',
      'contract.workreported',
      'contract.invoiced',
      'contract.completed',
    ]);
    return all;
  });
  for (const { type, data } of events)
    procurementEvents[`no.tiltak.procurement.${type}.v1` as keyof typeof procurementEvents].parse(data);
});

test('a contract that is not signed can be given up, and what was signed can not', async () => {
  const { officer } = scene;
  const params = await bought();
  const body = { reason: 'Leverandøren trakk seg' };
  expect((await officer.cancelContract({ params, body })).body).toMatchObject({ status: 'cancelled' });
  expect(await refusal(officer.signContract({ params }))).toEqual([409, 'contract_ended']);
  expect(await refusal(officer.cancelContract({ params: await signed(), body }))).toEqual([
    409,
    'already_signed',
  ]);
});

test('bad input is refused with its field, and changes nothing', async () => {
  const { officer } = scene;
  const params = await signed();
  const before = await shown(params);
  const bad = [
    officer.changeContract({ params, body: { ground: 'whim' as never, description: 'x', addedOre: 1 } }),
    officer.changeContract({ params, body: { ground: 'clause', description: '', addedOre: 1 } }),
    officer.changeContract({ params, body: { ground: 'clause', description: 'x', addedOre: 0.5 } }),
    officer.registerContractInvoice({ params, body: { invoiceNumber: '1', amountOre: 0 } }),
    officer.reportApprentices({ params, body: { personHours: -1, apprenticeHours: 0 } }),
    officer.registerSubcontractor({ params, body: { organisationNumber: '123', name: 'x', work: 'x' } }),
  ];
  for (const [status] of await Promise.all(bad.map(refusal))) expect(status).toBe(400);
  expect(await shown(params)).toEqual(before);
});
