import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { date, id, instant, line, list, page, text } from '../values.ts';

const ruleKey = z
  .string()
  .max(100)
  .regex(/^[a-z_]+(\.[a-z_]+)*$/, 'as in GET /rules, e.g. eea_threshold.works');
const ruleValue = z.union([z.number(), text.min(1), z.array(line).min(1).max(100)]);
const ruleStatus = z.enum(['confirmed', 'reported', 'unconfirmed']);

/** A rule of procurement as it stood from a day on (docs/rules.md); decisions keep the rows that they used. */
export const ruleRow = z.object({
  ruleId: z.string(),
  key: z.string(),
  /** In Norwegian, for people. */
  title: z.string(),
  value: z.union([z.number(), z.string(), z.array(z.string())]),
  /** What the value is measured in: `NOK` (whole kroner), `days`, `percent`, `text` ... */
  unit: z.string(),
  /** Null: not known; it holds for as far back as anyone asks. */
  validFrom: date.nullable(),
  /** Null: until the next row of the key. */
  validTo: date.nullable(),
  source: z.string(),
  /** `reported`: read in a secondary source; `unconfirmed`: nobody has shown it to be right. */
  status: ruleStatus,
  note: z.string().nullable(),
  /** Null for the rows that the product came with. */
  registeredAt: instant.nullable(),
  registeredBy: z.string().nullable(),
});

/**
 * A row among the others of its key, on a day. `disputed`: another source says otherwise and is surer; `replaced`: a
 * row that was registered later says otherwise of the same first day.
 */
export const listedRule = ruleRow.extend({
  standing: z.enum(['in_force', 'disputed', 'not_yet', 'ended', 'replaced']),
});

/** The operations on the rules (regler). */
export const ruleOperations = {
  listRules: {
    method: 'get',
    path: '/rules',
    summary:
      'The rules of procurement with their sources and how sure each is; `on`: those that hold that day',
    allow: staff,
    query: page.extend({ key: ruleKey.optional(), on: date.optional() }),
    answer: { status: 200, body: list(listedRule) },
  },
  addRule: {
    method: 'post',
    path: '/rules',
    summary:
      'Adds a row to a rule: what holds from a day on, or a correction; what it replaces stays in the history',
    allow: ['admin'],
    body: z.object({
      key: ruleKey,
      value: ruleValue,
      validFrom: date.nullable(),
      validTo: date.nullable().default(null),
      source: line,
      status: ruleStatus,
      note: text.min(1).nullable().default(null),
    }),
    answer: { status: 201, body: ruleRow.extend({ ruleId: id }) },
    rejections: {
      rule_key_unknown: 422,
      rule_value_wrong: 422,
      rule_period_reversed: 422,
      too_many_rules: 422,
    },
  },
} as const satisfies Operations;
