import * as z from 'zod';
import { line, positiveOre, text } from '../values.ts';
import { allocation } from './frameworkAgreement.ts';

/** Short names that a case gives to its own parts: `LOT-1`, `K2`. */
export const partId = z.string().regex(/^[A-Za-z0-9][\w-]{0,19}$/, 'at most 20 letters, digits, - and _');

export const lot = z.object({ lotId: partId, title: line, estimatedValueOre: positiveOre });

export const requirement = z.object({
  requirementId: partId,
  title: line,
  /** What a bidder proves it by (dokumentasjonskrav). */
  evidence: text,
});

export const criterion = z.object({
  criterionId: partId,
  title: line,
  type: z.enum(['price', 'quality', 'climate']),
  /** Whole percent; those of a lot are 100 together. */
  weightPercent: z.int().min(1).max(100),
  /** Null: all lots. */
  lotIds: z.array(partId).min(1).max(100).nullable().default(null),
});

/** How a price becomes points; what each does with its numbers stands in docs/evaluation.md. */
export const priceModel = z.discriminatedUnion('type', [
  z.object({ type: z.literal('linear') }),
  z.object({ type: z.literal('proportional') }),
  z.object({ type: z.literal('hybrid') }),
  z.object({
    type: z.literal('priced_quality'),
    /** What the full score of each criterion is worth, øre. */
    valuesOre: z
      .array(z.object({ criterionId: partId, fullScoreOre: positiveOre }))
      .min(1)
      .max(50),
  }),
  z.object({ type: z.literal('surcharge') }),
]);

/** How climate and environment are weighed (FOA § 7-9). */
export const climate = z.object({
  treatment: z.enum(['weighted', 'among_three_highest', 'requirement', 'exemption']),
  /** Required where there is no criterion for it. */
  reason: text.nullable().default(null),
  /** Of an exemption, the one ground for it; null: an insignificant footprint. The others hold from 1 July 2026. */
  ground: z.enum(['insignificant', 'critical_interest', 'national_minimum']).nullable().default(null),
});

/** What the competition ends in. */
export const result = z.discriminatedUnion('type', [
  z.object({ type: z.literal('contract') }),
  z.object({
    type: z.literal('framework_agreement'),
    allocation,
    suppliersMax: z.int().min(1).max(100),
    /** The most that may be called off in all, øre. */
    ceilingOre: positiveOre,
    /** Normally at most 48 (FOA §§ 11-1, 26-1). */
    months: z.int().min(1).max(120),
    /** Why it lasts longer than four years; required then. */
    longerReason: text.nullable().default(null),
  }),
  z.object({ type: z.literal('partnership'), partnersMax: z.int().min(1).max(20) }),
  z.object({ type: z.literal('dynamic_purchasing_system'), months: z.int().min(1).max(120) }),
  z.object({ type: z.literal('prizes') }),
]);

/** All that the bidders compete by; fixed at publication, and changed after it only as a change of the competition. */
export const specification = z.object({
  lots: z.array(lot).min(1).max(100),
  /** Why the purchase is not divided into lots (FOA § 19-4); required where there is one only. */
  noLotsReason: text.nullable().default(null),
  requirements: z.array(requirement).max(100).default([]),
  criteria: z.array(criterion).max(50).default([]),
  priceModel,
  climate,
  /** In the order of their opening; two: quality is scored before any price is known. */
  envelopes: z
    .union([z.tuple([z.literal('price')]), z.tuple([z.literal('quality'), z.literal('price')])])
    .default(['quality', 'price']),
  result,
  /** Who has which rights to what is developed; required in an innovation partnership. */
  intellectualProperty: text.nullable().default(null),
  /** How many tiers of subcontractors may stand below the main supplier. */
  subcontractTiersMax: z.int().min(0).max(2).default(2),
  apprenticesClause: z.boolean().default(false),
});
