import * as z from 'zod';

/** Money in integer øre (1/100 NOK), without VAT, not negative. The limit keeps sums of many exact in a double. */
export const ore = z.int().min(0).max(1_000_000_000_000_00).meta({ description: 'Integer øre, without VAT' });
/** Money that must be more than nothing. */
export const positiveOre = ore.min(1);
/** An opaque, time-ordered id that the system gave. */
export const id = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[\w.:-]+$/, 'letters, digits, and . : - _ only');
/** A calendar date, `YYYY-MM-DD`. */
export const date = z.iso.date();
/** An instant, RFC 3339 with offset. */
export const instant = z.iso.datetime({ offset: true });
/** One line of text for people. */
export const line = z.string().trim().min(1).max(200);
/** Several lines of text for people. */
export const text = z.string().trim().max(4000);
/** Hours of work, to the quarter of an hour at best; at most a hundred thousand. */
export const hours = z.number().min(0).max(100_000);

/**
 * A Norwegian organisation number (organisasjonsnummer): nine digits whose last is the modulus-11 check digit
 * over the weights 3 2 7 6 5 4 3 2 (Brønnøysundregistrene, "Om organisasjonsnummeret").
 */
export const organisationNumber = z
  .string()
  .regex(/^\d{9}$/, 'nine digits, e.g. 123456785')
  .refine(isOrganisationNumber, 'the check digit (the ninth) does not fit the first eight');

function isOrganisationNumber(digits: string): boolean {
  const weights = [3, 2, 7, 6, 5, 4, 3, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  const check = (11 - (sum % 11)) % 11;
  return check !== 10 && check === Number(digits[8]);
}

/**
 * An e-mail address (RFC 5321: at most 254 characters), of the plain ASCII form and without a name: nothing of it can
 * become another recipient or another header.
 */
export const emailAddress = z.email('an e-mail address, e.g. post@firma.no').max(254);

/** A page of a list: at most `limit` items after the opaque `cursor`. */
export const page = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** The answer of a list: `next` is null on the last page. */
export const list = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() });
