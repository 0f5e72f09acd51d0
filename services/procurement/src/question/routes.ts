import { osloDay } from '@tiltak/calendar';
import type { procurementOperations, question, questionOperations } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type { Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { pageOf, type Store } from '@tiltak/store';
import type * as z from 'zod';
import { caseFor, noCase, type Reader } from '../procurement/caseRead.ts';
import { earliestAfterChange } from '../procurement/earliest.ts';
import { type ProcurementState, procurements } from '../procurement/procurement.ts';
import { isVisibleTo, openWindow, questionsCloseAt } from '../procurement/window.ts';
import { ruleRows } from '../rule/rules.ts';
import { ownSupplier } from '../supplier/ownSupplier.ts';
import { type QuestionState, questions } from './question.ts';

type Ops = typeof procurementOperations;

/** The operations on questions. */
export function questionRoutes(store: Store): Pick<Handlers<Ops>, keyof typeof questionOperations> {
  return {
    async askQuestion(call) {
      const { procurementId } = call.params;
      const own = await ownSupplier(store, call.actor);
      if (!own)
        throw new Rejection('supplier_not_found', 'Your firm is not registered as a supplier; do so first.');
      const { supplierId } = own;
      const questionId = store.newId();
      return await runCommand(store, call, async (reads) => {
        const [theCase, fresh] = await Promise.all([
          reads.stream(procurements, procurementId),
          reads.stream(questions, questionId, 'new'),
        ]);
        return (stage) => {
          if (!isVisibleTo(theCase.state, supplierId)) throw noCase();
          const closesAt = questionsCloseAt(theCase.state, supplierId);
          const asked = { procurementId, supplierId, asked: call.body.question };
          stage.handle(fresh, { type: 'ask', ...asked, closesAt, at: stage.at });
          const reader = { isStaff: false, supplierId };
          return { body: shown(questionId, fresh.state, reader), version: fresh.version };
        };
      });
    },
    async answerQuestion(call) {
      const { procurementId, questionId } = call.params;
      const rows = await ruleRows(store);
      return await runCommand(store, call, async (reads) => {
        const [theCase, found] = await Promise.all([
          reads.stream(procurements, procurementId),
          reads.stream(questions, questionId),
        ]);
        return (stage) => {
          if (found.state.status === 'none' || found.state.procurementId !== procurementId)
            throw noQuestion();
          stage.handle(found, { type: 'answer', ...call.body, at: stage.at });
          const extendTo = extension(theCase.state, { rows, at: stage.at });
          const reader = { isStaff: true, supplierId: null };
          return { body: { ...shown(questionId, found.state, reader), extendTo }, version: found.version };
        };
      });
    },
    async getQuestion({ actor, params: { procurementId, questionId } }) {
      const [{ reader }, found] = await Promise.all([
        caseFor(store, actor, procurementId),
        store.states<QuestionState>(questions).findOne({ _id: questionId }),
      ]);
      const state = found?.state ?? questions.initial;
      if (state.status === 'none' || state.procurementId !== procurementId) throw noQuestion();
      if (!mayRead(state, reader)) throw noQuestion();
      return { body: shown(questionId, state, reader), version: found?.version ?? 0 };
    },
    async listQuestions({ actor, params: { procurementId }, query: { cursor, limit } }) {
      const { reader } = await caseFor(store, actor, procurementId);
      const theirs = [{ 'state.status': 'answered' }, { 'state.supplierId': reader.supplierId }];
      const filter = { 'state.procurementId': procurementId, ...(!reader.isStaff && { $or: theirs }) };
      const page = await pageOf(store.states<QuestionState>(questions), {
        filter,
        order: 'oldest',
        cursor,
        limit,
      });
      return {
        body: { items: page.items.map(({ _id, state }) => shown(_id, state, reader)), next: page.next },
      };
    },
  };
}

const mayRead = (state: Exclude<QuestionState, { status: 'none' }>, reader: Reader): boolean =>
  reader.isStaff || state.status === 'answered' || state.supplierId === reader.supplierId;

/** A question as this reader sees it: whose it is, and in which words it was asked, only staff and the asker know. */
function shown(questionId: string, state: QuestionState, reader: Reader): z.output<typeof question> {
  if (state.status === 'none') throw noQuestion();
  const isOwn = state.supplierId === reader.supplierId;
  const knowsAsker = reader.isStaff || isOwn;
  const answered =
    state.status === 'answered'
      ? { question: state.question, answer: state.answer, answeredAt: state.answeredAt }
      : { question: null, answer: null, answeredAt: null };
  return {
    questionId,
    procurementId: state.procurementId,
    status: state.status,
    ...answered,
    isOwn,
    asked: knowsAsker ? state.asked : null,
    askedAt: knowsAsker ? state.askedAt : null,
    supplierId: knowsAsker ? state.supplierId : null,
  };
}

/** The day to extend the deadline to, where the answer comes so late that there is less left than rules ask for. */
function extension(state: ProcurementState, when: Parameters<typeof earliestAfterChange>[1]): string | null {
  const window = openWindow(state);
  const deadline = window && state.status !== 'none' ? state.deadlines[window] : null;
  if (deadline === null) return null;
  const { day } = earliestAfterChange(state, when);
  return osloDay(deadline) < day ? day : null;
}

const noQuestion = () => new Rejection('not_found', 'There is no such question.');
