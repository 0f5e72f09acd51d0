import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { id, instant, text } from '../values.ts';
import { officers, procurementParams, reason } from './procurement.ts';
import { criterion, partId, priceModel } from './specification.ts';

/** Who may be appointed to score bids. */
const evaluators = ['procurement.officer', 'property.officer', 'property.approver', 'project.owner'] as const;

/** From 0 to 10, with at most two decimals. */
export const scorePoints = z.number().min(0).max(10).multipleOf(0.01);
/** Shorter than other texts: there is one for each evaluator, bid, lot and criterion. */
const scoreReason = z.string().trim().min(1).max(1500);

export const groundName = z.enum([
  'late',
  'wrong_form',
  'not_qualified',
  'convicted',
  'taxes_unpaid',
  'conflict_of_interest',
  'misconduct',
  'false_information',
  'essential_deviation',
  'not_comparable',
  'information_missing',
  'abnormally_low',
  'abnormally_low_by_breach',
]);

/** A ground for rejection, with its paragraph of anskaffelsesforskriften (FOA). */
export const rejectionGround = z.object({
  ground: groundName,
  paragraph: z.string(),
  about: z.enum(['formal', 'supplier', 'tender', 'abnormally_low']),
  /** Whether the bid has to be rejected, or may be. */
  isDuty: z.boolean(),
  status: z.enum(['reported', 'unconfirmed']),
});

const assessment = z.object({ requirementId: partId, isFulfilled: z.boolean(), note: text.default('') });
const scoreKey = { lotId: partId, criterionId: partId };
const givenScore = z.object({ ...scoreKey, points: scorePoints, reason: scoreReason });
const score = givenScore.extend({ bidId: id, points: z.number(), reason: z.string(), by: id, at: instant });
const tieRule = z.enum(['lowest_price', 'best_quality', 'best_climate']);

export const rankedBid = z.object({
  bidId: id,
  supplierId: id,
  priceOre: z.int(),
  /** The weighted sum, two decimals; null in a model that ranks by an evaluated price. */
  points: z.number().nullable(),
  /** For the comparison only, øre; null in a model by points. */
  evaluatedPriceOre: z.int().nullable(),
  /** From 1; equal bids share the better rank. */
  rank: z.int(),
  tied: z.boolean(),
  /** The whole arithmetic, criterion by criterion. */
  parts: z.array(
    z.object({
      criterionId: z.string(),
      points: z.number().nullable(),
      weightPercent: z.int(),
      /** Points times weight. */
      weighted: z.number().nullable(),
      /** What it adds to the evaluated price, øre. */
      amountOre: z.int().nullable(),
    }),
  ),
});

const drawing = z.object({
  lotId: z.string(),
  method: tieRule.or(z.literal('drawing_of_lots')),
  bidIds: z.array(id),
  note: z.string(),
  by: id,
});

/** An evaluation as those who work on it see it. */
export const evaluation = z.object({
  procurementId: id,
  status: z.enum(['started', 'finished']),
  basis: z.object({
    round: z.int(),
    specificationVersion: z.int(),
    lotIds: z.array(z.string()),
    criteria: z.array(criterion.omit({ title: true })),
    priceModel,
    requirementIds: z.array(z.string()),
    hasPriceEnvelope: z.boolean(),
    winnersMax: z.int(),
  }),
  evaluators: z.array(
    z.object({
      subject: id,
      name: z.string().nullable(),
      /** Null: not given yet. */
      declaration: z.object({ isImpartial: z.boolean(), statement: z.string(), at: instant }).nullable(),
    }),
  ),
  bids: z.array(
    z.object({
      bidId: id,
      supplierId: id,
      supplierName: z.string(),
      status: z.enum(['received', 'qualified', 'rejected']),
      isLate: z.boolean(),
      /** Null: all lots. */
      lotIds: z.array(z.string()).nullable(),
      assessments: z.array(assessment),
      rejection: z
        .object({ ground: groundName, paragraph: z.string(), reason: z.string(), at: instant })
        .nullable(),
      explanation: z
        .object({ question: z.string(), answerBy: instant, answer: z.string().nullable() })
        .nullable(),
    }),
  ),
  /** The reader's own scores, and everyone's where the settled one is written down. */
  scores: z.array(score),
  /** How many evaluators have scored what. */
  given: z.array(z.object({ bidId: id, ...scoreKey, evaluators: z.int() })),
  settledScores: z.array(score),
  /** What has no settled score yet. */
  missing: z.array(z.object({ bidId: id, ...scoreKey })),
  qualitySettledAt: instant.nullable(),
  /** Null until the prices were ranked. */
  ranking: z.array(z.object({ lotId: z.string(), rows: z.array(rankedBid) })).nullable(),
  /** Prices that look abnormally low beside the others: a hint to ask (FOA § 24-9), never a rejection. */
  lowPrices: z.array(
    z.object({ lotId: z.string(), bidId: id, ofMedianPercent: z.int(), ofNextLowestPercent: z.int() }),
  ),
  /** Equal bids that can win and have no order yet. */
  openTies: z.array(z.object({ lotId: z.string(), bidIds: z.array(id) })),
  /** Drawings of lots that wait for a second person. */
  drawings: z.array(drawing),
  tieSettlements: z.array(drawing.extend({ confirmedBy: id.nullable() })),
  finishedAt: instant.nullable(),
});

