import { Rejection } from '@tiltak/decider';
import type { BidInEvaluation, Evaluator, StartedEvaluation } from './evaluation.ts';

/** Throws `quality_settled`. */
export function requireQualityOpen({ qualitySettledAt }: StartedEvaluation): void {
  if (qualitySettledAt !== null)
    throw new Rejection(
      'quality_settled',
      `The quality was settled ${qualitySettledAt}; no score of it changes.`,
    );
}

/** Throws `not_evaluator`. */
export function requireEvaluator(state: StartedEvaluation, subject: string): Evaluator {
  const evaluator = state.evaluators.find((one) => one.subject === subject);
  if (!evaluator)
    throw new Rejection('not_evaluator', 'Only those who were appointed to evaluate these bids can do this.');
  return evaluator;
}

/** A bid that is in the evaluation. Throws `not_found`, `bid_rejected`. */
export function requireBid(state: StartedEvaluation, bidId: string): BidInEvaluation {
  const bid = state.bids.find((one) => one.bidId === bidId);
  if (!bid) throw new Rejection('not_found', 'There is no such bid in this evaluation.');
  if (bid.status === 'rejected')
    throw new Rejection(
      'bid_rejected',
      `The bid was rejected (${bid.rejection?.paragraph}) and is out of the evaluation.`,
    );
  return bid;
}
