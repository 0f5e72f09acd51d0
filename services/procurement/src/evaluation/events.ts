import type { DomainEvent } from '@tiltak/decider';
import type { PriceModel } from './priceModel.ts';
import type { Criterion, RankedBid } from './ranking.ts';
import type { GroundName } from './rejectionGrounds.ts';

/** What the bids are compared by, as it stood when the first envelope had been opened. It does not change any more. */
export type EvaluationBasis = {
  /** The round of bids that is evaluated. */
  readonly round: number;
  /** The version of the specification that the rest is taken from. */
  readonly specificationVersion: number;
  readonly lotIds: readonly string[];
  readonly criteria: readonly (Criterion & { readonly lotIds: readonly string[] | null })[];
  readonly priceModel: PriceModel;
  /** What each bidder has to fulfil. */
  readonly requirementIds: readonly string[];
  /** Prices lie in an envelope of their own, which stays closed until the quality is settled. */
  readonly hasPriceEnvelope: boolean;
  /** How many bids can win a lot: among them no two may stay equal. */
  readonly winnersMax: number;
};

/** A bid as it stands when the evaluation starts. */
export type BidToEvaluate = {
  readonly bidId: string;
  readonly supplierId: string;
  /** The lots that it is for; null while that is not known: all of them. */
  readonly lotIds: readonly string[] | null;
  /** It came after the deadline: all that can be done with it is to reject it. */
  readonly isLate: boolean;
};

export type Assessment = {
  readonly requirementId: string;
  readonly isFulfilled: boolean;
  readonly note: string;
};
/** What a score is about: one bid, on one lot, by one criterion. */
export type ScoreKey = { readonly bidId: string; readonly lotId: string; readonly criterionId: string };
/** A score with its reason; 0 to 10, at most two decimals. */
export type Score = ScoreKey & {
  readonly points: number;
  readonly reason: string;
  /** Who gave it: one of the evaluators, or the officer who wrote down what they settled on. */
  readonly by: string;
  readonly at: string;
};
export type LotPrice = { readonly bidId: string; readonly lotId: string; readonly priceOre: number };

/** How bids that are equal were put in order. */
export type TieSettlement = {
  readonly lotId: string;
  readonly method: TieMethod;
  /** The equal bids in their order, the best first. */
  readonly bidIds: readonly string[];
  /** Where the rule stands in the documents, or how the lots were drawn. */
  readonly note: string;
  readonly by: string;
  /** The second person at a drawing of lots; null for a stated rule. */
  readonly confirmedBy: string | null;
};
/** A rule that the documents stated, or a drawing of lots. */
export type TieMethod = TieRule | 'drawing_of_lots';
export type TieRule = 'lowest_price' | 'best_quality' | 'best_climate';

export type EvaluationEvent =
  | DomainEvent<
      'EvaluationStarted',
      {
        readonly procurementId: string;
        readonly basis: EvaluationBasis;
        readonly bids: readonly BidToEvaluate[];
        readonly at: string;
      }
    >
  | DomainEvent<'EvaluatorAppointed', { readonly subject: string; readonly at: string }>
  | DomainEvent<'EvaluatorDismissed', { readonly subject: string; readonly reason: string }>
  | DomainEvent<
      'ImpartialityDeclared',
      {
        readonly subject: string;
        readonly isImpartial: boolean;
        readonly statement: string;
        readonly at: string;
      }
    >
  | DomainEvent<
      'BidderQualified',
      { readonly bidId: string; readonly assessments: readonly Assessment[]; readonly at: string }
    >
  | DomainEvent<
      'BidRejected',
      {
        readonly bidId: string;
        readonly ground: GroundName;
        readonly paragraph: string;
        readonly reason: string;
        readonly at: string;
      }
    >
  /** A rejection was taken back; the bid is assessed anew. */
  | DomainEvent<'BidReinstated', { readonly bidId: string; readonly reason: string; readonly at: string }>
  | DomainEvent<'BidScored', Score>
  | DomainEvent<'ScoreSettled', Score>
  | DomainEvent<'QualitySettled', { readonly at: string }>
  /** A part of a lot's ranking; the one with `from` 0 begins it anew. */
  | DomainEvent<
      'BidsRanked',
      {
        readonly lotId: string;
        readonly from: number;
        readonly rows: readonly RankedBid[];
        readonly at: string;
      }
    >
  | DomainEvent<
      'ExplanationAsked',
      { readonly bidId: string; readonly question: string; readonly answerBy: string; readonly at: string }
    >
  | DomainEvent<
      'ExplanationRecorded',
      { readonly bidId: string; readonly explanation: string; readonly at: string }
    >
  | DomainEvent<'LotsDrawn', Omit<TieSettlement, 'confirmedBy'>>
  | DomainEvent<'TieSettled', TieSettlement>
  | DomainEvent<'EvaluationFinished', FinishedEvaluation>
  | DomainEvent<'EvaluationReopened', { readonly reason: string; readonly at: string }>;

/** How many bids there were; who they are from and how they stand is not told before the award. */
export type FinishedEvaluation = {
  readonly procurementId: string;
  readonly round: number;
  readonly bidsCount: number;
  readonly rejectedCount: number;
  readonly lots: readonly { readonly lotId: string; readonly rankedCount: number }[];
  readonly at: string;
};
