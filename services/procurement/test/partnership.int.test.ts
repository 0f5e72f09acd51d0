import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { procurementEvents } from '@tiltak/contracts/procurement';
import { verifyJournal } from '@tiltak/store';
import { eventually } from '@tiltak/testing';
import { aggregates } from '../src/service.ts';
import { partnershipTerms, preCommercialTerms } from './partnershipExamples.ts';
import {
  advance,
  demoSuppliers,
  inDays,
  type PartnershipProcedure,
  runningPartnership,
  signedContracts,
  specifiedCase,
  termsOf,
  wayToContract,
} from './partnershipScene.ts';
import { type RunningProcurement, refusal, startProcurement } from './running.ts';

let procurement: RunningProcurement;
let suppliers: readonly [string, string, string];
beforeAll(async () => {
  procurement = await startProcurement();
  suppliers = await demoSuppliers(procurement);
});
afterAll(() => procurement?.stop());

const officer = () => procurement.as('procurement.officer');
const second = () => procurement.as('procurement.officer-2');
const ip = 'innovation_partnership';
const pcp = 'pre_commercial_procurement';
const running = (kind: PartnershipProcedure, supplierIds: readonly string[] = suppliers) =>
  runningPartnership(procurement, kind, supplierIds);

const delivery = (phase: number) => ({
  items: [{ deliverableId: `L${phase}`, description: 'Se vedlagt rapport', reference: 'sak 26/1' }],
});
const goesOn = (supplierId: string, more: object = {}) => ({
  ...{ supplierId, outcome: 'continue', reason: 'Delmålet er nådd', ...more },
});
const leaves = (supplierId: string, more: object = {}) => ({
  ...{ supplierId, outcome: 'exit', reason: 'Delmålet er ikke nådd', ...more },
});
type Decisions = Parameters<ReturnType<typeof officer>['decidePhase']>[0]['body'];

test('a competition for a partnership is published with its terms, or not at all; from then on they are fixed', async () => {
  const params = await specifiedCase(procurement, ip);
  const publish = () => officer().publishProcurement({ params, body: { requestsDeadline: inDays(60) } });
  expect(await refusal(publish())).toEqual([422, 'terms_missing']);
  await officer().statePartnershipTerms({ params, body: termsOf(ip) });
  const { body: before } = await officer().getProcurement({ params });
  const { title, kind, procedure, measureId } = before;
  const cheaper = { title, kind, procedure, measureId, estimatedValueOre: 499_999_999 };
  await officer().changeProcurement({ params, body: cheaper });
  expect(await refusal(publish())).toEqual([422, 'value_too_low']);
  await officer().changeProcurement({ params, body: { ...cheaper, estimatedValueOre: 500_000_000 } });
  await publish();
  const late = officer().statePartnershipTerms({ params, body: termsOf(ip) });
  expect(await refusal(late)).toEqual([409, 'wrong_step']);
  const { body } = await procurement.as('auditor').getPartnership({ params });
  expect(body).toMatchObject({ status: 'stated', terms: termsOf(ip), maximumPurchasePercent: 150 });
});

test('terms belong to procedures that end in a partnership, and are measurable', async () => {
  const params = await specifiedCase(procurement, 'open');
  const other = officer().statePartnershipTerms({ params, body: termsOf(ip) });
  expect(await refusal(other)).toEqual([422, 'not_a_partnership']);
  const own = await specifiedCase(procurement, pcp);
  const withPurchase = officer().statePartnershipTerms({ params: own, body: termsOf(ip) });
  expect(await refusal(withPurchase)).toEqual([422, 'purchase_is_separate']);
  const [goal] = partnershipTerms.goals;
  const vague = { ...preCommercialTerms, goals: [{ ...goal, value: 'bra' }] };
  const call = officer().statePartnershipTerms({ params: own, body: vague as never });
  expect(await refusal(call)).toEqual([400, 'invalid_request']);
  expect(await refusal(officer().getPartnership({ params: own }))).toEqual([404, 'not_found']);
});

test('a partnership starts with the signed contracts, and not before all of them are', async () => {
  const params = await specifiedCase(procurement, ip);
  await officer().statePartnershipTerms({ params, body: termsOf(ip) });
  await officer().publishProcurement({ params, body: { requestsDeadline: inDays(60) } });
  expect(await refusal(officer().startPartnership({ params }))).toEqual([409, 'wrong_step']);
  await advance(procurement, params.procurementId, ...wayToContract(ip, suppliers));
  expect(await refusal(officer().startPartnership({ params }))).toEqual([422, 'too_few_partners']);
  await signedContracts(procurement, params.procurementId, [suppliers[0]], { status: 'drafted' });
  expect(await refusal(officer().startPartnership({ params }))).toEqual([409, 'contract_unsigned']);
});

