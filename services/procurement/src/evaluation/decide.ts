import { Rejection } from '@tiltak/decider';
import type { EvaluationCommand } from './commands.ts';
import type { Evaluation, StartedEvaluation } from './evaluation.ts';
import type { EvaluationEvent } from './events.ts';
import { askForExplanation, recordExplanation } from './explanation.ts';
import { requireEvaluator, requireQualityOpen } from './guards.ts';
import { qualifyBidder, reinstateBid, rejectBid } from './qualification.ts';
import { finish, rank } from './result.ts';
import { scoreBid, settleQuality, settleScore } from './scoring.ts';
import { confirmDrawing, drawLots, settleTie } from './ties.ts';

/** More persons than this are a hearing, not an evaluation. */
export const evaluatorsMax = 10;

/** What each command leads to; its refusals stand at the function that decides it. */
export function decide(command: EvaluationCommand, state: Evaluation): readonly EvaluationEvent[] {
  if (command.type === 'start') return start(command, state);
  if (state.status === 'none')
    throw new Rejection('evaluation_not_started', 'The evaluation has not been started.');
  if (command.type === 'reopen') return reopen(command, state);
  if (state.status === 'finished')
    throw new Rejection(
      'evaluation_finished',
      'The evaluation is finished, and nothing in it changes any more.',
    );
  switch (command.type) {
    case 'appointEvaluator':
      return appointEvaluator(command, state);
    case 'dismissEvaluator':
      return dismissEvaluator(command, state);
    case 'declareImpartiality':
      return declareImpartiality(command, state);
    case 'qualifyBidder':
      return qualifyBidder(state, command);
    case 'rejectBid':
      return rejectBid(state, command);
    case 'reinstateBid':
      return reinstateBid(state, command);
    case 'scoreBid':
      return scoreBid(state, command);
    case 'settleScore':
      return settleScore(state, command);
    case 'settleQuality':
      return settleQuality(state, command);
    case 'rankBids':
      return rank(state, command);
    case 'askForExplanation':
      return askForExplanation(state, command);
    case 'recordExplanation':
      return recordExplanation(state, command);
    case 'settleTie':
      return settleTie(state, command);
    case 'drawLots':
      return drawLots(state, command);
    case 'confirmDrawing':
      return confirmDrawing(state, command);
    case 'finish':
      return finish(state, command);
  }
}

/** The bids of a later round are evaluated anew. Throws `evaluation_started`, `price_criterion_missing`. */
function start(
  { type: _, ...facts }: Extract<EvaluationCommand, { readonly type: 'start' }>,
  state: Evaluation,
): readonly EvaluationEvent[] {
  if (state.status !== 'none' && state.basis.round >= facts.basis.round)
    throw new Rejection('evaluation_started', 'The evaluation of these bids has been started already.');
  const { criteria, lotIds, priceModel } = facts.basis;
  const isPriced = (lotId: string) =>
    criteria.some((one) => one.type === 'price' && (one.lotIds === null || one.lotIds.includes(lotId)));
  if (priceModel.type === 'surcharge' && !lotIds.every(isPriced))
    throw new Rejection(
      'price_criterion_missing',
      'A surcharge is a share of what the price weighs; the specification has a lot without a criterion for the price.',
    );
  return [{ type: 'EvaluationStarted', data: facts }];
}

/** Throws `quality_settled`, `too_many_evaluators`. */
function appointEvaluator(
  { subject, at }: Extract<EvaluationCommand, { readonly type: 'appointEvaluator' }>,
  state: StartedEvaluation,
): readonly EvaluationEvent[] {
  if (state.evaluators.some((one) => one.subject === subject)) return [];
  requireQualityOpen(state);
  if (state.evaluators.length >= evaluatorsMax)
    throw new Rejection('too_many_evaluators', `subject: at most ${evaluatorsMax} persons evaluate.`);
  return [{ type: 'EvaluatorAppointed', data: { subject, at } }];
}

/** The scores that the person gave go too. Throws `quality_settled`, `not_evaluator`. */
function dismissEvaluator(
  { subject, reason }: Extract<EvaluationCommand, { readonly type: 'dismissEvaluator' }>,
  state: StartedEvaluation,
): readonly EvaluationEvent[] {
  requireQualityOpen(state);
  requireEvaluator(state, subject);
  return [{ type: 'EvaluatorDismissed', data: { subject, reason } }];
}

/**
 * A person's own declaration of impartiality (habilitetserklæring). Given once: who finds out about an interest later
 * is dismissed. Throws `not_evaluator`, `already_declared`.
 */
function declareImpartiality(
  {
    by: subject,
    isImpartial,
    statement,
    at,
  }: Extract<EvaluationCommand, { readonly type: 'declareImpartiality' }>,
  state: StartedEvaluation,
): readonly EvaluationEvent[] {
  if (requireEvaluator(state, subject).declaration !== null)
    throw new Rejection('already_declared', 'You have given your declaration of impartiality before.');
  return [{ type: 'ImpartialityDeclared', data: { subject, isImpartial, statement, at } }];
}

/**
 * After an upheld complaint a finished evaluation goes on: bids may be rejected or reinstated, and are ranked again.
 * Throws `evaluation_not_finished`.
 */
function reopen(
  { reason, at }: Extract<EvaluationCommand, { readonly type: 'reopen' }>,
  { status }: StartedEvaluation,
): readonly EvaluationEvent[] {
  if (status !== 'finished')
    throw new Rejection('evaluation_not_finished', 'The evaluation is not finished: it can go on as it is.');
  return [{ type: 'EvaluationReopened', data: { reason, at } }];
}
