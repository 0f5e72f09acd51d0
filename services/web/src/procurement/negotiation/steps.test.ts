import { expect, test } from '@jest/globals';
import type { Read } from '../case/actions.ts';
import { invite, requestSteps } from '../participation/steps.ts';
import { negotiationSteps } from './steps.ts';

/** The call that a form leads to, or the fields that are wrong. */
async function callOf(
  read: Read | typeof requestSteps.avvis,
  entered: Readonly<Record<string, string>>,
  params = { procurementId: 'p1' },
) {
  const outcome = read(new Map(Object.entries(entered)));
  if (!outcome.ok) return Object.keys(outcome.errors.fields);
  const called: unknown[] = [];
  const api = new Proxy(
    {},
    {
      get:
        (_, operation) =>
        async (...given: readonly unknown[]) =>
          void called.push(operation, ...given),
    },
  );
  await outcome.value(api as never, params as never, { idempotencyKey: 'k', ifMatch: '"7"' });
  return called;
}

const selected = {
  'velg-s1': 'ja',
  'grunn-s1': 'Skrevet, men ikke brukt',
  'grunn-s2': ' Svakere. ',
  'grunn-s3': '',
};
const reasons = [{ supplierId: 's2', reason: 'Svakere.' }];

test('those who are ticked are invited until the deadline, with why the others are not', async () => {
  const form = { ...selected, day: '2027-01-15', time: '12.00', questionsUntil: '', criteria: 'Referansene' };
  expect(await callOf(invite, form)).toEqual([
    'inviteBidders',
    {
      params: { procurementId: 'p1' },
      body: {
        ...{ supplierIds: ['s1'], reasons, criteria: 'Referansene', questionsUntil: null },
        bidsDeadline: '2027-01-15T11:00:00.000Z',
      },
    },
    { idempotencyKey: 'k', ifMatch: '"7"' },
  ]);
  expect(await callOf(invite, { 'grunn-s1': 'Nei', day: '', time: '12.00' })).toEqual(['day', 'utvalg']);
});

test('a request is qualified requirement by requirement, or rejected by a ground with its reason', async () => {
  const params = { procurementId: 'p1', supplierId: 's1' };
  const form = { 'oppfylt-R1': 'ja', 'merknad-R1': 'Attest', 'merknad-R2': '' };
  expect(await callOf(requestSteps.kvalifiser, form, params)).toEqual([
    'qualifyRequest',
    {
      params,
      body: {
        assessments: [
          { requirementId: 'R1', isFulfilled: true, note: 'Attest' },
          { requirementId: 'R2', isFulfilled: false, note: '' },
        ],
      },
    },
    { idempotencyKey: 'k' },
  ]);
  expect(
    await callOf(requestSteps.avvis, { ground: 'taxes_unpaid', reason: 'Restanser.' }, params),
  ).toMatchObject([
    ...['rejectRequest', { params, body: { ground: 'taxes_unpaid', reason: 'Restanser.' } }],
    { idempotencyKey: 'k' },
  ]);
  expect(await callOf(requestSteps.avvis, { ground: '', reason: '' })).toEqual(['ground', 'reason']);
});

test('a round is started with those who are ticked, and ended with those who remain', async () => {
  expect(await callOf(negotiationSteps.start, { ...selected, about: 'Pris', criteria: '' })).toMatchObject([
    'startNegotiation',
    { body: { about: 'Pris', criteria: null, supplierIds: ['s1'], reasons } },
    {},
  ]);
  expect(await callOf(negotiationSteps.start, { about: '' })).toEqual(['about', 'utvalg']);
  expect(await callOf(negotiationSteps.avslutt, selected)).toMatchObject([
    'endNegotiation',
    { body: { remaining: ['s1'], reasons } },
    {},
  ]);
  expect(await callOf(negotiationSteps.avslutt, {})).toEqual(['utvalg']);
});

test('a meeting is held at a time in Norway, and tells of another solution only with the consent that was written', async () => {
  const form = { supplierId: 's1', day: '2027-07-15', time: '09.30', minutes: 'Om fremdrift.' };
  const told = { 'omtalt-s2': 'ja', 'samtykke-s2': 'E-post 1. juli', 'omtalt-s3': 'ja', 'samtykke-s3': ' ' };
  expect(
    await callOf(negotiationSteps.mote, { ...form, ...told, 'samtykke-s4': 'Ikke omtalt' }),
  ).toMatchObject([
    'recordNegotiationMeeting',
    {
      body: {
        ...{ supplierId: 's1', heldAt: '2027-07-15T07:30:00.000Z', minutes: 'Om fremdrift.' },
        disclosed: [
          { supplierId: 's2', consent: 'E-post 1. juli' },
          { supplierId: 's3', consent: null },
        ],
      },
    },
    {},
  ]);
  expect(await callOf(negotiationSteps.mote, {})).toEqual(['supplierId', 'day', 'time', 'minutes']);
});
