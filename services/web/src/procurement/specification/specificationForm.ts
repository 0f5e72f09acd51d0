import type { specification } from '@tiltak/contracts/procurement';
import * as z from 'zod';
import * as f from '../../form.ts';
import { numberFrom } from '../../format/quantity.ts';
import type { Entered } from '../../visit.ts';
import { type Parts, partsIn } from './parts.ts';
import { weightSums } from './weights.ts';

export type Specification = z.output<typeof specification>;

/** The longest framework agreement that needs no reason, months (FOA §§ 11-1, 26-1). */
const frameworkMonthsMax = 48;

/** A whole number within bounds. */
function count(least: number, most: number) {
  const message = `Skriv et helt tall fra ${least} til ${most}.`;
  return z
    .string()
    .transform((text) => numberFrom(text))
    .pipe(z.int(message).min(least, message).max(most, message));
}

const results = {
  contract: z.object({}),
  prizes: z.object({}),
  partnership: z.object({ partnersMax: count(1, 20) }),
  dynamic_purchasing_system: z.object({ months: count(1, 120) }),
  framework_agreement: z.object({
    allocation: z.enum(['rank', 'rotation', 'mini_competition'], 'Velg hvordan bestillingene fordeles.'),
    suppliersMax: count(1, 100),
    ceiling: f.amount,
    months: count(1, 120),
    longerReason: f.optionalText,
  }),
} as const;
type ResultType = keyof typeof results;
const resultTypes = Object.keys(results) as [ResultType, ...ResultType[]];

const terms = z.object({
  noLotsReason: f.optionalText,
  priceModel: z.enum(['linear', 'proportional', 'hybrid', 'priced_quality', 'surcharge'], 'Velg prismodell.'),
  treatment: z.enum(
    ['weighted', 'among_three_highest', 'requirement', 'exemption'],
    'Velg hvordan klima og miljø ivaretas.',
  ),
  climateReason: f.optionalText,
  ground: f.optionalChoice(['insignificant', 'critical_interest', 'national_minimum']),
  qualityEnvelope: f.checkbox,
  result: z.enum(resultTypes, 'Velg hva konkurransen skal ende i.'),
  intellectualProperty: f.optionalText,
  subcontractTiersMax: count(0, 2),
  apprenticesClause: f.checkbox,
});
type Terms = z.output<typeof terms>;

/** Reads the form: the specification, or what is wrong with it, all of it at once and field by field. */
export function specificationIn(
  entered: Entered,
):
  | { readonly ok: true; readonly value: Specification }
  | { readonly ok: false; readonly errors: f.FormErrors } {
  const read = f.readForm(terms, entered);
  const chosen = resultTypes.find((one) => one === entered.get('result'));
  const result = chosen && resultIn(chosen, entered);
  const parts = partsIn(entered, { hasValues: entered.get('priceModel') === 'priced_quality' });
  const fields = {
    ...parts.wrong,
    ...(!read.ok && read.errors.fields),
    ...(result && !result.ok && result.errors.fields),
    ...weightsWrong(entered, parts.wrong),
    ...(read.ok && reasonsMissing(read.value, parts.value)),
  };
  if (!read.ok || !result?.ok || Object.keys(fields).length > 0)
    return { ok: false, errors: { fields, general: [] } };
  return { ok: true, value: specificationOf(read.value, parts.value, result.value) };
}

type ReadResult =
  | { readonly ok: true; readonly value: Specification['result'] }
  | { readonly ok: false; readonly errors: f.FormErrors };

function resultIn(type: ResultType, entered: Entered): ReadResult {
  if (type !== 'framework_agreement') {
    const read = f.readForm<z.ZodObject>(results[type], entered);
    return read.ok ? { ok: true, value: { type, ...read.value } as Specification['result'] } : read;
  }
  const read = f.readForm(results.framework_agreement, entered);
  if (!read.ok) return read;
  const { ceiling: ceilingOre, ...agreed } = read.value;
  if (agreed.months > frameworkMonthsMax && agreed.longerReason === null) {
    const longerReason = 'Begrunn hvorfor rammeavtalen varer lenger enn fire år.';
    return { ok: false, errors: { fields: { longerReason }, general: [] } };
  }
  return { ok: true, value: { type, ...agreed, ceilingOre } };
}

/** Weights that are not 100 together are said at the first of them, once each of them can be read. */
function weightsWrong(
  entered: Entered,
  wrong: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  if (Object.keys(wrong).some((name) => name.startsWith('criterion'))) return {};
  const off = [...weightSums(entered)].find(([, sum]) => sum !== 100);
  if (off === undefined) return {};
  const [lot, sum] = off;
  return {
    criterionWeight1: `Vektene i delkontrakt ${lot} er ${sum} prosent til sammen. De skal bli 100.`,
  };
}

function reasonsMissing(
  { climateReason, intellectualProperty, noLotsReason, result, treatment }: Terms,
  { lots }: Parts,
): Readonly<Record<string, string>> {
  return {
    ...(lots.length === 1 &&
      noLotsReason === null && { noLotsReason: 'Begrunn hvorfor anskaffelsen ikke deles opp.' }),
    ...(['requirement', 'exemption'].includes(treatment) &&
      climateReason === null && { climateReason: 'Begrunn hvorfor klima og miljø ikke vektes.' }),
    ...(result === 'partnership' &&
      intellectualProperty === null && {
        intellectualProperty: 'Skriv hvem som får hvilke rettigheter til det som utvikles.',
      }),
  };
}

function specificationOf(
  { climateReason, ground, priceModel, qualityEnvelope, treatment, result: _, ...rest }: Terms,
  { criteria, lots, requirements, valuesOre }: Parts,
  result: Specification['result'],
): Specification {
  return {
    ...rest,
    ...{ criteria, lots, requirements, result },
    priceModel: priceModel === 'priced_quality' ? { type: priceModel, valuesOre } : { type: priceModel },
    climate: { treatment, reason: climateReason, ground: treatment === 'exemption' ? ground : null },
    envelopes: qualityEnvelope ? ['quality', 'price'] : ['price'],
  };
}
