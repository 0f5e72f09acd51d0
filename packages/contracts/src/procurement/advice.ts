import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { date, id, instant, line, ore } from '../values.ts';
import { procedureName, procurementKind, procurementStatus } from './procurement.ts';
import { ruleRow } from './rule.ts';

/** What of the regulations holds for a value: none (`outside`), or their part I, II or III. */
const part = z.enum(['outside', 'part_one', 'part_two', 'part_three']);
const standing = z.enum(['allowed', 'on_conditions', 'not_allowed']);
const threshold = z.object({
  name: z.enum(['procurement_act', 'national', 'eea']),
  /** From this value on, itself included. */
  fromOre: ore,
  rule: ruleRow,
});

const advisedProcedure = z.object({
  procedure: procedureName,
  standing,
  /** `no_rule`: no row of the day allows it for the value; `other_kind`: it is for other kinds of contracts. */
  why: z.enum(['rule', 'no_rule', 'other_kind']),
  /** In Norwegian: what must be so, or what follows. */
  condition: z.string().nullable(),
  /** The rows that put the value where it is, and that say so of the procedure there. */
  rules: z.array(ruleRow),
  /** Whether any of them is unconfirmed. */
  isUnconfirmed: z.boolean(),
  /** The least time that suppliers get if it were published, or they were invited, on the day. */
  deadlines: z.array(
    z.object({ window: z.enum(['requests', 'bids']), earliest: date, rules: z.array(ruleRow) }),
  ),
});

/** What would be otherwise on the other side of a threshold. */
const change = z.object({
  side: z.enum(['from', 'below']),
  threshold,
  part,
  procedures: z.array(z.object({ procedure: procedureName, now: standing, beyond: standing })),
});

/** What an officer should know of the rules that were used, before relying on them. */
const note = z.object({
  about: z.enum(['no_rule', 'newer_amount_unconfirmed', 'proposal', 'sources_disagree', 'own_threshold']),
  key: z.string(),
  /** The row that is used in spite of it; null: none, and nothing is said of what depends on it. */
  inUse: ruleRow.nullable(),
  rules: z.array(ruleRow),
});

/** Purchases that may be one: of the same kind and unit, within twelve months, and of the same CPV group if given. */
const splitting = z.object({
  unit: line,
  /** The first three digits of the CPV code that was given. */
  cpvGroup: z.string().nullable(),
  since: date,
  others: z.array(
    z.object({
      procurementId: id,
      title: z.string(),
      procedure: procedureName,
      status: procurementStatus,
      estimatedValueOre: ore,
      createdAt: instant,
    }),
  ),
  /** There are more than are shown and summed. */
  hasMore: z.boolean(),
  /** The others' values and this one. */
  sumOre: ore,
  /** The thresholds that the sum reaches, and this value alone does not. */
  passed: z.array(threshold),
});

export const procedureAdvice = z.object({
  estimatedValueOre: ore,
  kind: procurementKind,
  on: date,
  /** Null: a threshold that it depends on has no row for the day, and so nothing can be advised. */
  part: part.nullable(),
  thresholds: z.array(threshold),
  procedures: z.array(advisedProcedure),
  changes: z.array(change),
  notes: z.array(note),
  /** The terms that the contract must have, as far as the rules say. */
  clauses: z.array(
    z.object({
      clause: z.enum([
        'apprentices',
        'subcontract_tiers',
        'pay_and_working_conditions',
        'payment_by_bank',
        'hms_card',
      ]),
      standing: z.enum(['required', 'not_required', 'to_be_assessed']),
      rules: z.array(ruleRow),
    }),
  ),
  /** Null where no unit was given. */
  splitting: splitting.nullable(),
});

export const adviceOperations = {
  adviseProcedures: {
    method: 'get',
    path: '/procedure-advice',
    summary:
      'Which procedures a purchase may follow, by which rules, what would change that, and whether it may be split',
    allow: staff,
    query: z.object({
      /** Without VAT, options and prolongations with it, in øre. */
      estimatedValueOre: z.coerce.number().int().min(1).max(1_000_000_000_000_00),
      kind: procurementKind,
      /** The day whose rules hold. */
      on: date,
      unit: line.optional(),
      cpvCode: z
        .string()
        .regex(/^\d{8}$/, 'eight digits, e.g. 45261900')
        .optional(),
      /** How long the contract is to last. */
      months: z.coerce.number().min(0).max(1200).optional(),
      /** The case that is asked about: it is no other purchase. */
      procurementId: id.optional(),
    }),
    answer: { status: 200, body: procedureAdvice },
  },
} as const satisfies Operations;