test('an innovation partnership goes from its start to the purchase of what one partner has reached', async () => {
  const params = await running(ip);
  const [first, other, third] = suppliers;
  for (const [at, supplierId] of suppliers.entries()) {
    await officer().startPhase({ params: { ...params, supplierId, phase: 1 } });
    await procurement.as(`contractor-${at + 1}`).deliver({
      params: { ...params, phase: 1 },
      body: delivery(1),
    });
    await officer().recordTest({
      params: { ...params, supplierId, phase: 1 },
      body: { measurements: [{ goalId: 'D1', value: at === 2 ? 30 : 70 }], note: 'Målt i laboratoriet' },
    });
  }
  const body = {
    decisions: [
      goesOn(first, { instalmentOre: 20_000_000 }),
      goesOn(other, { instalmentOre: 20_000_000 }),
      leaves(third, { instalmentOre: 10_000_000 }),
    ],
  } as Decisions;
  const { body: proposed } = await officer().decidePhase({ params: { ...params, phase: 1 }, body });
  const [proposal] = proposed.proposals;
  const confirmation = { params: { ...params, proposalId: proposal?.proposalId ?? '' } };
  expect(await refusal(officer().confirmPartnershipPayment(confirmation))).toEqual([409, 'same_person']);
  const { body: paid } = await second().confirmPartnershipPayment(confirmation);
  expect(paid).toMatchObject({ developmentOre: 50_000_000, proposals: [] });
  const invoicesOf = async (place: number) => {
    const { contractId = '' } = paid.partners[place] ?? {};
    return (await officer().getContract({ params: { ...params, contractId } })).body.invoices;
  };
  const instalment = { invoiceNumber: 'Delbetaling 1, fase 1', isPaid: true };
  expect(await invoicesOf(0)).toMatchObject([{ ...instalment, amountOre: 20_000_000 }]);
  expect(await invoicesOf(2)).toMatchObject([{ ...instalment, amountOre: 10_000_000 }]);

  const partner = { ...params, supplierId: first };
  await officer().startPhase({ params: { ...partner, phase: 2 } });
  await procurement.as('contractor-1').deliver({ params: { ...params, phase: 2 }, body: delivery(2) });
  const offer = { what: 'Sensorer på 40 skoler', priceOre: 300_000_000 };
  expect(await refusal(officer().openPurchaseOption({ params: partner, body: offer }))).toEqual([
    409,
    'not_developed',
  ]);
  const measurements = [
    { goalId: 'M1', value: 94 },
    { goalId: 'M2', value: 1 },
  ];
  await officer().recordTest({ params: { ...partner, phase: 2 }, body: { measurements, note: 'På skolen' } });
  await officer().decidePhase({
    params: { ...params, phase: 2 },
    body: { decisions: [goesOn(first)] } as Decisions,
  });
  const dear = officer().openPurchaseOption({ params: partner, body: { ...offer, priceOre: 300_000_001 } });
  expect(await refusal(dear)).toEqual([422, 'maximum_cost_exceeded']);
  await officer().openPurchaseOption({ params: partner, body: offer });
  const reason = 'Begge målene er nådd';
  expect(await refusal(officer().exercisePurchaseOption({ params: partner, body: { reason } }))).toEqual([
    409,
    'same_person',
  ]);
  const { body: bought } = await second().exercisePurchaseOption({ params: partner, body: { reason } });
  expect(bought.partners[0]).toMatchObject({
    status: 'developed',
    unmetGoalIds: [],
    developmentOre: 20_000_000,
    purchasePercentOfDevelopment: 1500,
    purchase: { status: 'exercised', priceOre: 300_000_000 },
  });
  expect(bought.partners.map(({ status }) => status)).toEqual(['developed', 'developing', 'left']);
  // The purchase is an option of the partner's contract, and asks the frame for its money.
  const { contractId = '', purchase } = bought.partners[0] ?? {};
  const changeOf = async () =>
    (await officer().getContract({ params: { ...params, contractId } })).body.changes;
  expect(await changeOf()).toMatchObject([
    { changeId: purchase?.changeId, ground: 'clause', addedOre: 300_000_000, status: 'requested' },
  ]);
  const again = () => second().exercisePurchaseOption({ params: partner, body: { reason } });
  expect(await refusal(again())).toEqual([409, 'purchase_exercised']);
  await procurement.tell(contractId, 'funds.refused', {
    ...{ allocationId: contractId, request: 1, measureId: 'measure-1', amountOre: 300_000_000 },
    ...{ reason: 'exceeds_available', frameId: 'frame', availableOre: 0, changeId: purchase?.changeId },
  });
  await eventually(async () => expect(await changeOf()).toMatchObject([{ status: 'refused' }]));
  await again();
  expect(await changeOf()).toMatchObject([{ status: 'refused' }, { status: 'requested' }]);
  await officer().endPartnership({ params, body: { reason: 'Kjøpt' } });

  const events = await eventually(() => {
    const all = procurement.publishedOf(`${params.procurementId}.partnership`);
    expect(all.at(-1)?.type).toBe('partnership.ended');
    return all;
  });
  expect(events.map(({ type }) => type.replace('partnership.', ''))).toEqual([
    'started',
    ...suppliers.flatMap(() => ['phasestarted', 'phasedelivered', 'phasetested']),
    'phasedecided',
    ...['phasestarted', 'phasedelivered', 'phasetested', 'phasedecided'],
    ...['purchaseopened', 'purchaseexercised', 'purchaseexercised', 'ended'],
  ]);
  for (const { type, data } of events)
    procurementEvents[`no.tiltak.procurement.${type}.v1` as keyof typeof procurementEvents].parse(data);
});

