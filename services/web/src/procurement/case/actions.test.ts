import { expect, test } from '@jest/globals';
import { caseDoneTexts, caseSteps } from './actions.ts';

/** The call that a form leads to: the operation's name, and what it is given. */
async function callOf(name: string, entered: Readonly<Record<string, string>>) {
  const read = caseSteps[name]!(new Map(Object.entries(entered)));
  if (!read.ok) return read.errors.fields;
  const called: unknown[] = [];
  const api = new Proxy(
    {},
    { get: (_, operation) => async (input: unknown) => void called.push(operation, input) },
  );
  await read.value(api as never, { procurementId: 'p1' }, { idempotencyKey: 'k', ifMatch: '"7"' });
  return called;
}

test('a deadline is a day and a time of day in Norway, in winter and in summer', async () => {
  const publish = (day: string, time: string) =>
    callOf('kunngjor', { day, time, asksFor: 'bids', questionsUntil: '' });
  expect(await publish('2027-01-15', '12.00')).toEqual([
    'publishProcurement',
    {
      params: { procurementId: 'p1' },
      body: { bidsDeadline: '2027-01-15T11:00:00.000Z', questionsUntil: null },
    },
  ]);
  expect(await publish('15.07.2027', '12:00')).toMatchObject([
    'publishProcurement',
    { body: { bidsDeadline: '2027-07-15T10:00:00.000Z' } },
  ]);
  expect(await publish('2027-02-30', '25.00')).toEqual({
    day: expect.stringContaining('dag.måned.år'),
    time: expect.stringContaining('12.00'),
  });
});

test('what procedures of two stages ask for first are requests', async () => {
  const form = { day: '2027-01-15', time: '12.00', asksFor: 'requests', questionsUntil: '2027-01-10' };
  expect(await callOf('kunngjor', form)).toMatchObject([
    'publishProcurement',
    { body: { requestsDeadline: '2027-01-15T11:00:00.000Z', questionsUntil: '2027-01-10' } },
  ]);
});

test("an answer goes to the question that was chosen, in the officer's words where there are any", async () => {
  expect(await callOf('svar', { questionId: 'q1', question: '', answer: 'Tegl.' })).toEqual([
    'answerQuestion',
    { params: { procurementId: 'p1', questionId: 'q1' }, body: { question: null, answer: 'Tegl.' } },
  ]);
  expect(Object.keys((await callOf('svar', { questionId: '', question: '', answer: '' })) ?? {})).toEqual([
    'questionId',
    'answer',
  ]);
});

test('in a limited tender those who are ticked are invited, and at least one has to be', async () => {
  const form = { day: '2027-01-15', time: '12.00', asksFor: 'bids', questionsUntil: '', isNamed: 'ja' };
  expect(
    await callOf('kunngjor', { ...form, 'inviter-s1': 'ja', 'inviter-s2': '', 'inviter-s3': 'ja' }),
  ).toEqual([
    'publishProcurement',
    {
      params: { procurementId: 'p1' },
      body: {
        ...{ bidsDeadline: '2027-01-15T11:00:00.000Z', questionsUntil: null },
        invitedSupplierIds: ['s1', 's3'],
      },
    },
  ]);
  expect(Object.keys((await callOf('kunngjor', { ...form, day: '' })) ?? {})).toEqual(['day', 'inviterte']);
});

test('a supplier is registered by a number that is one, with or without an address', async () => {
  const form = { organisationNumber: '310 000 019', name: 'Tak AS', contactEmail: '' };
  const registered = { organisationNumber: '310000019', name: 'Tak AS' };
  expect(await callOf('leverandor', form)).toEqual([
    'registerSupplier',
    { body: { ...registered, contactEmail: null } },
  ]);
  expect(await callOf('leverandor', { ...form, contactEmail: 'post@tak.no' })).toMatchObject([
    'registerSupplier',
    { body: { contactEmail: 'post@tak.no' } },
  ]);
  const wrong = await callOf('leverandor', {
    organisationNumber: '310000018',
    name: '',
    contactEmail: 'tak',
  });
  expect(Object.keys(wrong ?? {})).toEqual(['organisationNumber', 'name', 'contactEmail']);
});

test('a complaint is registered for a firm that is known or named, and decided with a reason', async () => {
  const about = { about: 'Kravet er uklart.' };
  expect(await callOf('klage', { ...about, supplierId: 's1', filedBy: '' })).toEqual([
    'fileComplaint',
    { params: { procurementId: 'p1' }, body: { ...about, supplierId: 's1', filedBy: null } },
  ]);
  expect(Object.keys((await callOf('klage', { about: '', supplierId: '', filedBy: ' ' })) ?? {})).toEqual([
    ...['about', 'filedBy'],
  ]);
  expect(await callOf('avgjor', { complaintId: 'k1', outcome: 'upheld', reason: 'Riktig.' })).toEqual([
    'decideComplaint',
    { params: { procurementId: 'p1', complaintId: 'k1' }, body: { outcome: 'upheld', reason: 'Riktig.' } },
  ]);
  expect(Object.keys((await callOf('avgjor', { complaintId: '', outcome: '', reason: '' })) ?? {})).toEqual([
    ...['complaintId', 'outcome', 'reason'],
  ]);
});

test('each step says that it is done', () => {
  expect(Object.keys(caseDoneTexts)).toEqual(expect.arrayContaining(Object.keys(caseSteps)));
});
