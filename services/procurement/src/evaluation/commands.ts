import type { ProcedureName } from '../procurement/procedure/procedure.ts';
import type { Assessment, BidToEvaluate, EvaluationBasis, LotPrice, Score, TieRule } from './events.ts';
import type { GroundName } from './rejectionGrounds.ts';

export type EvaluationCommand =
  | {
      readonly type: 'start';
      readonly procurementId: string;
      readonly basis: EvaluationBasis;
      readonly bids: readonly BidToEvaluate[];
      readonly at: string;
    }
  | { readonly type: 'appointEvaluator'; readonly subject: string; readonly at: string }
  | { readonly type: 'dismissEvaluator'; readonly subject: string; readonly reason: string }
  | {
      readonly type: 'declareImpartiality';
      readonly by: string;
      readonly isImpartial: boolean;
      readonly statement: string;
      readonly at: string;
    }
  | {
      readonly type: 'qualifyBidder';
      readonly bidId: string;
      readonly assessments: readonly Assessment[];
      readonly at: string;
    }
  | {
      readonly type: 'rejectBid';
      readonly bidId: string;
      readonly ground: GroundName;
      /** Of the case: it tells which part of the regulation the paragraph is of. */
      readonly procedure: ProcedureName;
      readonly reason: string;
      readonly at: string;
    }
  | { readonly type: 'reinstateBid'; readonly bidId: string; readonly reason: string; readonly at: string }
  | { readonly type: 'scoreBid'; readonly score: Score; readonly isPriceOpen: boolean }
  | { readonly type: 'settleScore'; readonly score: Score; readonly isPriceOpen: boolean }
  | { readonly type: 'settleQuality'; readonly at: string }
  | {
      readonly type: 'rankBids';
      readonly prices: readonly LotPrice[];
      /** Bids whose price nobody has opened. */
      readonly unopenedBidIds: readonly string[];
      /** What the case says now; anything but the version of the basis is refused. */
      readonly specificationVersion: number;
      readonly at: string;
    }
  | {
      readonly type: 'askForExplanation';
      readonly bidId: string;
      readonly question: string;
      readonly answerBy: string;
      readonly at: string;
    }
  | {
      readonly type: 'recordExplanation';
      readonly bidId: string;
      readonly explanation: string;
      readonly at: string;
    }
  | {
      readonly type: 'settleTie';
      readonly lotId: string;
      readonly rule: TieRule;
      readonly note: string;
      readonly by: string;
    }
  | {
      readonly type: 'drawLots';
      readonly lotId: string;
      readonly bidIds: readonly string[];
      readonly note: string;
      readonly by: string;
    }
  | { readonly type: 'confirmDrawing'; readonly lotId: string; readonly by: string }
  | { readonly type: 'finish'; readonly at: string }
  | { readonly type: 'reopen'; readonly reason: string; readonly at: string };
