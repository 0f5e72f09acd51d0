import * as z from 'zod';
import { date, id, instant, line, ore, organisationNumber, positiveOre, text } from '../values.ts';
import { reason } from './procurement.ts';
import { partId } from './specification.ts';

export const partnershipKind = z.enum(['innovation_partnership', 'pre_commercial_procurement']);

/** Measurable: a name, a unit, and the value that is enough. */
export const goal = z.object({
  goalId: partId,
  name: line,
  unit: line,
  comparison: z.enum(['at_least', 'at_most']),
  value: z.number().min(-1e12).max(1e12),
});

const phase = z.object({
  title: line,
  subGoals: z.array(goal).max(20).default([]),
  deliverables: z
    .array(z.object({ deliverableId: partId, title: line }))
    .min(1)
    .max(20),
  /** The most that each partner is paid for the phase. */
  budgetOre: positiveOre,
  /** The last day of the delivery. */
  deadline: date,
  /** The most partners that may be in it. */
  partnersMax: z.int().min(1).max(20),
});

export const partnershipTerms = z.object({
  /** What must be reached before anything may be bought. */
  goals: z.array(goal).min(1).max(20),
  /** The most that the purchase may cost; null in a pre-commercial procurement, which holds no purchase. */
  maximumCostOre: positiveOre.nullable().default(null),
  /** The most that all partners together are paid for the development. */
  maximumDevelopmentOre: positiveOre,
  /** In their order; the first is phase 1. */
  phases: z.array(phase).min(1).max(10),
  intellectualProperty: z.object({
    heldBy: z.enum(['supplier', 'buyer', 'shared']),
    /** The buyer may use what is developed without paying more. */
    buyerMayUse: z.boolean(),
    terms: reason,
  }),
});

export const delivery = z.object({
  /** One for each deliverable of the phase. */
  items: z
    .array(
      z.object({
        deliverableId: partId,
        description: reason,
        /** Where it is to be found: a document's number, an address, a hash. */
        reference: line.nullable().default(null),
      }),
    )
    .min(1)
    .max(20),
  note: text.nullable().default(null),
});

export const phaseDecision = z.object({
  supplierId: id,
  outcome: z.enum(['continue', 'exit']),
  reason,
  /** Its place among all who are compared, 1 the best; required in a pre-commercial procurement. */
  rank: z.int().min(1).max(20).nullable().default(null),
  /** What is paid for the phase now; above 0 a second person has to confirm the whole decision. */
  instalmentOre: ore.default(0),
});

export const measured = z.object({ goalId: partId, value: z.number().min(-1e12).max(1e12) });

const run = z.object({
  phase: z.int(),
  status: z.enum(['started', 'delivered', 'tested', 'continue', 'exit']),
  startedAt: instant,
  delivery: delivery.extend({ isLate: z.boolean(), by: z.string(), at: instant }).nullable(),
  test: z
    .object({
      measurements: z.array(measured.extend({ isMet: z.boolean() })),
      note: z.string(),
      by: z.string(),
      at: instant,
    })
    .nullable(),
  decision: phaseDecision
    .omit({ supplierId: true, instalmentOre: true })
    .extend({ decidedBy: z.string(), confirmedBy: z.string().nullable(), at: instant })
    .nullable(),
  instalments: z.array(
    z.object({
      amountOre: positiveOre,
      reason: z.string(),
      proposedBy: z.string(),
      confirmedBy: z.string(),
      at: instant,
    }),
  ),
});

const partner = z.object({
  supplierId: id,
  organisationNumber,
  name: z.string(),
  contractId: id,
  status: z.enum(['developing', 'developed', 'left']),
  runs: z.array(run),
  /** Paid for its development so far. */
  developmentOre: ore,
  /** Goals that its recorded tests don't show to be met. */
  unmetGoalIds: z.array(partId),
  purchase: z
    .object({
      status: z.enum(['opened', 'exercised']),
      what: z.string(),
      priceOre: positiveOre,
      openedBy: z.string(),
      openedAt: instant,
      reason: z.string().nullable(),
      exercisedBy: z.string().nullable(),
      exercisedAt: instant.nullable(),
      /** The change of the partner's contract that it has become. */
      changeId: id.nullable(),
    })
    .nullable(),
  /** The purchase in percent of the partner's development: far above 100, it may be out of proportion. */
  purchasePercentOfDevelopment: z.number().nullable(),
});

const common = z.object({
  procurementId: id,
  kind: partnershipKind,
  status: z.enum(['stated', 'running', 'ended']),
  terms: partnershipTerms,
  statedAt: instant,
  startedAt: instant.nullable(),
  ended: z.object({ reason: z.string(), at: instant }).nullable(),
});

export const partnership = common.extend({
  measureId: id,
  partners: z.array(partner),
  /** Payments that wait for a second person. */
  proposals: z.array(
    z.object({
      proposalId: id,
      type: z.enum(['decision', 'instalment']),
      phase: z.int(),
      by: z.string(),
      at: instant,
      decisions: z.array(phaseDecision).nullable(),
      supplierId: id.nullable(),
      amountOre: positiveOre.nullable(),
      reason: z.string().nullable(),
    }),
  ),
  /** Paid to all partners so far. */
  developmentOre: ore,
  /** The most that may be bought for, in percent of the most that may be developed for. */
  maximumPurchasePercent: z.number().nullable(),
});

/** What a partner sees: the terms, and its own way through them. */
export const ownPartnership = common.extend({
  partner: partner.omit({ unmetGoalIds: true, purchasePercentOfDevelopment: true }),
});
