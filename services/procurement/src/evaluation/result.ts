import { Rejection } from '@tiltak/decider';
import type { EvaluationCommand } from './commands.ts';
import type { BidInEvaluation, StartedEvaluation } from './evaluation.ts';
import type { EvaluationEvent, LotPrice } from './events.ts';
import { type RankedBid, rankBids, type ScoredBid } from './ranking.ts';
import { criteriaOf, lotsOf } from './scoring.ts';
import { openTie } from './ties.ts';

/** How many parts of sums one event holds, so that it stays well below the largest event. */
const partsPerEvent = 1500;

/**
 * Ranks the bids of every lot by the model that was fixed, with the whole arithmetic; again after a bid was rejected.
 * A bid takes part in those of its lots that it has a price for. Throws `model_fixed`, `quality_not_settled`,
 * `bid_not_assessed`, `prices_not_open`, `bid_price_missing`.
 */
export function rank(
  state: StartedEvaluation,
  command: Extract<EvaluationCommand, { readonly type: 'rankBids' }>,
): readonly EvaluationEvent[] {
  const { basis } = state;
  if (command.specificationVersion !== basis.specificationVersion)
    throw new Rejection(
      'model_fixed',
      `The bids were opened under version ${basis.specificationVersion} of the specification, and are ranked by it only.`,
    );
  if (state.qualitySettledAt === null)
    throw new Rejection('quality_not_settled', 'The quality is settled before the bids are ranked.');
  const bids = state.bids.filter(({ status }) => status !== 'rejected');
  const waiting = bids.find(({ status }) => status === 'received');
  if (waiting)
    throw new Rejection('bid_not_assessed', `The bid ${waiting.bidId} is neither qualified nor rejected.`);
  requirePrices(bids, command);
  return basis.lotIds.flatMap((lotId) => {
    const scored = bids.flatMap((bid) => scoredOn(state, bid, lotId, command.prices));
    const rows = rankBids({ criteria: criteriaOf(state, lotId), model: basis.priceModel }, scored);
    return inEvents(lotId, rows, command.at);
  });
}

function requirePrices(
  bids: readonly BidInEvaluation[],
  {
    prices,
    unopenedBidIds,
  }: Pick<Extract<EvaluationCommand, { readonly type: 'rankBids' }>, 'prices' | 'unopenedBidIds'>,
): void {
  const unopened = bids.find(({ bidId }) => unopenedBidIds.includes(bidId));
  if (unopened)
    throw new Rejection('prices_not_open', `The price of the bid ${unopened.bidId} has not been opened.`);
  const missing = bids.find(({ bidId }) => !prices.some((price) => price.bidId === bidId));
  if (missing)
    throw new Rejection(
      'bid_price_missing',
      `The bid ${missing.bidId} has no price for any lot; reject it (FOA § 24-8) and rank again.`,
    );
}

function scoredOn(
  state: StartedEvaluation,
  bid: BidInEvaluation,
  lotId: string,
  prices: readonly LotPrice[],
): readonly ScoredBid[] {
  const price = prices.find((one) => one.bidId === bid.bidId && one.lotId === lotId);
  if (!price || !lotsOf(state, bid).includes(lotId)) return [];
  const points = state.settledScores
    .filter((one) => one.bidId === bid.bidId && one.lotId === lotId)
    .map(({ criterionId, points }) => ({ criterionId, points }));
  return [{ bidId: bid.bidId, priceOre: price.priceOre, points }];
}

/** A long ranking is told in several events, one after the other. */
function inEvents(lotId: string, rows: readonly RankedBid[], at: string): readonly EvaluationEvent[] {
  const size = Math.max(1, Math.floor(partsPerEvent / Math.max(1, rows[0]?.parts.length ?? 1)));
  const starts = rows.length === 0 ? [0] : rows.flatMap((_, from) => (from % size === 0 ? [from] : []));
  return starts.map((from) => ({
    type: 'BidsRanked',
    data: { lotId, from, rows: rows.slice(from, from + size), at },
  }));
}

/**
 * Ends the evaluation; the award is decided by what it found. Throws `not_ranked`, `explanation_pending`, `tie_open`.
 */
export function finish(
  { basis, bids, procurementId, ranking }: StartedEvaluation,
  { at }: Extract<EvaluationCommand, { readonly type: 'finish' }>,
): readonly EvaluationEvent[] {
  if (ranking === null)
    throw new Rejection('not_ranked', 'The bids are ranked before the evaluation is finished.');
  const pending = bids.find(
    ({ explanation, status }) =>
      status !== 'rejected' &&
      explanation !== null &&
      explanation.answer === null &&
      Date.parse(explanation.answerBy) > Date.parse(at),
  );
  if (pending)
    throw new Rejection(
      'explanation_pending',
      `The bidder of ${pending.bidId} has until ${pending.explanation?.answerBy} to explain the price.`,
    );
  const tied = basis.lotIds.find((lotId) => openTie(ranking[lotId] ?? [], basis.winnersMax).length > 0);
  if (tied !== undefined)
    throw new Rejection(
      'tie_open',
      `In ${tied} bids that can win are equal; put them in order by a stated rule, or draw lots.`,
    );
  const rejectedCount = bids.filter(({ status }) => status === 'rejected').length;
  const lots = basis.lotIds.map((lotId) => ({ lotId, rankedCount: ranking[lotId]?.length ?? 0 }));
  const { round } = basis;
  const data = { procurementId, round, bidsCount: bids.length, rejectedCount, lots, at };
  return [{ type: 'EvaluationFinished', data }];
}
