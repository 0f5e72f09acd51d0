import { emailAddress, organisationNumber as givenNumber } from '@tiltak/contracts';
import { ProblemError } from '@tiltak/http/client';
import * as z from 'zod';
import { oreFrom } from './format/money.ts';
import { numberFrom } from './format/quantity.ts';
import { dateFrom } from './format/time.ts';
import { type Explanation, explain } from './problems.ts';
import type { Entered } from './visit.ts';

/** What was wrong with a form: texts for the field that they are about, and for the form as a whole. */
export type FormErrors = {
  readonly fields: Readonly<Record<string, string>>;
  readonly general: readonly string[];
};
export const noErrors: FormErrors = { fields: {}, general: [] };

type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly errors: FormErrors };

/** Reads a form by a schema whose messages are Norwegian and for people. */
export function readForm<Schema extends z.ZodObject>(
  schema: Schema,
  entered: Entered,
): Outcome<z.output<Schema>> {
  const given = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, entered.get(name) ?? '']));
  const result = schema.safeParse(given);
  if (result.success) return { ok: true, value: result.data };
  const fields: Record<string, string> = {};
  for (const { path, message } of result.error.issues) fields[String(path[0])] ??= message;
  return { ok: false, errors: { fields, general: [] } };
}

/** Problems that the sender of a form can mend or has to know of; all others concern the whole page. */
const aboutTheForm = [400, 403, 409, 410, 412, 413, 422, 429];

/**
 * Carries out a form's call; what a service refuses comes back as texts for the form. `words` go before the common
 * ones, where a code means something of its own to this form.
 */
export async function attempted<Answer>(
  call: () => Promise<Answer>,
  words: Readonly<Record<string, Explanation>> = {},
): Promise<Outcome<Answer>> {
  try {
    return { ok: true, value: await call() };
  } catch (error) {
    if (!(error instanceof ProblemError && aboutTheForm.includes(error.status))) throw error;
    return { ok: false, errors: explain(error.problem, words) };
  }
}

const maxLineLength = 200;
const maxTextLength = 4000;
const tooLong = (max: number) => `Skriv høyst ${max} tegn.`;

/** One line that must be there; `missing` says what to write. */
export const requiredLine = (missing: string) =>
  z.string().trim().min(1, missing).max(maxLineLength, tooLong(maxLineLength));
/** Several lines that must be there. */
export const requiredText = (missing: string) =>
  z.string().trim().min(1, missing).max(maxTextLength, tooLong(maxTextLength));
/** Several lines, or null. */
export const optionalText = z
  .string()
  .trim()
  .max(maxTextLength, tooLong(maxTextLength))
  .transform((value) => value || null);
/** One line, or null. */
export const optionalLine = (max = maxLineLength) =>
  z
    .string()
    .trim()
    .max(max, tooLong(max))
    .transform((value) => value || null);
/** One thing to a line, at most `max` of them; none where nothing was written. */
export const lines = (max: number) =>
  z
    .string()
    .transform((text) => text.split('\n').flatMap((line) => line.trim() || []))
    .refine((all) => all.length <= max, `Skriv høyst ${max} linjer.`)
    .refine(
      (all) => all.every((line) => line.length <= maxLineLength),
      `Skriv høyst ${maxLineLength} tegn på hver linje.`,
    );
/** One of a list's values, or null for the empty choice. */
export const optionalChoice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.union([z.literal('').transform(() => null), z.enum(values)], 'Velg et av alternativene.');
/** An amount in kroner, as øre. */
export const amount = read(oreFrom, 'Skriv beløpet i kroner, for eksempel 12 500 eller 12 500,50.').refine(
  (amountOre) => amountOre > 0,
  'Beløpet må være større enn 0.',
);
/** An amount in kroner that may be below 0, as øre. */
export const signedAmount = read((text) => {
  const [, minus, digits = ''] = /^\s*([-−–]?)(.*)$/s.exec(text) ?? [];
  const amountOre = oreFrom(digits);
  return amountOre === undefined ? undefined : minus ? 0 - amountOre : amountOre;
}, 'Skriv beløpet i kroner, for eksempel 12 500, eller −2 000 om prisen går ned.');
/** A day, as `YYYY-MM-DD`. */
export const day = read(dateFrom, 'Skriv datoen som dag.måned.år, for eksempel 01.12.2026.');
/** Hours of work. */
export const hours = read(numberFrom, 'Skriv antall timer, for eksempel 37,5.');
/** An e-mail address, or null where nothing was written. */
export const optionalEmail = z
  .string()
  .trim()
  .refine(
    (text) => text === '' || emailAddress.safeParse(text).success,
    'Skriv en e-postadresse, for eksempel post@firma.no.',
  )
  .transform((text) => text || null);
/** An organisation number, with or without spaces. */
export const organisationNumber = z
  .string()
  .transform((text) => text.replaceAll(/[\s\u00a0]/g, ''))
  .refine(
    (digits) => givenNumber.safeParse(digits).success,
    'Skriv organisasjonsnummeret med ni sifre. Kontrollsifferet må stemme.',
  );
export const checkbox = z.string().transform((value) => value !== '');

/** The same, or null where nothing was written. */
export const optional = <Output>(field: z.ZodType<Output, string>) =>
  z.union(
    [
      z
        .string()
        .regex(/^\s*$/)
        .transform(() => null),
      field,
    ],
    {
      error: (issue) => (issue.code === 'invalid_union' ? issue.errors.at(-1)?.[0]?.message : undefined),
    },
  );

function read<Value>(from: (text: string) => Value | undefined, message: string) {
  return z.string().transform((text, context): Value => {
    const value = from(text);
    if (value !== undefined) return value;
    context.issues.push({ code: 'custom', message, input: text });
    return z.NEVER;
  });
}
