import { expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import { type QuestionEvent, questions } from './question.ts';

const at = '2026-01-12T09:00:00.000Z';
const about = { procurementId: 'p1', supplierId: 's1', asked: 'Vi i Prøve AS lurer på taket.' };
const ask = { type: 'ask', ...about, closesAt: '2026-01-20T10:00:00+01:00', at } as const;
const asked: QuestionEvent = { type: 'QuestionAsked', data: { ...about, at } };
const answer = { type: 'answer', question: 'Hva slags tak er det?', answer: 'Tegltak.', at } as const;

test('a question is taken until the instant that questions close at', () => {
  given(questions, []).when(ask).then([asked]);
  const late = { ...ask, at: '2026-01-20T09:00:00.000Z' };
  given(questions, [])
    .when({ ...late, at: '2026-01-20T08:59:59.999Z' })
    .state();
  given(questions, []).when(late).rejects('questions_closed');
  given(questions, [])
    .when({ ...ask, closesAt: null })
    .rejects('questions_closed');
});

test("what everyone reads is the officer's wording and the answer, and not who asked", () => {
  const { question, answer: text } = answer;
  const answered: QuestionEvent = {
    type: 'QuestionAnswered',
    data: { procurementId: 'p1', question, answer: text, at },
  };
  given(questions, [asked]).when(answer).then([answered]);
  expect(JSON.stringify(answered)).not.toMatch(/s1|Prøve/);
});

test('without another wording the question is published as it was asked', () => {
  expect(
    given(questions, [asked])
      .when({ ...answer, question: null })
      .state(),
  ).toMatchObject({
    question: about.asked,
    status: 'answered',
  });
});

test('an answer that everyone has read is not replaced', () => {
  const answered = questions.decide(answer, questions.evolve(questions.initial, asked));
  given(questions, [asked, ...answered])
    .when(answer)
    .then([]);
  given(questions, [asked, ...answered])
    .when({ ...answer, answer: 'Torvtak.' })
    .rejects('question_answered');
  given(questions, []).when(answer).rejects('not_found');
});
