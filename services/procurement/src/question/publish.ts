import type { Publication } from '@tiltak/contracts';
import type { procurementEvents } from '@tiltak/contracts/procurement';
import type { QuestionEvent } from './question.ts';

/** What others learn of a question: nothing before it is answered, and never who asked. */
export function publishQuestion(
  event: QuestionEvent,
  questionId: string,
): Publication<typeof procurementEvents> | undefined {
  if (event.type === 'QuestionAsked') return undefined;
  const { procurementId, question, answer } = event.data;
  return {
    type: 'no.tiltak.procurement.question.answered.v1',
    data: { procurementId, questionId, question, answer },
  };
}
