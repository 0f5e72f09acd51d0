import { Rejection } from '@tiltak/decider';
import type { EvaluationCommand } from './commands.ts';
import type { StartedEvaluation } from './evaluation.ts';
import type { EvaluationEvent } from './events.ts';
import { requireBid } from './guards.ts';

/** The least time to answer. The rule asks for a reasonable one and gives no number; this floor is our own. */
export const answerHoursMin = 24;

/**
 * Asks a bidder to explain a price that looks abnormally low (FOA § 24-9), once. Throws `not_found`, `bid_rejected`,
 * `not_ranked`, `explanation_asked`, `answer_time_too_short`.
 */
export function askForExplanation(
  state: StartedEvaluation,
  { bidId, question, answerBy, at }: Extract<EvaluationCommand, { readonly type: 'askForExplanation' }>,
): readonly EvaluationEvent[] {
  const bid = requireBid(state, bidId);
  if (state.ranking === null)
    throw new Rejection('not_ranked', 'A price can look low only when the prices are open and ranked.');
  if (bid.explanation !== null)
    throw new Rejection('explanation_asked', 'The bidder was asked to explain the price before.');
  if (Date.parse(answerBy) - Date.parse(at) < answerHoursMin * 3_600_000)
    throw new Rejection(
      'answer_time_too_short',
      `answerBy: the bidder gets at least ${answerHoursMin} hours to answer.`,
    );
  return [{ type: 'ExplanationAsked', data: { bidId, question, answerBy, at } }];
}

/** Keeps what the bidder answered. Throws `not_found`, `bid_rejected`, `explanation_not_asked`. */
export function recordExplanation(
  state: StartedEvaluation,
  { bidId, explanation, at }: Extract<EvaluationCommand, { readonly type: 'recordExplanation' }>,
): readonly EvaluationEvent[] {
  if (requireBid(state, bidId).explanation === null)
    throw new Rejection('explanation_not_asked', 'The bidder was not asked to explain the price.');
  return [{ type: 'ExplanationRecorded', data: { bidId, explanation, at } }];
}
