import { Rejection } from '@tiltak/decider';
import type { EvaluationCommand } from './commands.ts';
import type { BidInEvaluation, StartedEvaluation } from './evaluation.ts';
import type { EvaluationEvent, ScoreKey } from './events.ts';
import { isAbout } from './evolve.ts';
import { requireBid, requireEvaluator, requireQualityOpen } from './guards.ts';
import type { Criterion } from './ranking.ts';

/** The criteria that count in a lot. */
export const criteriaOf = ({ basis }: StartedEvaluation, lotId: string): readonly Criterion[] =>
  basis.criteria.filter(({ lotIds }) => lotIds === null || lotIds.includes(lotId));

/** The lots that a bid is for. */
export const lotsOf = ({ basis }: StartedEvaluation, { lotIds }: BidInEvaluation): readonly string[] =>
  lotIds ?? basis.lotIds;

/** What of a bid is to be scored: on each of its lots, by all criteria but the price. */
const scoresOf = (state: StartedEvaluation, bid: BidInEvaluation): readonly ScoreKey[] =>
  lotsOf(state, bid).flatMap((lotId) =>
    criteriaOf(state, lotId)
      .filter(({ type }) => type !== 'price')
      .map(({ criterionId }) => ({ bidId: bid.bidId, lotId, criterionId })),
  );

/** Everything that is to be scored: of every bid that is not rejected. */
export const scoresNeeded = (state: StartedEvaluation): readonly ScoreKey[] =>
  state.bids.filter(({ status }) => status !== 'rejected').flatMap((bid) => scoresOf(state, bid));

const isSettled = ({ settledScores }: StartedEvaluation, key: ScoreKey): boolean =>
  settledScores.some((one) => isAbout(one, key));

/** Whether a bid has all its settled scores. */
export const isScored = (state: StartedEvaluation, bid: BidInEvaluation): boolean =>
  scoresOf(state, bid).every((key) => isSettled(state, key));

/** What is still to be settled before the quality as a whole can be. */
export const scoresMissing = (state: StartedEvaluation): readonly ScoreKey[] =>
  scoresNeeded(state).filter((key) => !isSettled(state, key));

/**
 * An evaluator's own score; it may be changed until the settled one is written down. Throws `not_evaluator`,
 * `declaration_missing`, `conflict_of_interest`, and those of {@link requireScorable}.
 */
export function scoreBid(
  state: StartedEvaluation,
  { score, isPriceOpen }: Extract<EvaluationCommand, { readonly type: 'scoreBid' }>,
): readonly EvaluationEvent[] {
  const { declaration } = requireEvaluator(state, score.by);
  if (declaration === null)
    throw new Rejection('declaration_missing', 'Give your declaration of impartiality before you score.');
  if (!declaration.isImpartial)
    throw new Rejection('conflict_of_interest', 'You have declared an interest, and do not evaluate.');
  requireScorable(state, score, isPriceOpen);
  if (isSettled(state, score))
    throw new Rejection('score_settled', 'The score of this bid by this criterion is settled.');
  return [{ type: 'BidScored', data: score }];
}

/**
 * What the evaluators agreed on, when each of them has given a score. Throws `score_missing`, `evaluators_missing`,
 * and those of {@link requireScorable}.
 */
export function settleScore(
  state: StartedEvaluation,
  { score, isPriceOpen }: Extract<EvaluationCommand, { readonly type: 'settleScore' }>,
): readonly EvaluationEvent[] {
  requireScorable(state, score, isPriceOpen);
  const scoring = state.evaluators.filter(({ declaration }) => declaration?.isImpartial !== false);
  if (scoring.length === 0)
    throw new Rejection('evaluators_missing', 'Nobody who may score these bids is appointed.');
  const scored = new Set(state.scores.filter((one) => isAbout(one, score)).map(({ by }) => by));
  const missing = scoring.filter(({ subject }) => !scored.has(subject));
  if (missing.length > 0)
    throw new Rejection(
      'score_missing',
      `${missing.length} of ${scoring.length} evaluators have not scored this bid by this criterion.`,
    );
  return [{ type: 'ScoreSettled', data: score }];
}

/**
 * Settles the quality as a whole: from now on no score of it changes, and the prices may be opened. Every bid is
 * qualified or rejected, and has all its settled scores. Throws `quality_settled`, `bid_not_assessed`,
 * `score_missing`.
 */
export function settleQuality(
  state: StartedEvaluation,
  { at }: Extract<EvaluationCommand, { readonly type: 'settleQuality' }>,
): readonly EvaluationEvent[] {
  requireQualityOpen(state);
  const waiting = state.bids.find(({ status }) => status === 'received');
  if (waiting)
    throw new Rejection('bid_not_assessed', `The bid ${waiting.bidId} is neither qualified nor rejected.`);
  const missing = scoresMissing(state);
  const [first] = missing;
  if (first)
    throw new Rejection(
      'score_missing',
      `${missing.length} settled scores are missing, first bid ${first.bidId}, ${first.lotId}, ${first.criterionId}.`,
    );
  return [{ type: 'QualitySettled', data: { at } }];
}

/** Throws `quality_settled`, `price_open`, `not_found`, `bid_rejected`, `not_scored`. */
function requireScorable(state: StartedEvaluation, key: ScoreKey, isPriceOpen: boolean): void {
  requireQualityOpen(state);
  if (isPriceOpen && state.basis.hasPriceEnvelope)
    throw new Rejection('price_open', 'The price of this bid is known; its quality is not scored any more.');
  const bid = requireBid(state, key.bidId);
  const criterion = criteriaOf(state, key.lotId).find(({ criterionId }) => criterionId === key.criterionId);
  if (!lotsOf(state, bid).includes(key.lotId) || !criterion || criterion.type === 'price')
    throw new Rejection(
      'not_scored',
      `lotId, criterionId: this bid is not scored on ${key.lotId} by ${key.criterionId}.`,
    );
}