const changed = z.object({
  procurementId: id,
  status: z.enum(['started', 'finished']),
  qualitySettledAt: instant.nullable(),
  isRanked: z.boolean(),
});
const answer = { status: 200, body: changed } as const;
const bidParams = procurementParams.extend({ bidId: id });
/** What refuses every change of an evaluation. */
const whileOpen = {
  wrong_step: 409,
  evaluation_not_started: 409,
  evaluation_finished: 409,
} as const;
const whileScored = { ...whileOpen, quality_settled: 409 } as const;
const scorable = { ...whileScored, price_open: 409, bid_rejected: 409, not_scored: 422 } as const;

/** The operations on the evaluation of bids (evaluering). */
export const evaluationOperations = {
  listRejectionGrounds: {
    method: 'get',
    path: '/rejection-grounds',
    summary: 'The grounds on which bids are rejected (avvisning), each with its paragraph',
    allow: [...evaluators, 'auditor', 'admin'],
    answer: { status: 200, body: z.object({ items: z.array(rejectionGround) }) },
  },
  startEvaluation: {
    method: 'post',
    path: '/procurements/{procurementId}/evaluation',
    summary: 'Starts the evaluation of the opened bids, by the specification as it is now and stays',
    allow: officers,
    params: procurementParams,
    answer: { status: 201, body: changed },
    rejections: {
      wrong_step: 409,
      specification_missing: 422,
      evaluation_started: 409,
      bids_not_open: 409,
      price_criterion_missing: 422,
    },
  },
  getEvaluation: {
    method: 'get',
    path: '/procurements/{procurementId}/evaluation',
    summary: "The evaluation; of the evaluators' own scores only the reader's, until they are settled",
    allow: [...evaluators, 'auditor'],
    params: procurementParams,
    answer: { status: 200, body: evaluation },
  },
  appointEvaluator: {
    method: 'post',
    path: '/procurements/{procurementId}/evaluation/evaluators',
    summary: 'Appoints a person to score the bids',
    allow: officers,
    params: procurementParams,
    body: z.object({ subject: id }),
    answer,
    rejections: { ...whileScored, too_many_evaluators: 422 },
  },
  dismissEvaluator: {
    method: 'post',
    path: '/procurements/{procurementId}/evaluation/evaluators/dismissal',
    summary: 'Dismisses an evaluator, with the reason; the scores that the person gave go too',
    allow: officers,
    params: procurementParams,
    body: z.object({ subject: id, reason }),
    answer,
    rejections: { ...whileScored, not_evaluator: 422 },
  },
  declareImpartiality: {
    method: 'post',
    path: '/procurements/{procurementId}/evaluation/declaration',
    summary: "An evaluator's own declaration of impartiality (habilitetserklæring)",
    allow: evaluators,
    params: procurementParams,
    body: z.object({ isImpartial: z.boolean(), statement: text.default('') }),
    answer,
    rejections: { ...whileOpen, not_evaluator: 422, already_declared: 409 },
  },
  qualifyBidder: {
    method: 'post',
    path: '/procurements/{procurementId}/bids/{bidId}/qualification',
    summary: 'Qualifies the bidder: every requirement was looked at, and is fulfilled',
    allow: officers,
    params: bidParams,
    body: z.object({ assessments: z.array(assessment).max(100) }),
    answer,
    rejections: {
      ...whileOpen,
      bid_rejected: 409,
      late_bid: 409,
      requirement_not_assessed: 422,
      requirement_not_fulfilled: 422,
      wrong_bid_status: 409,
    },
  },
  rejectBid: {
    method: 'post',
    path: '/procurements/{procurementId}/bids/{bidId}/rejection',
    summary: 'Rejects a bid (avviser) by a ground, with the reason that the bidder is told',
    allow: officers,
    params: bidParams,
    body: z.object({ ground: groundName, reason }),
    answer,
    rejections: {
      ...whileOpen,
      bid_rejected: 409,
      bid_not_late: 422,
      explanation_not_asked: 409,
      explanation_pending: 409,
      wrong_bid_status: 409,
    },
  },
  reinstateBid: {
    method: 'post',
    path: '/procurements/{procurementId}/bids/{bidId}/reinstatement',
    summary: 'Takes the rejection of a bid back, with the reason',
    allow: officers,
    params: bidParams,
    body: z.object({ reason }),
    answer,
    rejections: { ...whileOpen, bid_not_rejected: 409, score_missing: 409 },
  },
  scoreBid: {
    method: 'post',
    path: '/procurements/{procurementId}/bids/{bidId}/scores',
    summary: "An evaluator's own score of a bid on a lot by a criterion, with the reason",
    allow: evaluators,
    params: bidParams,
    body: givenScore,
    answer,
    rejections: {
      ...scorable,
      not_evaluator: 422,
      declaration_missing: 409,
      conflict_of_interest: 409,
      score_settled: 409,
    },
  },
  settleScore: {
    method: 'post',
    path: '/procurements/{procurementId}/bids/{bidId}/settled-scores',
    summary:
      'Writes down the score that the evaluators settled on, with the reason that stands in the letters',
    allow: officers,
    params: bidParams,
    body: givenScore,
    answer,
    rejections: { ...scorable, evaluators_missing: 409, score_missing: 409 },
  },
  settleQuality: {
    method: 'post',
    path: '/procurements/{procurementId}/evaluation/quality',
    summary: 'Settles the quality of all bids: no score of it changes any more, and prices may be opened',
    allow: officers,
    params: procurementParams,
    answer,
    rejections: { ...whileScored, bid_not_assessed: 409, score_missing: 409 },
  },
  rankBids: {
    method: 'post',
    path: '/procurements/{procurementId}/evaluation/ranking',
    summary: 'Ranks the bids of each lot by their opened prices and settled scores; again after a rejection',
    allow: officers,
    params: procurementParams,
    answer,
    rejections: {
      ...whileOpen,
      model_fixed: 409,
      quality_not_settled: 409,
      bid_not_assessed: 409,
      prices_not_open: 409,
      bid_price_missing: 409,
      negotiation_missing: 409,
    },
  },
  askForExplanation: {
    method: 'post',
    path: '/procurements/{procurementId}/bids/{bidId}/explanation-request',
    summary: 'Asks a bidder to explain a price that looks abnormally low (FOA § 24-9)',
    allow: officers,
    params: bidParams,
    body: z.object({ question: reason, answerBy: instant }),
    answer,
    rejections: {
      ...whileOpen,
      bid_rejected: 409,
      not_ranked: 409,
      explanation_asked: 409,
      answer_time_too_short: 422,
    },
  },
  recordExplanation: {
    method: 'post',
    path: '/procurements/{procurementId}/bids/{bidId}/explanation',
    summary: 'Keeps what a bidder said about a low price',
    allow: officers,
    params: bidParams,
    body: z.object({ explanation: reason }),
    answer,
    rejections: { ...whileOpen, bid_rejected: 409, explanation_not_asked: 409 },
  },
  settleTie: {
    method: 'post',
    path: '/procurements/{procurementId}/evaluation/ties/rule',
    summary: 'Puts equal bids in order by a rule that the documents stated',
    allow: officers,
    params: procurementParams,
    body: z.object({ lotId: partId, rule: tieRule, note: reason }),
    answer,
    rejections: { ...whileOpen, no_tie: 409, still_tied: 409 },
  },
  drawLots: {
    method: 'post',
    path: '/procurements/{procurementId}/evaluation/ties/drawing',
    summary: 'Writes down a drawing of lots between equal bids, the first drawn first',
    allow: officers,
    params: procurementParams,
    body: z.object({ lotId: partId, bidIds: z.array(id).min(2).max(500), note: reason }),
    answer,
    rejections: { ...whileOpen, no_tie: 409, not_the_tie: 422 },
  },
  confirmDrawing: {
    method: 'post',
    path: '/procurements/{procurementId}/evaluation/ties/confirmation',
    summary: 'A second person confirms a drawing of lots',
    allow: [...officers, 'procurement.opener'],
    params: procurementParams,
    body: z.object({ lotId: partId }),
    answer,
    rejections: { ...whileOpen, drawing_missing: 409, same_person: 409 },
  },
  finishEvaluation: {
    method: 'post',
    path: '/procurements/{procurementId}/evaluation/finish',
    summary: 'Finishes the evaluation; the award is decided by its ranking',
    allow: officers,
    params: procurementParams,
    answer,
    rejections: { ...whileOpen, not_ranked: 409, explanation_pending: 409, tie_open: 409 },
  },
  reopenEvaluation: {
    method: 'post',
    path: '/procurements/{procurementId}/evaluation/reopening',
    summary: 'Opens a finished evaluation again, after a complaint was upheld',
    allow: officers,
    params: procurementParams,
    body: z.object({ reason }),
    answer,
    rejections: {
      wrong_step: 409,
      evaluation_not_started: 409,
      evaluation_not_finished: 409,
    },
  },
} as const satisfies Operations;
