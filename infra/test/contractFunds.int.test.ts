import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../../packages/testing/src/index.ts';
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
