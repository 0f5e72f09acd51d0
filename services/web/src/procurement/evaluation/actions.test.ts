import { expect, test } from '@jest/globals';
import type { Services } from '../../services.ts';
import { bidSteps, evaluationSteps } from './actions.ts';

const params = { procurementId: 'p', bidId: 'b' };

/** What a step's form asks the service for: the operation and its body; or the texts for its fields. */
async function sent(steps: typeof bidSteps, name: string, form: Readonly<Record<string, string>>) {
  const read = steps[name]?.(new Map(Object.entries(form)));
  if (!read) throw new Error(`there is no step ${name}`);
  if (!read.ok) return read.errors.fields;
  const calls: unknown[] = [];
  const api = new Proxy(
    {},
    {
      get: (_, operation) => (input: { readonly body?: object }) => calls.push([operation, input.body]),
    },
  ) as Services['procurement'];
  await read.value(api, params, {});
  return calls[0];
}

test('points are written with a comma, and belong to a lot and a criterion', async () => {
  const form = { about: 'LOT-1/K2', points: '7,5', reason: 'God plan' };
  const body = { lotId: 'LOT-1', criterionId: 'K2', points: 7.5, reason: 'God plan' };
  expect(await sent(bidSteps, 'poeng', form)).toEqual(['scoreBid', body]);
  expect(await sent(bidSteps, 'omforent', form)).toEqual(['settleScore', body]);
});

test.each(['', '11', '-1', 'ti', '7,555'])('%j are no points', async (points) => {
  const fields = await sent(bidSteps, 'poeng', { about: 'LOT-1/K2', points, reason: 'God plan' });
  expect(fields).toEqual({ points: 'Skriv poeng fra 0 til 10, for eksempel 7,5.' });
});

test('each requirement is fulfilled only where its box is ticked', async () => {
  const form = { 'oppfylt-R1': 'ja', 'merknad-R1': 'Tre referanser', 'merknad-R2': '' };
  expect(await sent(bidSteps, 'kvalifiser', form)).toEqual([
    'qualifyBidder',
    {
      assessments: [
        { requirementId: 'R1', isFulfilled: true, note: 'Tre referanser' },
        { requirementId: 'R2', isFulfilled: false, note: '' },
      ],
    },
  ]);
});

test('the day to answer by lasts until its end in Norway', async () => {
  const form = { question: 'Hvordan?', answerBy: '01.07.2027' };
  expect(await sent(bidSteps, 'forklaring', form)).toEqual([
    'askForExplanation',
    { question: 'Hvordan?', answerBy: '2027-07-01T21:59:59.999Z' },
  ]);
});

test('drawn lots keep the order in which they were drawn', async () => {
  const form = { place10: 'x', place2: 'b', place1: 'a', lotId: 'LOT-1', note: 'Trukket i møte' };
  expect(await sent(evaluationSteps, 'lodd', form)).toEqual([
    'drawLots',
    { lotId: 'LOT-1', bidIds: ['a', 'b', 'x'], note: 'Trukket i møte' },
  ]);
});

test('a rejection needs a ground and its reason', async () => {
  expect(await sent(bidSteps, 'avvis', { ground: 'x', reason: '' })).toEqual({
    ground: 'Velg grunnlag.',
    reason: 'Skriv begrunnelsen.',
  });
});
