import * as z from 'zod';
import { position } from '../event.ts';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { id, instant, line, ore, positiveOre, text } from '../values.ts';
import { officers, procurementParams, reason } from './procurement.ts';

/** The subject of a person's token. */
const subject = z.string().min(1).max(200);
const juror = z.object({
  subject,
  /** What they are by profession, as it is announced. */
  profession: line,
  /** It is the profession that the participants must have, or one of equal worth. */
  hasRequiredProfession: z.boolean(),
});
const contestFields = z.object({
  /** What the participants must be by profession; null: nothing in particular. */
  requiredProfession: line.nullable().default(null),
  jury: z.array(juror).min(3).max(15),
  /** Who takes the names off the entries; none of the jury. */
  anonymiser: subject,
  /** From the first place on. */
  prizes: z
    .array(z.object({ amountOre: positiveOre }))
    .min(1)
    .max(20),
});
/** As many entries as a jury can compare. */
const entriesMax = 500;
const code = z.string().regex(/^[A-Z0-9]{8}$/, 'eight capital letters and digits');
const entry = z.object({
  code,
  description: text.min(1),
  /** Where its drawings are to be found, with the names taken off. */
  references: z.array(line).max(20).default([]),
});
const ranking = z.object({
  /** On each entry. */
  opinions: z
    .array(z.object({ code, opinion: z.string().trim().min(1).max(1000) }))
    .min(1)
    .max(entriesMax),
  /** Each entry, the best first. */
  ranking: z.array(code).min(1).max(entriesMax),
});
const place = z.object({ code, supplierId: id, place: z.int().min(1), prizeOre: ore });

export const designContest = contestFields.extend({
  procurementId: id,
  status: z.enum(['set_up', 'judging', 'signed', 'revealed']),
  jury: z.array(
    juror.extend({
      declaration: z.object({ isIndependent: z.boolean(), statement: z.string(), at: instant }).nullable(),
    }),
  ),
  entryCount: z.int(),
  /** By code; before the jury has them, who takes the names off sees them only. */
  entries: z.array(entry),
  ranking: ranking.extend({ version: z.int(), by: subject, at: instant }).nullable(),
  signatures: z.array(z.object({ subject, at: instant })),
  /** Null until all of the jury have signed and the names were revealed. */
  revealed: z.array(place).nullable(),
  revealedAt: instant.nullable(),
});

/** What somebody who took part learns when the names are revealed. */
export const ownContestResult = z.object({
  procurementId: id,
  revealedAt: instant,
  own: place.omit({ supplierId: true }).extend({ opinion: z.string() }),
  /** How many entries were ranked. */
  entryCount: z.int(),
  /** Who got a prize, the best first. */
  prizes: z.array(place.omit({ supplierId: true, code: true }).extend({ name: z.string() })),
});

/** What procurement publishes of design contests. */
export const designContestEvents = {
  /** The names are known, and who gets a prize. */
  'no.tiltak.procurement.designcontest.decided.v1': z.object({
    ...position,
    procurementId: id,
    entries: z.array(place),
  }),
} as const;

const answer = { status: 200, body: designContest } as const;
const juryRejections = { juror_twice: 422, anonymiser_in_jury: 422, jury_profession: 422 } as const;
const jurors = {
  not_in_jury: 409,
  declaration_missing: 409,
  juror_not_independent: 409,
  entries_not_released: 409,
  ranking_signed: 409,
} as const;
const anonymiser = {
  wrong_step: 409,
  not_anonymiser: 409,
  entries_released: 409,
  contest_not_set_up: 409,
} as const;

/** The operations on design contests (plan- og designkonkurranser). */
export const designContestOperations = {
  setUpDesignContest: {
    method: 'put',
    path: '/procurements/{procurementId}/design-contest',
    summary:
      'Names the jury, the prizes, and who takes the names off the entries, before the contest is published',
    allow: officers,
    params: procurementParams,
    body: contestFields,
    answer,
    rejections: { wrong_step: 409, not_a_contest: 422, value_too_low: 422, ...juryRejections },
  },
  getDesignContest: {
    method: 'get',
    path: '/procurements/{procurementId}/design-contest',
    summary: 'The contest: jury, entries by code, ranking, and the names when they are revealed',
    allow: staff,
    params: procurementParams,
    answer,
  },
  getOwnContestResult: {
    method: 'get',
    path: '/procurements/{procurementId}/design-contest/own-result',
    summary:
      "The firm's own place, with the jury's opinion of its entry, and who got a prize; when the names are revealed",
    allow: ['contractor'],
    params: procurementParams,
    answer: { status: 200, body: ownContestResult },
  },
  declareIndependence: {
    method: 'post',
    path: '/procurements/{procurementId}/design-contest/declarations',
    summary: 'A juror declares whether they are independent of those who take part',
    allow: staff,
    params: procurementParams,
    body: z.object({ isIndependent: z.boolean(), statement: reason }),
    answer,
    rejections: { not_in_jury: 409, already_declared: 409 },
  },
  replaceJuror: {
    method: 'post',
    path: '/procurements/{procurementId}/design-contest/replacements',
    summary: 'Replaces a juror; the ranking is then signed anew',
    allow: officers,
    params: procurementParams,
    body: z.object({ subject, juror, reason }),
    answer,
    rejections: { not_in_jury: 409, ranking_signed: 409, ...juryRejections },
  },
  anonymiseEntry: {
    method: 'post',
    path: '/procurements/{procurementId}/design-contest/entries',
    summary: 'Gives an opened entry its code, with what the jury may see of it',
    allow: staff,
    params: procurementParams,
    body: entry.omit({ code: true }).extend({ supplierId: id }),
    answer,
    rejections: { ...anonymiser, bid_not_found: 422, entry_twice: 409 },
  },
  releaseEntries: {
    method: 'post',
    path: '/procurements/{procurementId}/design-contest/release',
    summary: 'Gives the jury the entries, when all have their code',
    allow: staff,
    params: procurementParams,
    answer,
    rejections: {
      ...anonymiser,
      entries_missing: 409,
      declaration_missing: 409,
      juror_not_independent: 409,
    },
  },
  recordJuryRanking: {
    method: 'put',
    path: '/procurements/{procurementId}/design-contest/ranking',
    summary: "Writes down the jury's opinions and ranking; what was signed before is signed anew",
    allow: staff,
    params: procurementParams,
    body: ranking,
    answer,
    rejections: { ...jurors, ranking_incomplete: 422 },
  },
  signJuryRanking: {
    method: 'post',
    path: '/procurements/{procurementId}/design-contest/signatures',
    summary: 'A juror signs the ranking that they have read',
    allow: staff,
    params: procurementParams,
    body: z.object({ version: z.int().min(1) }),
    answer,
    rejections: { ...jurors, ranking_missing: 409, ranking_changed: 409 },
  },
  revealContestNames: {
    method: 'post',
    path: '/procurements/{procurementId}/design-contest/names',
    summary: 'Reveals the names and gives the prizes, when all of the jury have signed',
    allow: officers,
    params: procurementParams,
    answer,
    rejections: { wrong_step: 409, contest_not_set_up: 409, ranking_not_signed: 409, names_revealed: 409 },
  },
} as const satisfies Operations;
