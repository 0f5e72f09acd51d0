import { instantAt } from '@tiltak/calendar';
import { emailAddress, organisationNumber } from '@tiltak/contracts';
import * as z from 'zod';
import * as f from '../../form.ts';
import { keyOnly, type ReadStep, stepFor } from '../stepRoutes.ts';
import { invitationField, invitedIn } from './invitation.ts';

type Params = { readonly procurementId: string };
/** Reads a form about one case. */
export type Read = ReadStep<Params>;
/** A step with one case. */
export const step = stepFor<Params>();

/** A time of day, `12.00`. */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3])[.:][0-5]\d$/, 'Skriv klokkeslettet som 12.00.');
/** The fields of a day and a time of day. */
export const deadline = { day: f.day, time: timeOfDay };
/** A day and a time of day in Norway, as an instant. */
export const instant = (given: { readonly day: string; readonly time: string }): string =>
  new Date(instantAt(given.day, given.time.replace('.', ':'))).toISOString();
/** The last day for questions; null: until the deadline. */
export const questionsUntil = f.optional(f.day);
const reason = f.requiredText('Skriv hvorfor.');

/** What an officer does with a case on its page, by the last part of the address. */
export const caseSteps: Readonly<Record<string, Read>> = {
  planlegg: step(
    z.object({ publishOn: f.day, startOn: f.optional(f.day) }),
    (body) => (api, params, options) => api.planProcurement({ params, body }, options),
  ),
  dialog: step(
    z.object({
      notice: f.requiredText('Skriv hva markedet skal få vite.'),
      needByFunction: f.requiredText('Beskriv behovet.'),
    }),
    (body) => (api, params, options) => api.openMarketDialogue({ params, body }, options),
  ),
  kunngjor: (entered) => {
    const invited = invitedIn(entered);
    const isNobody = (entered.get('isNamed') ?? '') !== '' && invited.length === 0;
    const read = step(
      z.object({ ...deadline, asksFor: z.enum(['requests', 'bids']), questionsUntil }),
      ({ asksFor, questionsUntil: until, ...when }) =>
        (api, params, options) => {
          const window = asksFor === 'bids' ? 'bidsDeadline' : 'requestsDeadline';
          const named = invited.length > 0 && { invitedSupplierIds: [...invited] };
          const body = { [window]: instant(when), questionsUntil: until, ...named };
          return api.publishProcurement({ params, body }, options);
        },
    )(entered);
    if (!isNobody) return read;
    const fields = { ...(!read.ok && read.errors.fields), [invitationField]: 'Velg minst én leverandør.' };
    return { ok: false, errors: { fields, general: [] } };
  },
  forleng: step(
    z.object({ ...deadline, questionsUntil, reason }),
    ({ questionsUntil: until, reason: why, ...when }) =>
      (api, params, options) => {
        const body = { deadline: instant(when), questionsUntil: until, reason: why };
        return api.extendDeadline({ params, body }, options);
      },
  ),
  forkort: step(
    z.object({ ...deadline, reason }),
    ({ reason: why, ...when }) =>
      (api, params, options) =>
        api.proposeShorterDeadline({ params, body: { deadline: instant(when), reason: why } }, options),
  ),
  godkjenn: step(
    z.object({}),
    () => (api, params, options) => api.approveShorterDeadline({ params }, options),
  ),
  svar: step(
    z.object({
      questionId: f.requiredLine('Velg spørsmålet.'),
      question: f.optionalText,
      answer: f.requiredText('Skriv svaret.'),
    }),
    ({ questionId, ...body }) =>
      (api, { procurementId }, options) =>
        api.answerQuestion({ params: { procurementId, questionId }, body }, keyOnly(options)),
  ),
  leverandor: step(
    z.object({
      organisationNumber: z
        .string()
        .transform((text) => text.replaceAll(/\s/g, ''))
        .refine(
          (digits) => organisationNumber.safeParse(digits).success,
          'Skriv et gyldig organisasjonsnummer på ni siffer.',
        ),
      name: f.requiredLine('Skriv navnet.'),
      contactEmail: z
        .string()
        .trim()
        .transform((text) => text || null)
        .refine(
          (address) => address === null || emailAddress.safeParse(address).success,
          'Skriv en e-postadresse, for eksempel post@firma.no.',
        ),
    }),
    (body) => (api, _, options) => api.registerSupplier({ body }, keyOnly(options)),
  ),
  fjernutkast: step(
    z.object({ documentId: f.requiredLine('Velg utkastet.') }),
    ({ documentId }) =>
      (api, { procurementId }, options) =>
        api.removeDraft({ params: { procurementId, documentId } }, keyOnly(options)),
  ),
  klage: (entered) => {
    const isNamed = ['supplierId', 'filedBy'].some((name) => (entered.get(name) ?? '').trim() !== '');
    const read = step(
      z.object({
        supplierId: f.optionalText,
        filedBy: z
          .string()
          .trim()
          .max(200, 'Skriv høyst 200 tegn.')
          .transform((value) => value || null),
        about: f.requiredText('Skriv hva klagen gjelder.'),
      }),
      (body) => (api, params, options) => api.fileComplaint({ params, body }, keyOnly(options)),
    )(entered);
    if (isNamed) return read;
    const fields = { ...(!read.ok && read.errors.fields), filedBy: 'Oppgi hvem som klager.' };
    return { ok: false, errors: { fields, general: [] } };
  },
  avgjor: step(
    z.object({
      complaintId: f.requiredLine('Velg klagen.'),
      outcome: z.enum(['upheld', 'rejected', 'withdrawn'], 'Velg utfall.'),
      reason,
    }),
    ({ complaintId, ...body }) =>
      (api, { procurementId }, options) =>
        api.decideComplaint({ params: { procurementId, complaintId }, body }, keyOnly(options)),
  ),
  avlys: step(
    z.object({ reason }),
    (body) => (api, params, options) => api.cancelProcurement({ params, body }, options),
  ),
  avslutt: step(z.object({}), () => (api, params, options) => api.completeProcurement({ params }, options)),
};

/** What is told when a step is done, or a form with a page of its own. */
export const caseDoneTexts = {
  ny: 'Anskaffelsen er opprettet.',
  endre: 'Anskaffelsen er endret.',
  konkurranse: 'Det er lagret hva tilbyderne skal konkurrere på.',
  planlegg: 'Anskaffelsen står i planen.',
  endring: 'Endringen er kunngjort. Den nye versjonen og fristen står nedenfor.',
  inviter: 'Invitasjonen er sendt.',
  dialog: 'Markedsdialogen er åpnet.',
  kunngjor: 'Konkurransen er kunngjort.',
  forleng: 'Fristen er forlenget.',
  forkort: 'Forslaget om kortere frist venter på en annen person.',
  godkjenn: 'Fristen er forkortet.',
  svar: 'Svaret er sendt til alle.',
  leverandor: 'Leverandøren er registrert og kan inviteres.',
  dokumenter: 'Dokumentet er lagt til som utkast.',
  fjernutkast: 'Utkastet er fjernet.',
  klage: 'Klagen er registrert.',
  avgjor: 'Klagen er avgjort.',
  avlys: 'Anskaffelsen er avlyst.',
  avslutt: 'Anskaffelsen er avsluttet.',
};
