import { Rejection } from '@tiltak/decider';
import type { EvaluationCommand } from './commands.ts';
import type { StartedEvaluation } from './evaluation.ts';
import type { EvaluationEvent } from './events.ts';
import { requireBid } from './guards.ts';
import { groundOf, paragraphIn } from './rejectionGrounds.ts';
import { isScored } from './scoring.ts';

/**
 * The bidder fulfils every requirement, each looked at by itself. Throws `not_found`, `bid_rejected`, `late_bid`,
 * `requirement_not_assessed`, `requirement_not_fulfilled`.
 */
export function qualifyBidder(
  state: StartedEvaluation,
  { bidId, assessments, at }: Extract<EvaluationCommand, { readonly type: 'qualifyBidder' }>,
): readonly EvaluationEvent[] {
  const bid = requireBid(state, bidId);
  if (bid.isLate)
    throw new Rejection('late_bid', 'The bid came after the deadline and has to be rejected (FOA § 24-1).');
  const { requirementIds } = state.basis;
  const assessed = assessments.map(({ requirementId }) => requirementId);
  const missing = requirementIds.find((one) => !assessed.includes(one));
  const extra = assessed.find((one, at) => !requirementIds.includes(one) || assessed.indexOf(one) !== at);
  if (missing !== undefined || extra !== undefined)
    throw new Rejection(
      'requirement_not_assessed',
      `assessments: each requirement once: ${requirementIds.join(', ')} (not so: ${missing ?? extra}).`,
    );
  const failed = assessments.find(({ isFulfilled }) => !isFulfilled);
  if (failed)
    throw new Rejection(
      'requirement_not_fulfilled',
      `assessments: ${failed.requirementId} is not fulfilled; reject the bid (FOA § 24-2).`,
    );
  return [{ type: 'BidderQualified', data: { bidId, assessments, at } }];
}

/**
 * Rejects a bid by a ground, with the reason that the bidder is told. A bid that looks abnormally low is rejected only
 * after the bidder was asked to explain it, and has answered or let the time pass (FOA § 24-9). Throws `not_found`,
 * `bid_rejected`, `bid_not_late`, `explanation_not_asked`, `explanation_pending`.
 */
export function rejectBid(
  state: StartedEvaluation,
  { bidId, ground, procedure, reason, at }: Extract<EvaluationCommand, { readonly type: 'rejectBid' }>,
): readonly EvaluationEvent[] {
  const bid = requireBid(state, bidId);
  const { about, ...row } = groundOf(ground);
  const paragraph = paragraphIn(procedure, { about, ...row });
  if (ground === 'late' && !bid.isLate)
    throw new Rejection('bid_not_late', 'ground: this bid came in time; its receipt says when.');
  if (about === 'abnormally_low') {
    const { explanation } = bid;
    if (explanation === null)
      throw new Rejection(
        'explanation_not_asked',
        'Ask the bidder to explain the price first, with time to answer (FOA § 24-9).',
      );
    if (explanation.answer === null && Date.parse(explanation.answerBy) > Date.parse(at))
      throw new Rejection(
        'explanation_pending',
        `The bidder has until ${explanation.answerBy} to explain the price.`,
      );
  }
  return [{ type: 'BidRejected', data: { bidId, ground, paragraph, reason, at } }];
}

/**
 * Takes a rejection back, with the reason. Once the quality is settled that needs the settled scores that the bid had
 * before. Throws `not_found`, `bid_not_rejected`, `score_missing`.
 */
export function reinstateBid(
  state: StartedEvaluation,
  { bidId, reason, at }: Extract<EvaluationCommand, { readonly type: 'reinstateBid' }>,
): readonly EvaluationEvent[] {
  const bid = state.bids.find((one) => one.bidId === bidId);
  if (!bid) throw new Rejection('not_found', 'There is no such bid in this evaluation.');
  if (bid.status !== 'rejected')
    throw new Rejection('bid_not_rejected', 'The bid is not rejected, so there is nothing to take back.');
  if (state.qualitySettledAt !== null && !isScored(state, bid))
    throw new Rejection(
      'score_missing',
      'The quality is settled without this bid, and can no longer be scored without knowing the prices.',
    );
  return [{ type: 'BidReinstated', data: { bidId, reason, at } }];
}
