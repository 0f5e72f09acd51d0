import { expect, test } from '@jest/globals';
import type { Services } from '../services.ts';
import { orderActions } from './actions.ts';

const { read } = orderActions.faktura;
const filled = [['invoiceNumber', 'F-1'] as const, ['amount', '12 000,25'] as const];

async function sentBy(fields: readonly (readonly [string, string])[]) {
  const outcome = read(new Map([...filled, ...fields]));
  if (!outcome.ok) return outcome.errors.fields;
  const sent: unknown[] = [];
  const maintenance = { registerInvoice: async ({ body }: { body: unknown }) => sent.push(body) };
  await outcome.value(maintenance as unknown as Services['maintenance'], 'o', {});
  return sent[0];
}

test('an invoice is registered with who sent it and the hours that it charges', async () => {
  expect(
    await sentBy([
      ['organisationNumber', '310 000 019'],
      ['personHours', '37,5'],
    ]),
  ).toEqual({
    ...{ invoiceNumber: 'F-1', amountOre: 1_200_025 },
    ...{ organisationNumber: '310000019', personHours: 37.5 },
  });
});

test('neither has to be given', async () => {
  expect(await sentBy([])).toMatchObject({ organisationNumber: null, personHours: null });
});

test.each(['31000001', '310000018', 'NO310000019'])('%s is no organisation number', async (number) => {
  expect(await sentBy([['organisationNumber', number]])).toEqual({
    organisationNumber: 'Skriv organisasjonsnummeret med ni sifre. Kontrollsifferet må stemme.',
  });
});
