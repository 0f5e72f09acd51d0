import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { type RuleDefinition, type RuleRow, ruleStatuses, ruleUnits } from './rule.ts';
import { fits, shapeOf } from './value.ts';

const day = z.iso.date().nullable();

const shippedRow = z
  .strictObject({
    ruleId: z.string().min(1),
    key: z.string().regex(/^[a-z_]+(\.[a-z_]+)*$/),
    title: z.string().min(1).max(200),
    value: z.union([z.number(), z.string().min(1), z.array(z.string())]),
    unit: z.enum(ruleUnits),
    validFrom: day,
    validTo: day,
    source: z.string().min(1),
    status: z.enum(ruleStatuses),
    note: z.string().min(1).nullable(),
  })
  .refine(({ unit, value }) => fits(unit, value), {
    path: ['value'],
    error: ({ input }) => shapeOf((input as RuleRow).unit),
  })
  .refine(({ validFrom, validTo }) => validTo === null || (validFrom ?? '') <= validTo, {
    path: ['validTo'],
    error: 'before validFrom',
  });

/** The file's rows: ids are unique, and all rows of a key have its title and unit. */
const shippedFile = z.array(shippedRow).superRefine((rows, context) => {
  const definitions = new Map<string, RuleDefinition>();
  const ids = new Set<string>();
  for (const [at, { ruleId, key, title, unit }] of rows.entries()) {
    const first = definitions.get(key) ?? { key, title, unit };
    definitions.set(key, first);
    if (first.title !== title || first.unit !== unit)
      context.addIssue({ code: 'custom', path: [at, 'key'], message: `${key} has two titles or units` });
    if (ids.has(ruleId)) context.addIssue({ code: 'custom', path: [at, 'ruleId'], message: 'there twice' });
    ids.add(ruleId);
  }
});

/** The rows of a file of rules. Throws a ZodError that names each row and field that is wrong. */
export const readRules = (json: string): readonly RuleRow[] =>
  shippedFile.parse(JSON.parse(json)).map((row) => ({ ...row, registeredAt: null, registeredBy: null }));

/** The rows that the product comes with (docs/rules.md says where they were read). */
export const shippedRules = readRules(readFileSync(new URL('./rules.json', import.meta.url), 'utf8'));

/** What there are rules about, by key: whoever adds a row can't invent a key that nothing reads. */
export const definitions: ReadonlyMap<string, RuleDefinition> = new Map(
  shippedRules.map(({ key, title, unit }) => [key, { key, title, unit }]),
);
