import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { id, positiveOre } from '../values.ts';
import { rankedBid, scorePoints } from './evaluation.ts';
import { ruleRow } from './rule.ts';
import { criterion, partId, priceModel } from './specification.ts';

/** The most that one simulation looks at, so that nobody waits for another's. */
export const simulatedBidsMax = 12;
export const simulatedCriteriaMax = 12;

const bidPoints = z.array(z.object({ criterionId: partId, points: scorePoints })).max(simulatedCriteriaMax);
const simulatedBid = z.object({ bidId: id, priceOre: positiveOre, points: bidPoints });

const reversals = z.object({
  count: z.int(),
  first: z.array(
    z.object({
      /** The bid that was taken away, or added. */
      bid: simulatedBid,
      pairs: z.array(z.object({ aheadWithout: id, aheadWith: id })),
      changesWinner: z.boolean(),
    }),
  ),
});
const modelType = z.enum(['linear', 'proportional', 'hybrid', 'priced_quality', 'surcharge']);

/** What the simulator answers; its terms are defined in docs/evaluation.md. */
export const simulation = z.object({
  /** What the model makes of the given bids; null: none were given. */
  bids: z
    .object({
      ranking: z.array(rankedBid.omit({ supplierId: true })),
      sensitivities: z.array(
        z.object({
          criterionId: z.string(),
          unit: z.enum(['percent', 'ore']),
          current: z.number(),
          from: z.number(),
          /** Null: without end. */
          to: z.number().nullable(),
          winnerBelow: id.nullable(),
          winnerAbove: id.nullable(),
        }),
      ),
      weights: z.array(
        z.object({
          criterionId: z.string(),
          nominalPercent: z.int(),
          spread: z.number(),
          effectivePercent: z.number().nullable(),
        }),
      ),
      climate: z.object({ nominalPercent: z.int(), effectivePercent: z.number().nullable() }),
      reversals: z.object({ byRemoval: reversals, byAddition: reversals }),
      /** The order by each model. */
      models: z.array(z.object({ type: modelType, order: z.array(z.object({ bidId: id, rank: z.int() })) })),
    })
    .nullable(),
  /** What climate and environment have to weigh today where they are weighed (FOA § 7-9); null: no such rule is known. */
  climateRule: z.object({ weightPercentMin: z.number(), rule: ruleRow }).nullable(),
  /** What the models make of made-up competitions. */
  typical: z.object({
    competitions: z.int(),
    bidsEach: z.int(),
    aroundOre: z.int(),
    models: z.array(
      z.object({
        type: modelType,
        /** In how many competitions a bid turned others around. */
        withReversal: z.int(),
        /** In how many it decided who of the others was best. */
        withOtherWinner: z.int(),
      }),
    ),
    climate: z.object({
      nominalPercent: z.int(),
      /** A tenth of the competitions lie below `low`, half below `median`, nine tenths below `high`. */
      effectivePercent: z.object({ low: z.number(), median: z.number(), high: z.number() }),
    }),
  }),
});

/** The simulator: an evaluation is tried before anyone bids. */
export const simulationOperations = {
  simulateEvaluation: {
    method: 'post',
    path: '/evaluation-simulations',
    summary: 'Tries criteria, weights and a price model on bids and made-up competitions; nothing is kept',
    allow: ['procurement.officer', 'project.owner', 'auditor', 'admin'],
    body: z.object({
      criteria: z
        .array(criterion.pick({ criterionId: true, type: true, weightPercent: true }))
        .min(1)
        .max(simulatedCriteriaMax),
      priceModel,
      bids: z.array(simulatedBid).max(simulatedBidsMax).default([]),
      /** What made-up prices lie around; left out: the median of the bids. */
      estimatedValueOre: positiveOre.nullable().default(null),
    }),
    answer: { status: 200, body: simulation },
    rejections: {
      weights_not_100: 422,
      part_twice: 422,
      points_missing: 422,
      price_criterion_missing: 422,
      estimate_missing: 422,
    },
  },
} as const satisfies Operations;
