import { expect, test } from '@jest/globals';
import type { Services } from '../../services.ts';
import type { Steps } from '../stepRoutes.ts';
import { awardSteps, contractSteps } from './steps.ts';

/** What a step's form asks the service for: the operation and its body; or the texts for its fields. */
async function sent(
  steps: Steps<{ readonly procurementId: string; readonly contractId: string }>,
  name: string,
  form: Readonly<Record<string, string>>,
) {
  const read = steps[name]?.(new Map(Object.entries(form)));
  if (!read) throw new Error(`there is no step ${name}`);
  if (!read.ok) return read.errors.fields;
  const calls: unknown[] = [];
  const api = new Proxy(
    {},
    { get: (_, operation) => (input: { readonly body?: object }) => calls.push([operation, input.body]) },
  ) as Services['procurement'];
  await read.value(api, { procurementId: 'p', contractId: 'c' }, {});
  return calls[0];
}

test('an award names the winners that the page showed, each lot with its own reason', async () => {
  const form = {
    ...{
      'lotId-0': 'LOT-1',
      'winners-0': 'a b',
      'reason-0': 'Best',
      'options-0': '100',
      'ceiling-0': '5 000',
    },
    ...{ 'lotId-1': 'LOT-2', 'winners-1': '', 'reason-1': 'Ingen tilbud', 'options-1': '' },
    ...{ startsOn: '01.12.2026', endsOn: '' },
  };
  expect(await sent(awardSteps, 'innstill', form)).toEqual([
    'award',
    {
      lots: [
        { lotId: 'LOT-1', supplierIds: ['a', 'b'], reason: 'Best', optionsOre: 10_000, ceilingOre: 500_000 },
        { lotId: 'LOT-2', supplierIds: [], reason: 'Ingen tilbud', optionsOre: 0, ceilingOre: null },
      ],
      startsOn: '2026-12-01',
      endsOn: null,
    },
  ]);
  const missing = await sent(awardSteps, 'innstill', { ...form, 'reason-1': '' });
  expect(missing).toEqual({ 'reason-1': 'Begrunn valget.' });
});

test('a change may lower the price or only move the end', async () => {
  const form = { ground: 'clause', description: 'Mindre areal', added: '−2 000', endsOn: '' };
  expect(await sent(contractSteps, 'endre', form)).toEqual([
    'changeContract',
    { ground: 'clause', description: 'Mindre areal', addedOre: -200_000, endsOn: null },
  ]);
  expect(await sent(contractSteps, 'endre', { ...form, added: '', endsOn: '01.12.2027' })).toEqual([
    'changeContract',
    { ground: 'clause', description: 'Mindre areal', addedOre: 0, endsOn: '2027-12-01' },
  ]);
  expect(await sent(contractSteps, 'endre', { ...form, ground: 'lune' })).toEqual({
    ground: 'Velg hjemmel.',
  });
});
