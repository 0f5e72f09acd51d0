import * as z from 'zod';
import * as f from '../../form.ts';
import { oreFrom } from '../../format/money.ts';
import type { Entered } from '../../visit.ts';
import { keyOnly, type ReadStep, type Steps, stepFor } from '../stepRoutes.ts';
import { jurySize } from './words.ts';

type Params = { readonly procurementId: string };
const step = stepFor<Params>();
const nothing = z.object({});
const prizesMax = 20;
const referencesMax = 20;
const opinionMax = 1000;

type JurorRow = {
  readonly subject: string;
  readonly profession: string;
  readonly hasRequiredProfession: boolean;
};

/** The jury's rows that somebody is named in, and what is wrong with them by field. */
function juryIn(entered: Entered) {
  const fields: Record<string, string> = {};
  const jury: JurorRow[] = [];
  for (let row = 1; row <= jurySize.most; row++) {
    const of = (name: string) => (entered.get(`${name}-${row}`) ?? '').trim();
    const [subject, profession] = [of('subject'), of('profession')];
    if (subject === '' && profession === '') continue;
    if (subject === '') fields[`subject-${row}`] = 'Skriv brukernavnet til medlemmet.';
    if (profession === '') fields[`profession-${row}`] = 'Skriv yrket til medlemmet.';
    if (subject.length > 200) fields[`subject-${row}`] = 'Skriv høyst 200 tegn.';
    if (profession.length > 200) fields[`profession-${row}`] = 'Skriv høyst 200 tegn.';
    jury.push({ subject, profession, hasRequiredProfession: of('required') !== '' });
  }
  if (jury.length < jurySize.least) fields.jury = `Juryen må ha minst ${jurySize.least} medlemmer.`;
  return { jury, fields };
}

const prizes = z
  .string()
  .transform((text) => text.split('\n').flatMap((one) => one.trim() || []))
  .refine((all) => all.length > 0, 'Skriv minst én premie.')
  .refine((all) => all.length <= prizesMax, `Skriv høyst ${prizesMax} premier.`)
  .refine(
    (all) => all.every((one) => (oreFrom(one) ?? 0) > 0),
    'Skriv hvert beløp i kroner, for eksempel 300 000, ett på hver linje.',
  )
  .transform((all) => all.map((one) => ({ amountOre: oreFrom(one) ?? 0 })));

/** The outcome of reading a form, with what else was found wrong with it. */
function withErrors(
  read: ReturnType<ReadStep<Params>>,
  fields: Readonly<Record<string, string>>,
): ReturnType<ReadStep<Params>> {
  if (Object.keys(fields).length === 0) return read;
  return { ok: false, errors: { fields: { ...fields, ...(!read.ok && read.errors.fields) }, general: [] } };
}

const setUp: ReadStep<Params> = (entered) => {
  const { fields, jury } = juryIn(entered);
  const read = step(
    z.object({
      requiredProfession: f.optionalLine(),
      anonymiser: f.requiredLine('Skriv brukernavnet til den som anonymiserer.'),
      prizes,
    }),
    (body) => (api, params, options) => api.setUpDesignContest({ params, body: { ...body, jury } }, options),
  )(entered);
  return withErrors(read, fields);
};

/** The places and opinions by code, and what is wrong with them by field. */
function rankingIn(entered: Entered) {
  const codes = [...entered.keys()].flatMap((name) => /^plass-(.+)$/.exec(name)?.[1] ?? []);
  const fields: Record<string, string> = {};
  const codeAt = new Map<number, string>();
  for (const code of codes) {
    const place = Number((entered.get(`plass-${code}`) ?? '').trim());
    const isFree = Number.isInteger(place) && place >= 1 && place <= codes.length && !codeAt.has(place);
    if (isFree) codeAt.set(place, code);
    else fields[`plass-${code}`] = `Gi utkastet ${code} en egen plass, fra 1 til ${codes.length}.`;
  }
  const opinions = codes.map((code) => ({ code, opinion: (entered.get(`vurdering-${code}`) ?? '').trim() }));
  for (const { code, opinion } of opinions) {
    if (opinion === '') fields[`vurdering-${code}`] = `Skriv vurderingen av utkastet ${code}.`;
    if (opinion.length > opinionMax) fields[`vurdering-${code}`] = `Skriv høyst ${opinionMax} tegn.`;
  }
  const ranking = [...codeAt].toSorted(([one], [other]) => one - other).map(([, code]) => code);
  return { ranking, opinions, fields };
}

const rank: ReadStep<Params> = (entered) => {
  const { fields, ...body } = rankingIn(entered);
  const read = step(
    nothing,
    () => (api, params, options) => api.recordJuryRanking({ params, body }, options),
  )(entered);
  return withErrors(read, fields);
};

/**
 * What is done in a design contest, by the last part of the address. A declaration, a code and a signature are their
 * person's own, whatever others have done meanwhile.
 */
export const contestSteps: Steps<Params> = {
  sett: setUp,
  erstatt: step(
    z.object({
      subject: f.requiredLine('Velg hvem som går ut.'),
      jury: f.requiredLine('Skriv brukernavnet til det nye medlemmet.'),
      profession: f.requiredLine('Skriv yrket.'),
      hasRequiredProfession: f.checkbox,
      reason: f.requiredText('Skriv begrunnelsen.'),
    }),
    ({ hasRequiredProfession, jury, profession, reason, subject }) =>
      (api, params, options) => {
        const juror = { subject: jury, profession, hasRequiredProfession };
        return api.replaceJuror({ params, body: { subject, juror, reason } }, options);
      },
  ),
  erklaring: step(
    z.object({
      isIndependent: z.enum(['ja', 'nei'], 'Velg om du er uavhengig.'),
      statement: f.requiredText('Skriv hva du bygger det på, eller hvilke bindinger du har.'),
    }),
    ({ isIndependent, statement }) =>
      (api, params, options) => {
        const body = { isIndependent: isIndependent === 'ja', statement };
        return api.declareIndependence({ params, body }, keyOnly(options));
      },
  ),
  kode: step(
    z.object({
      supplierId: f.requiredLine('Velg hvem som har levert utkastet.'),
      description: f.requiredText('Skriv det juryen skal få se.'),
      references: f.lines(referencesMax),
    }),
    (body) => (api, params, options) => api.anonymiseEntry({ params, body }, keyOnly(options)),
  ),
  frigi: step(nothing, () => (api, params, options) => api.releaseEntries({ params }, options)),
  ranger: rank,
  signer: step(
    z.object({ version: z.coerce.number().int().min(1) }),
    (body) => (api, params, options) => api.signJuryRanking({ params, body }, keyOnly(options)),
  ),
  navn: step(nothing, () => (api, params, options) => api.revealContestNames({ params }, options)),
};
