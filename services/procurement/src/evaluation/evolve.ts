import type { BidInEvaluation, Evaluation, Evaluator, StartedEvaluation } from './evaluation.ts';
import type { EvaluationEvent, Score, ScoreKey } from './events.ts';
import { inSettledOrder } from './ties.ts';

/** Whether two are about the same bid, lot and criterion. */
export const isAbout = (one: ScoreKey, other: ScoreKey): boolean =>
  one.bidId === other.bidId && one.lotId === other.lotId && one.criterionId === other.criterionId;

export function evolve(state: Evaluation, event: EvaluationEvent): Evaluation {
  if (event.type === 'EvaluationStarted') {
    const { at: _, bids, ...facts } = event.data;
    return {
      status: 'started',
      ...facts,
      // Who was appointed stays so in the next round of bids.
      evaluators: state.status === 'none' ? [] : state.evaluators,
      bids: bids.map((bid) => ({
        ...bid,
        status: 'received',
        assessments: [],
        rejection: null,
        explanation: null,
      })),
      scores: [],
      settledScores: [],
      qualitySettledAt: null,
      ranking: null,
      drawings: [],
      tieSettlements: [],
      finishedAt: null,
    };
  }
  return state.status === 'none' ? state : changed(state, event);
}

function changed(
  state: StartedEvaluation,
  event: Exclude<EvaluationEvent, { readonly type: 'EvaluationStarted' }>,
): StartedEvaluation {
  switch (event.type) {
    case 'EvaluatorAppointed':
      return withEvaluator(state, event.data.subject, { declaration: null });
    case 'EvaluatorDismissed':
      return {
        ...state,
        evaluators: state.evaluators.filter(({ subject }) => subject !== event.data.subject),
        scores: state.scores.filter(({ by }) => by !== event.data.subject),
      };
    case 'ImpartialityDeclared': {
      const { subject, ...declaration } = event.data;
      return withEvaluator(state, subject, { declaration });
    }
    case 'BidderQualified':
      return withBid(state, event.data.bidId, {
        status: 'qualified',
        assessments: event.data.assessments,
      });
    case 'BidRejected': {
      const { bidId, ...rejection } = event.data;
      return withBid(unranked(state), bidId, { status: 'rejected', rejection });
    }
    case 'BidReinstated':
      return withBid(unranked(state), event.data.bidId, { status: 'received', rejection: null });
    case 'BidScored':
      return { ...state, scores: withScore(state.scores, event.data, ({ by }) => by === event.data.by) };
    case 'ScoreSettled':
      return { ...state, settledScores: withScore(state.settledScores, event.data, () => true) };
    case 'QualitySettled':
      return { ...state, qualitySettledAt: event.data.at };
    case 'BidsRanked':
      return withRanking(state, event.data);
    case 'ExplanationAsked': {
      const { bidId, question, answerBy } = event.data;
      return withBid(state, bidId, { explanation: { question, answerBy, answer: null } });
    }
    case 'ExplanationRecorded': {
      const { bidId, explanation: answer } = event.data;
      const asked = state.bids.find((bid) => bid.bidId === bidId)?.explanation;
      return asked ? withBid(state, bidId, { explanation: { ...asked, answer } }) : state;
    }
    case 'LotsDrawn':
      return { ...state, drawings: [...withoutLot(state.drawings, event.data.lotId), event.data] };
    case 'TieSettled': {
      const { lotId } = event.data;
      const ranking = state.ranking && {
        ...state.ranking,
        [lotId]: inSettledOrder(state.ranking[lotId] ?? [], event.data.bidIds),
      };
      const drawings = withoutLot(state.drawings, lotId);
      return { ...state, ranking, drawings, tieSettlements: [...state.tieSettlements, event.data] };
    }
    case 'EvaluationFinished':
      return { ...state, status: 'finished', finishedAt: event.data.at };
    case 'EvaluationReopened':
      return { ...state, status: 'started', finishedAt: null };
  }
}

/** Other bids than before: what was found of their order no longer holds. */
const unranked = (state: StartedEvaluation): StartedEvaluation => ({
  ...state,
  ranking: null,
  drawings: [],
  tieSettlements: [],
});

const withoutLot = <Row extends { readonly lotId: string }>(rows: readonly Row[], lotId: string) =>
  rows.filter((row) => row.lotId !== lotId);

function withEvaluator(
  state: StartedEvaluation,
  subject: string,
  change: Omit<Evaluator, 'subject'>,
): StartedEvaluation {
  const isThere = state.evaluators.some((one) => one.subject === subject);
  const evaluators = isThere
    ? state.evaluators.map((one) => (one.subject === subject ? { ...one, ...change } : one))
    : [...state.evaluators, { subject, ...change }];
  return { ...state, evaluators };
}

const withBid = (
  state: StartedEvaluation,
  bidId: string,
  change: Partial<BidInEvaluation>,
): StartedEvaluation => ({
  ...state,
  bids: state.bids.map((bid) => (bid.bidId === bidId ? { ...bid, ...change } : bid)),
});

const withScore = (
  scores: readonly Score[],
  score: Score,
  isSamePerson: (one: Score) => boolean,
): readonly Score[] => [...scores.filter((one) => !(isAbout(one, score) && isSamePerson(one))), score];

function withRanking(
  state: StartedEvaluation,
  { from, lotId, rows }: Extract<EvaluationEvent, { readonly type: 'BidsRanked' }>['data'],
): StartedEvaluation {
  const supplierOf = new Map(state.bids.map(({ bidId, supplierId }) => [bidId, supplierId]));
  const added = rows.map((row) => ({ ...row, supplierId: supplierOf.get(row.bidId) ?? '' }));
  const before = from === 0 ? [] : (state.ranking?.[lotId] ?? []);
  const isAnew = from === 0;
  return {
    ...state,
    ranking: { ...state.ranking, [lotId]: [...before, ...added] },
    drawings: isAnew ? withoutLot(state.drawings, lotId) : state.drawings,
    tieSettlements: isAnew ? withoutLot(state.tieSettlements, lotId) : state.tieSettlements,
  };
}
