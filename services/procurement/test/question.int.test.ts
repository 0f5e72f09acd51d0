import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verifyJournal } from '@tiltak/store';
import { eventually } from '@tiltak/testing';
import { aggregates } from '../src/service.ts';
import { caseScene, inDays } from './caseScene.ts';
import { type RunningProcurement, refusal, startProcurement } from './running.ts';

let procurement: RunningProcurement;
beforeAll(async () => {
  procurement = await startProcurement();
  await supplierOf('contractor-1');
  await supplierOf('contractor-2');
});
afterAll(() => procurement?.stop());

const { officer, published, specified, supplierOf, endWindow } = caseScene(() => procurement);
const asker = () => procurement.as('contractor-1');
const other = () => procurement.as('contractor-2');
const body = { question: 'Vi i Firmaet lurer på om taket er av tegl.' };
const answer = { answer: 'Taket er av tegl.', question: 'Er taket av tegl?' };

test("an answer goes to all with the officer's wording, and nobody but the asker learns who asked", async () => {
  const params = await published();
  const { body: asked } = await asker().askQuestion({ params, body });
  expect(asked).toMatchObject({ status: 'asked', isOwn: true, asked: body.question, question: null });
  const { questionId } = asked;
  const answered = await officer().answerQuestion({ params: { ...params, questionId }, body: answer });
  expect(answered.body).toMatchObject({ ...answer, status: 'answered', extendTo: null });

  for (const reader of [other(), procurement.as()]) {
    const { body: list } = await reader.listQuestions({ params });
    expect(list.items).toMatchObject([
      { ...answer, asked: null, askedAt: null, supplierId: null, isOwn: false },
    ]);
    expect(JSON.stringify(list)).not.toContain('Firmaet');
  }
  const event = await eventually(() => {
    const [found] = procurement.publishedOf(questionId);
    expect(found).toMatchObject({ type: 'question.answered', data: { ...params, questionId, ...answer } });
    return found;
  });
  expect(JSON.stringify(event)).not.toMatch(/Firmaet|supplierId/);
});

test("another firm's question that is not answered is as one that is not there, to the byte", async () => {
  const params = await published();
  const { body: asked } = await asker().askQuestion({ params, body });
  const problemOf = (questionId: string) =>
    other()
      .getQuestion({ params: { ...params, questionId } })
      .catch(({ problem }) => JSON.stringify(problem));
  expect(await problemOf(asked.questionId)).toBe(await problemOf('nothing'));
  const { body: trail } = await procurement.as('auditor').listAttempts({ params });
  expect(trail.items).toMatchObject([
    { operation: 'getQuestion', code: 'not_found' },
    { operation: 'getQuestion', code: 'not_found' },
  ]);
  expect((await other().listQuestions({ params })).body.items).toEqual([]);
  expect((await procurement.as().listQuestions({ params })).body.items).toEqual([]);
  expect((await asker().listQuestions({ params })).body.items).toHaveLength(1);
  expect((await officer().listQuestions({ params })).body.items[0]).toMatchObject({ asked: body.question });
  const elsewhere = { ...(await published()), questionId: asked.questionId };
  expect(await refusal(asker().getQuestion({ params: elsewhere }))).toEqual([404, 'not_found']);
  expect(await refusal(officer().answerQuestion({ params: elsewhere, body: answer }))).toEqual([
    404,
    'not_found',
  ]);
});

test('questions are taken only while requests or bids are, and until the stated last day', async () => {
  const draft = await specified();
  expect(await refusal(asker().askQuestion({ params: draft, body }))).toEqual([404, 'not_found']);
  const yesterday = await published('open', { questionsUntil: inDays(-1).slice(0, 10) });
  expect(await refusal(asker().askQuestion({ params: yesterday, body }))).toEqual([409, 'questions_closed']);
  const afterwards = { bidsDeadline: inDays(60), questionsUntil: inDays(62).slice(0, 10) };
  const tooLate = officer().publishProcurement({ params: draft, body: afterwards });
  expect(await refusal(tooLate)).toEqual([422, 'questions_after_deadline']);
});

test('of questions that race with the deadline each is taken whole or refused, and none after it', async () => {
  const params = await published();
  const racing = Array.from({ length: 20 }, () => asker().askQuestion({ params, body }));
  await endWindow(params, 'bids');
  const outcomes = await Promise.allSettled(racing);
  await eventually(async () => {
    expect((await officer().getProcurement({ params })).body.status).toBe('closed_for_bids');
  });
  expect(await refusal(asker().askQuestion({ params, body }))).toEqual([409, 'questions_closed']);
  const taken = outcomes.filter(({ status }) => status === 'fulfilled').length;
  expect((await officer().listQuestions({ params })).body.items).toHaveLength(taken);
});

test('only contractors ask, and only procurement officers answer, once', async () => {
  const params = await published();
  expect(await refusal(officer().askQuestion({ params, body }))).toEqual([403, 'forbidden']);
  const stranger = procurement.as('contractor-3').askQuestion({ params, body });
  expect(await refusal(stranger)).toEqual([422, 'supplier_not_found']);
  const { body: asked } = await asker().askQuestion({ params, body });
  const own = { ...params, questionId: asked.questionId };
  expect(await refusal(asker().answerQuestion({ params: own, body: answer }))).toEqual([403, 'forbidden']);
  await officer().answerQuestion({ params: own, body: answer });
  const again = officer().answerQuestion({ params: own, body: { answer: 'Taket er av torv.' } });
  expect(await refusal(again)).toEqual([409, 'question_answered']);
});

test('an answer shortly before the deadline says when the deadline should be', async () => {
  // No least time is known for an open tender below the thresholds, but after a change some must be left.
  const params = await published('open_tender', { bidsDeadline: inDays(3) });
  const { body: asked } = await asker().askQuestion({ params, body });
  const { body: late } = await officer().answerQuestion({
    params: { ...params, questionId: asked.questionId },
    body: answer,
  });
  expect(late.extendTo).not.toBeNull();
});

test('a question without words is a 400 that names the field', async () => {
  const params = await published();
  await expect(asker().askQuestion({ params, body: { question: ' ' } })).rejects.toMatchObject({
    problem: { status: 400, errors: [{ path: 'body.question' }] },
  });
});

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(procurement.store, aggregates)).toEqual([]);
});
