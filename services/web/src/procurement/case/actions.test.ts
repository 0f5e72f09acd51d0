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

test('each step says that it is done', () => {
  expect(Object.keys(caseDoneTexts)).toEqual(expect.arrayContaining(Object.keys(caseSteps)));
});
