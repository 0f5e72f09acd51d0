import type { Aggregate } from '@tiltak/store';
import type { EvaluationCommand } from './commands.ts';
import { decide } from './decide.ts';
import type {
  Assessment,
  BidToEvaluate,
  EvaluationBasis,
  EvaluationEvent,
  Score,
  TieSettlement,
} from './events.ts';
import { evolve } from './evolve.ts';
import type { RankedBid } from './ranking.ts';
import type { GroundName } from './rejectionGrounds.ts';

/** Someone who scores. Without a declaration, or with one that tells of an interest, they can't. */
export type Evaluator = {
  readonly subject: string;
  readonly declaration: {
    readonly isImpartial: boolean;
    readonly statement: string;
    readonly at: string;
  } | null;
};

export type BidInEvaluation = BidToEvaluate & {
  readonly status: 'received' | 'qualified' | 'rejected';
  readonly assessments: readonly Assessment[];
  readonly rejection: {
    readonly ground: GroundName;
    readonly paragraph: string;
    readonly reason: string;
    readonly at: string;
  } | null;
  /** What was asked because the price looks abnormally low; null: nothing was. */
  readonly explanation: {
    readonly question: string;
    readonly answerBy: string;
    readonly answer: string | null;
  } | null;
};

/** A bid's place in a lot, with its whole arithmetic. */
export type RankingRow = RankedBid & { readonly supplierId: string };

export type StartedEvaluation = {
  readonly status: 'started' | 'finished';
  readonly procurementId: string;
  readonly basis: EvaluationBasis;
  readonly evaluators: readonly Evaluator[];
  readonly bids: readonly BidInEvaluation[];
  readonly scores: readonly Score[];
  readonly settledScores: readonly Score[];
  /** From then on no score for quality changes, and prices may be opened; null: not yet. */
  readonly qualitySettledAt: string | null;
  /** By lot, best first; null until prices were ranked, and again after a rejection that changes it. */
  readonly ranking: Readonly<Record<string, readonly RankingRow[]>> | null;
  readonly drawings: readonly Omit<TieSettlement, 'confirmedBy'>[];
  readonly tieSettlements: readonly TieSettlement[];
  readonly finishedAt: string | null;
};
export type Evaluation = { readonly status: 'none' } | StartedEvaluation;

/**
 * The id of a procurement's evaluation. It is not the procurement's own, because no two streams of a service share
 * one.
 */
export const evaluationIdOf = (procurementId: string): string => `${procurementId}.evaluation`;

/** The evaluation of a procurement's bids: qualification, rejections, scores, settled scores, and the ranking. */
export const evaluations: Aggregate<EvaluationCommand, EvaluationEvent, Evaluation> = {
  kind: 'evaluations',
  initial: { status: 'none' },
  decide,
  evolve,
};