test('in pre-commercial procurement all are compared between the phases, and nothing is bought', async () => {
  const params = await running(pcp);
  const [first, other, third] = suppliers;
  for (const [at, supplierId] of suppliers.entries()) {
    await officer().startPhase({ params: { ...params, supplierId, phase: 1 } });
    await procurement.as(`contractor-${at + 1}`).deliver({
      params: { ...params, phase: 1 },
      body: delivery(1),
    });
    await officer().recordTest({
      params: { ...params, supplierId, phase: 1 },
      body: { measurements: [{ goalId: 'D1', value: 70 }], note: 'Målt' },
    });
  }
  const decide = (...decisions: object[]) =>
    officer().decidePhase({ params: { ...params, phase: 1 }, body: { decisions } as Decisions });
  expect(await refusal(decide(goesOn(first, { rank: 1 })))).toEqual([422, 'comparison_incomplete']);
  const { body } = await decide(
    leaves(third, { rank: 3 }),
    goesOn(first, { rank: 2 }),
    goesOn(other, { rank: 1 }),
  );
  expect(body.partners.map(({ runs }) => runs[0]?.decision?.rank)).toEqual([2, 1, 3]);
  const option = officer().openPurchaseOption({
    params: { ...params, supplierId: first },
    body: { what: 'x', priceOre: 1 },
  });
  expect(await refusal(option)).toEqual([409, 'purchase_is_separate']);
});

test('a partner sees and delivers its own only, and a stranger sees nothing', async () => {
  const params = await running(ip, [suppliers[0], suppliers[1]]);
  for (const supplierId of [suppliers[0], suppliers[1]])
    await officer().startPhase({ params: { ...params, supplierId, phase: 1 } });
  const { body } = await procurement.as('contractor-1').deliver({
    params: { ...params, phase: 1 },
    body: delivery(1),
  });
  expect(body.partner).toMatchObject({ supplierId: suppliers[0], runs: [{ status: 'delivered' }] });
  expect(JSON.stringify(body)).not.toContain(suppliers[1]);
  const { body: all } = await officer().getPartnership({ params });
  expect(all.partners.map(({ runs }) => runs[0]?.status)).toEqual(['delivered', 'started']);

  const stranger = procurement.as('contractor-3');
  const missing = { procurementId: '01a' };
  const own = (either: typeof params) => refusal(stranger.getOwnPartnership({ params: either }));
  expect(await own(params)).toEqual([404, 'not_found']);
  expect(await own(missing)).toEqual([404, 'not_found']);
  for (const either of [params, missing]) {
    const call = stranger.deliver({ params: { ...either, phase: 1 }, body: delivery(1) });
    expect(await refusal(call)).toEqual([404, 'not_found']);
  }
  for (const role of ['contractor-1', 'property.officer', 'auditor'])
    expect(await refusal(procurement.as(role).startPartnership({ params }))).toEqual([403, 'forbidden']);
  expect(await refusal(stranger.getPartnership({ params }))).toEqual([403, 'forbidden']);
  expect(await refusal(officer().deliver({ params: { ...params, phase: 1 }, body: delivery(1) }))).toEqual([
    403,
    'forbidden',
  ]);
});

test('of two who confirm the same payment at once, one does', async () => {
  const params = await running(ip, [suppliers[0]]);
  const run = { ...params, supplierId: suppliers[0], phase: 1 };
  await officer().startPhase({ params: run });
  const { body } = await officer().proposeInstalment({
    params: run,
    body: { amountOre: 12_000_000, reason: 'Oppstart' },
  });
  const proposalId = body.proposals[0]?.proposalId ?? '';
  const both = await Promise.allSettled(
    [1, 2].map(() => second().confirmPartnershipPayment({ params: { ...params, proposalId } })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const { body: after } = await officer().getPartnership({ params });
  expect(after.developmentOre).toBe(12_000_000);
  const { body: trail } = await procurement.as('auditor').listAttempts({ params });
  expect(trail.items).toMatchObject([
    { operation: 'confirmPartnershipPayment', code: 'proposal_not_found', actor: 'procurement.officer-2' },
  ]);
});

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(procurement.store, aggregates)).toEqual([]);
});
