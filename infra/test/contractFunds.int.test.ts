import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../../packages/testing/src/index.ts';
import {
  demoSuppliers,
  partnerValueOre,
  runningPartnership,
} from '../../services/procurement/test/partnershipScene.ts';
import { refusal, startProcurement } from '../../services/procurement/test/running.ts';
import { startProjects } from '../../services/projects/test/running.ts';

let procurement: Awaited<ReturnType<typeof startProcurement>>;
let projects: Awaited<ReturnType<typeof startProjects>>;
beforeAll(async () => {
  procurement = await startProcurement();
  projects = await startProjects(procurement.namespace);
});
afterAll(async () => {
  await Promise.all([procurement?.stop(), projects?.stop()]);
});

const officer = () => procurement.as('procurement.officer');
const second = () => procurement.as('procurement.officer-2');

async function openMeasure(amountOre: number) {
  const decision = { body: 'Formannskapet', date: null, caseNumber: null };
  const { body: frame } = await projects
    .as('portfolio.controller')
    .decideFrame({ body: { name: 'Stimuleringstiltak', amountOre, decision } });
  const body = { name: 'Nytt tak', part: null, points: [], frameId: frame.frameId };
  const { body: measure } = await projects.as('project.owner').createMeasure({ body });
  return { frameId: frame.frameId, measureId: measure.measureId };
}

/** A direct purchase that is awarded. */
async function awarded(measureId: string, valueOre: number) {
  const { body: supplier } = await officer().registerSupplier({
    body: { organisationNumber: '310000019', name: 'Tak AS' },
  });
  const { body: created } = await officer().createProcurement({
    body: {
      ...{ title: 'Nytt tak', kind: 'works', procedure: 'direct', estimatedValueOre: valueOre, measureId },
      procedureReason: 'Bare én kan levere',
    },
  });
  const params = { procurementId: created.procurementId };
  await officer().planProcurement({ params, body: { publishOn: '2026-12-01' } });
  const supplierIds = [supplier.supplierId];
  const lots = [{ lotId: 'LOT-1', supplierIds, valueOre, reason: 'Bare én kan levere' }];
  await officer().award({ params, body: { lots } });
  const { body: award } = await second().approveAward({ params });
  return { ...params, contractId: award.contracts[0]?.contractId ?? '' };
}

test('of two contracts that a frame has money for one of, the other is refused with what is left, and signed when it fits', async () => {
  const { frameId, measureId } = await openMeasure(1000);
  const fundsOf = async (params: Awaited<ReturnType<typeof awarded>>) =>
    (await officer().getContract({ params })).body.funds;
  const frame = async () => (await projects.as('auditor').getFrame({ params: { frameId } })).body;
  const first = await awarded(measureId, 700);
  await eventually(async () => expect((await fundsOf(first)).status).toBe('reserved'), {
    deadlineMs: 30_000,
  });
  const other = await awarded(measureId, 400);
  await eventually(async () =>
    expect(await fundsOf(other)).toEqual({
      status: 'refused',
      reason: 'exceeds_available',
      availableOre: 300,
    }),
  );
  const refused = await officer()
    .signContract({ params: other })
    .catch((error: unknown) => error);
  expect(refused).toMatchObject({ problem: { code: 'funds_missing', facts: { availableOre: 300 } } });

  await officer().signContract({ params: first });
  await second().signContract({ params: first });
  await eventually(async () =>
    expect(await frame()).toMatchObject({ reservedOre: 0, committedOre: 700, availableOre: 300 }),
  );
  const { body: measure } = await projects.as('auditor').getMeasure({ params: { measureId } });
  expect(measure.procurements.signed).toMatchObject([
    { procurementId: first.procurementId, contracts: [{ valueOre: 700, supplierNames: ['Tak AS'] }] },
  ]);

  await officer().registerContractInvoice({ params: first, body: { invoiceNumber: '1', amountOre: 600 } });
  await officer().completeContract({ params: first });
  await eventually(async () => expect(await frame()).toMatchObject({ paidOre: 600, availableOre: 400 }));
  expect(await refusal(second().signContract({ params: other }))).toEqual([409, 'funds_missing']);
  await officer().requestContractFunds({ params: other });
  await eventually(async () => expect((await fundsOf(other)).status).toBe('reserved'));
  await officer().signContract({ params: other });
  await second().signContract({ params: other });
  await eventually(async () =>
    expect(await frame()).toMatchObject({ committedOre: 400, invoicedOre: 600, availableOre: 0 }),
  );
});

