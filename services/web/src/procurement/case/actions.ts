import { instantAt } from '@tiltak/calendar';
import { emailAddress, organisationNumber } from '@tiltak/contracts';
import * as z from 'zod';
import * as f from '../../form.ts';
import type { callOptions } from '../../html/form.ts';
import type { Services } from '../../services.ts';
import type { Entered } from '../../visit.ts';
import { invitationField, invitedIn } from './invitation.ts';

/** The call that a form asks for. */
export type CaseCall = (
  api: Services['procurement'],
  params: { readonly procurementId: string },
  options: ReturnType<typeof callOptions>,
) => Promise<unknown>;
/** Reads a form: the call that it asks for, or what is wrong with it. */
export type Read = (
  entered: Entered,
) => { readonly ok: true; readonly value: CaseCall } | { readonly ok: false; readonly errors: f.FormErrors };

/** A step whose form has these fields. */
export function step<Schema extends z.ZodObject>(
  schema: Schema,
  call: (value: z.output<Schema>) => CaseCall,
): Read {
  return (entered) => {
    const outcome = f.readForm(schema, entered);
    return outcome.ok ? { ok: true, value: call(outcome.value) } : outcome;
  };
}

const time = z.string().regex(/^([01]\d|2[0-3])[.:][0-5]\d$/, 'Skriv klokkeslettet som 12.00.');
/** The fields of a day and a time of day. */
export const deadline = { day: f.day, time };
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
      (api, { procurementId }, { idempotencyKey }) =>
        api.answerQuestion(
          { params: { procurementId, questionId }, body },
          idempotencyKey === undefined ? {} : { idempotencyKey },
        ),
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
    (body) =>
      (api, _, { idempotencyKey }) =>
        api.registerSupplier({ body }, idempotencyKey === undefined ? {} : { idempotencyKey }),
  ),
  fjernutkast: step(
    z.object({ documentId: f.requiredLine('Velg utkastet.') }),
    ({ documentId }) =>
      (api, { procurementId }, { idempotencyKey }) =>
        api.removeDraft(
          { params: { procurementId, documentId } },
          idempotencyKey === undefined ? {} : { idempotencyKey },
        ),
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
      (body) =>
        (api, params, { idempotencyKey }) =>
          api.fileComplaint({ params, body }, idempotencyKey === undefined ? {} : { idempotencyKey }),
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
      (api, { procurementId }, { idempotencyKey }) =>
        api.decideComplaint(
          { params: { procurementId, complaintId }, body },
          idempotencyKey === undefined ? {} : { idempotencyKey },
        ),
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
