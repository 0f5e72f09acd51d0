import { expect, test } from '@jest/globals';
import { ownSteps, partnerSteps, partnershipSteps } from './steps.ts';

/** What a step's form asks the service for; or the texts for its fields. */
async function sent(
  steps: typeof partnerSteps,
  name: string,
  form: Readonly<Record<string, string>>,
): Promise<unknown> {
  const read = steps[name]?.(new Map(Object.entries(form)));
  if (!read) throw new Error(`there is no step ${name}`);
  if (!read.ok) return read.errors;
  const calls: unknown[] = [];
  const api = new Proxy(
    {},
    {
      get:
        (_, operation) =>
        (...given: readonly unknown[]) =>
          calls.push([operation, ...given]),
    },
  );
  await read.value(api as never, { procurementId: 'p', supplierId: 's' }, { ifMatch: '"7"' });
  return calls[0];
}
const options = { ifMatch: '"7"' };
const decision = { phase: '1', 'outcome-a': 'continue', 'reason-a': 'Delmålet er nådd', 'amount-a': '' };

test('a test sends each goal that was measured, and says which value is no number', async () => {
  const form = { phase: '2', 'value-D1': '−4,5', 'value-M1': '1 200', 'value-M2': '', note: 'I tre bygg' };
  expect(await sent(partnerSteps, 'test', form)).toEqual([
    'recordTest',
    {
      params: { procurementId: 'p', supplierId: 's', phase: 2 },
      body: {
        measurements: [
          { goalId: 'D1', value: -4.5 },
          { goalId: 'M1', value: 1200 },
        ],
        note: 'I tre bygg',
      },
    },
    options,
  ]);
  expect(await sent(partnerSteps, 'test', { ...form, 'value-M2': 'god', note: '' })).toMatchObject({
    fields: { 'value-M2': expect.any(String), note: expect.any(String) },
  });
});

test('each partner of a decision has its own fields; without a place among them nobody is compared', async () => {
  const form = { ...decision, 'outcome-b': 'exit', 'reason-b': 'Ikke nådd', 'amount-b': '1 000' };
  const decisions = [
    { supplierId: 'a', outcome: 'continue', reason: 'Delmålet er nådd', rank: null, instalmentOre: 0 },
    { supplierId: 'b', outcome: 'exit', reason: 'Ikke nådd', rank: null, instalmentOre: 100_000 },
  ];
  const call = ['decidePhase', { params: { procurementId: 'p', phase: 1 }, body: { decisions } }, options];
  expect(await sent(partnershipSteps, 'avgjor', form)).toEqual(call);
  expect(await sent(partnerSteps, 'avgjor', form)).toEqual(call);
  const ranked = { ...form, 'rank-a': '1', 'rank-b': '2' };
  expect(await sent(partnershipSteps, 'avgjor', ranked)).toMatchObject([
    'decidePhase',
    { body: { decisions: [{ rank: 1 }, { rank: 2 }] } },
    options,
  ]);
  const wrong = { ...ranked, 'rank-b': 'to', 'reason-a': '', 'outcome-b': '', 'amount-b': '-5' };
  expect(Object.keys(((await sent(partnershipSteps, 'avgjor', wrong)) as { fields: object }).fields)).toEqual(
    expect.arrayContaining(['reason-a', 'rank-b', 'outcome-b', 'amount-b']),
  );
  expect(await sent(partnershipSteps, 'avgjor', { phase: '1' })).toMatchObject({
    general: [expect.any(String)],
  });
});

test('a payment during a phase is proposed in kroner, and what is wrong with it stands at its own field', async () => {
  const form = { phase: '1', 'amount-s': '12 500,50', reason: 'Halvveis' };
  expect(await sent(partnerSteps, 'utbetal', form)).toEqual([
    'proposeInstalment',
    {
      params: { procurementId: 'p', supplierId: 's', phase: 1 },
      body: { amountOre: 1_250_050, reason: 'Halvveis' },
    },
    options,
  ]);
  expect(await sent(partnerSteps, 'utbetal', { ...form, 'amount-s': '0', reason: '' })).toMatchObject({
    fields: { 'amount-s': expect.any(String), reason: expect.any(String) },
  });
});

test('a partner delivers every deliverable of its phase at once', async () => {
  const form = {
    ...{ phase: '1', 'description-L1': 'Rapport', 'reference-L1': '', note: '' },
    ...{ 'description-L2': 'Skisse', 'reference-L2': 'sak 26/1' },
  };
  expect(await sent(ownSteps, 'lever', form)).toEqual([
    'deliver',
    {
      params: { procurementId: 'p', phase: 1 },
      body: {
        items: [
          { deliverableId: 'L1', description: 'Rapport', reference: null },
          { deliverableId: 'L2', description: 'Skisse', reference: 'sak 26/1' },
        ],
        note: null,
      },
    },
    options,
  ]);
  expect(await sent(ownSteps, 'lever', { ...form, 'description-L2': ' ' })).toMatchObject({
    fields: { 'description-L2': expect.any(String) },
  });
});

test('the purchase is opened with a price in kroner, and exercised with a reason', async () => {
  const params = { procurementId: 'p', supplierId: 's' };
  expect(await sent(partnerSteps, 'apne', { what: 'Tolv bygg', priceOre: '1 350 000' })).toEqual([
    'openPurchaseOption',
    { params, body: { what: 'Tolv bygg', priceOre: 135_000_000 } },
    options,
  ]);
  expect(await sent(partnerSteps, 'kjop', { reason: 'Målene er nådd' })).toEqual([
    'exercisePurchaseOption',
    { params, body: { reason: 'Målene er nådd' } },
    options,
  ]);
  expect(await sent(partnerSteps, 'kjop', { reason: ' ' })).toMatchObject({
    fields: { reason: 'Skriv begrunnelsen.' },
  });
});
