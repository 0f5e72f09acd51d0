import * as z from 'zod';
import { id, instant, text } from '../values.ts';
import { criterion, partId, priceModel } from './specification.ts';

/** Who may be appointed to score bids. */
export const evaluators = [
  'procurement.officer',
  'property.officer',
  'property.approver',
  'project.owner',
] as const;

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
  'prior_involvement',
  'labour_law_breach',
  'bankrupt',
  'misconduct',
  'collusion',
  'poor_performance',
  'false_information',
  'undue_influence',
  'essential_deviation',
  'not_comparable',
  'information_missing',
  'abnormally_low',
  'abnormally_low_by_breach',
]);

/** A ground for rejection, with its paragraphs of anskaffelsesforskriften (FOA). */
export const rejectionGround = z.object({
  ground: groundName,
  /** In part III, from the EEA threshold on. */
  paragraph: z.string(),
  /** In part II, below it; the part alone where no paragraph was read. */
  paragraphPartTwo: z.string(),
  about: z.enum(['formal', 'supplier', 'tender', 'abnormally_low']),
  /** Whether the bid has to be rejected, or may be. */
  isDuty: z.boolean(),
  status: z.enum(['reported', 'unconfirmed']),
  source: z.string(),
});

export const assessment = z.object({
  requirementId: partId,
  isFulfilled: z.boolean(),
  note: text.default(''),
});
const scoreKey = { lotId: partId, criterionId: partId };
export const givenScore = z.object({ ...scoreKey, points: scorePoints, reason: scoreReason });
export const score = givenScore.extend({
  bidId: id,
  points: z.number(),
  reason: z.string(),
  by: id,
  at: instant,
});
export const tieRule = z.enum(['lowest_price', 'best_quality', 'best_climate']);

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

export const drawing = z.object({
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