test('what a partner is paid is invoiced and paid in the frame, its purchase is bound beside it, and what is left is freed', async () => {
  const purchaseOre = 300_000_000;
  const { frameId, measureId } = await openMeasure(1_000_000_000);
  const frame = async () => (await projects.as('auditor').getFrame({ params: { frameId } })).body;
  const [supplierId] = await demoSuppliers(procurement);
  const params = await runningPartnership(procurement, 'innovation_partnership', [supplierId], measureId);
  await eventually(async () => expect(await frame()).toMatchObject({ committedOre: partnerValueOre }), {
    deadlineMs: 30_000,
  });
  const partner = { ...params, supplierId };
  /** A phase with its delivery and test, after which the partner is paid. */
  async function phase(number: number, values: Readonly<Record<string, number>>, instalmentOre: number) {
    const run = { ...partner, phase: number };
    await officer().startPhase({ params: run });
    const items = [{ deliverableId: `L${number}`, description: 'Levert' }];
    await procurement.as('contractor-1').deliver({ params: { ...params, phase: number }, body: { items } });
    const measurements = Object.entries(values).map(([goalId, value]) => ({ goalId, value }));
    await officer().recordTest({ params: run, body: { measurements, note: 'Målt' } });
    const decision = { supplierId, outcome: 'continue', reason: 'Nådd', instalmentOre } as const;
    const { body } = await officer().decidePhase({ params: run, body: { decisions: [decision] } });
    const [proposal] = body.proposals;
    return { params: { ...params, proposalId: proposal?.proposalId ?? '' } };
  }
  const confirm = (one: Awaited<ReturnType<typeof phase>>) => second().confirmPartnershipPayment(one);

  const { body: started } = await confirm(await phase(1, { D1: 70 }, 20_000_000));
  const paid = { invoicedOre: 20_000_000, paidOre: 20_000_000 };
  await eventually(async () =>
    expect(await frame()).toMatchObject({ ...paid, committedOre: partnerValueOre - 20_000_000 }),
  );
  const { contractId = '' } = started.partners[0] ?? {};
  const contract = { ...params, contractId };
  const byHand = (amountOre: number, invoiceNumber: string) =>
    officer().registerContractInvoice({ params: contract, body: { invoiceNumber, amountOre } });
  expect(await refusal(byHand(20_000_000, 'F1'))).toEqual([409, 'paid_by_instalments']);

  await confirm(await phase(2, { M1: 95, M2: 1 }, 60_000_000));
  await officer().openPurchaseOption({ params: partner, body: { what: 'Sensorer', priceOre: purchaseOre } });
  await second().exercisePurchaseOption({ params: partner, body: { reason: 'Målene er nådd' } });
  const left = partnerValueOre - 80_000_000;
  await eventually(async () =>
    expect(await frame()).toMatchObject({
      ...{ invoicedOre: 80_000_000, paidOre: 80_000_000, committedOre: left + purchaseOre },
    }),
  );
  await eventually(async () =>
    expect((await officer().getContract({ params: contract })).body.changes[0]?.status).toBe('agreed'),
  );
  expect(await refusal(byHand(purchaseOre + 1, 'F1'))).toEqual([409, 'paid_by_instalments']);
  await byHand(purchaseOre, 'F1');
  const hours = { personHours: 100, apprenticeHours: 10 };
  await officer().reportApprentices({ params: contract, body: hours });
  await officer().completeContract({ params: contract });
  const spentOre = 80_000_000 + purchaseOre;
  await eventually(async () =>
    expect(await frame()).toMatchObject({
      ...{ reservedOre: 0, committedOre: 0, invoicedOre: spentOre, paidOre: spentOre },
      availableOre: 1_000_000_000 - spentOre,
    }),
  );
});
