import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { date, id, instant, list, page, text } from '../values.ts';
import { officers, procurementParams, reason } from './procurement.ts';

export const question = z.object({
  questionId: id,
  procurementId: id,
  status: z.enum(['asked', 'answered']),
  /** As everyone reads it; null until it is answered. */
  question: text.nullable(),
  answer: text.nullable(),
  answeredAt: instant.nullable(),
  /** Whether the caller's own firm asked it. */
  isOwn: z.boolean(),
  /** In the asker's own words; null to all but the asker and the municipality, as are the two below. */
  asked: text.nullable(),
  askedAt: instant.nullable(),
  supplierId: id.nullable(),
});

const questionParams = procurementParams.extend({ questionId: id });

/** The operations on questions (spørsmål) about a competition. */
export const questionOperations = {
  askQuestion: {
    method: 'post',
    path: '/procurements/{procurementId}/questions',
    summary: 'Asks a question while requests or bids are taken, until the stated last day',
    allow: ['contractor'],
    params: procurementParams,
    body: z.object({ question: reason }),
    answer: { status: 201, body: question },
    rejections: { questions_closed: 409, supplier_not_found: 422 },
  },
  answerQuestion: {
    method: 'post',
    path: '/procurements/{procurementId}/questions/{questionId}/answer',
    summary: 'Answers a question to all, without the name of who asked',
    allow: officers,
    params: questionParams,
    body: z.object({
      answer: reason,
      /** In other words, so that it does not give the asker away; null: as it was asked. */
      question: reason.nullable().default(null),
    }),
    answer: {
      status: 200,
      body: question.extend({
        /** Less than the rules ask for is left after the answer: the first day to extend the deadline to. */
        extendTo: date.nullable(),
      }),
    },
    rejections: { question_answered: 409 },
  },
  getQuestion: {
    method: 'get',
    path: '/procurements/{procurementId}/questions/{questionId}',
    summary: 'A question that is answered; a firm also reads its own before',
    allow: 'anyone',
    params: questionParams,
    answer: { status: 200, body: question },
  },
  listQuestions: {
    method: 'get',
    path: '/procurements/{procurementId}/questions',
    summary: 'The questions that are answered, oldest first; a firm also sees its own, and staff all',
    allow: 'anyone',
    params: procurementParams,
    query: page,
    answer: { status: 200, body: list(question) },
  },
} as const satisfies Operations;
