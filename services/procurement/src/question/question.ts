import { type DomainEvent, Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';

export type Asked = {
  readonly procurementId: string;
  readonly supplierId: string;
  /** In the asker's own words. */
  readonly asked: string;
};
export type Answered = {
  /** The question as everyone reads it: such that it does not give the asker away. */
  readonly question: string;
  readonly answer: string;
};
export type QuestionCommand =
  | (Asked & {
      readonly type: 'ask';
      /** Null: nothing is asked of the supplier at the moment. */
      readonly closesAt: string | null;
      readonly at: string;
    })
  | {
      readonly type: 'answer';
      /** Null: as it was asked. */
      readonly question: string | null;
      readonly answer: string;
      readonly at: string;
    };
export type QuestionEvent =
  | DomainEvent<'QuestionAsked', Asked & { readonly at: string }>
  | DomainEvent<'QuestionAnswered', Answered & Pick<Asked, 'procurementId'> & { readonly at: string }>;

export type QuestionState =
  | { readonly status: 'none' }
  | (Asked & { readonly status: 'asked'; readonly askedAt: string })
  | (Asked &
      Answered & { readonly status: 'answered'; readonly askedAt: string; readonly answeredAt: string });

/** Throws `questions_closed`, `question_answered`, `not_found`. */
function decide(command: QuestionCommand, state: QuestionState): readonly QuestionEvent[] {
  if (command.type === 'ask') {
    const { type: _, closesAt, at, ...asked } = command;
    if (closesAt === null || Date.parse(at) >= Date.parse(closesAt))
      throw new Rejection(
        'questions_closed',
        closesAt === null
          ? 'No questions are taken at the moment.'
          : `Questions were taken until ${closesAt}.`,
        { closesAt },
      );
    return [{ type: 'QuestionAsked', data: { ...asked, at } }];
  }
  if (state.status === 'none') throw new Rejection('not_found', 'There is no such question.');
  const { answer, at } = command;
  const question = command.question ?? state.asked;
  if (state.status === 'asked')
    return [{ type: 'QuestionAnswered', data: { procurementId: state.procurementId, question, answer, at } }];
  if (state.answer === answer && state.question === question) return [];
  throw new Rejection('question_answered', `It was answered on ${state.answeredAt}; everyone has read that.`);
}

function evolve(state: QuestionState, { type, data }: QuestionEvent): QuestionState {
  if (type === 'QuestionAsked') {
    const { at, ...asked } = data;
    return { status: 'asked', ...asked, askedAt: at };
  }
  if (state.status === 'none') return state;
  const { at, ...answered } = data;
  return { ...state, ...answered, status: 'answered', answeredAt: at };
}

/** A question about a competition; its answer goes to all, without the name of who asked. */
export const questions: Aggregate<QuestionCommand, QuestionEvent, QuestionState> = {
  kind: 'questions',
  indexes: [{ 'state.procurementId': 1, _id: 1 }],
  initial: { status: 'none' },
  decide,
  evolve,
};
