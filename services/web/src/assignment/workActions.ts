import { pauseReason } from '@tiltak/contracts/maintenance';
import * as z from 'zod';
import { type Action, action } from '../action.ts';
import * as f from '../form.ts';

const about = z.string();
const optionalLine = z
  .string()
  .trim()
  .max(200, 'Skriv høyst 200 tegn.')
  .transform((value) => value || null);
const confirmed = (missing: string) => f.checkbox.refine((isChecked) => isChecked, missing);

/** What a contractor tells of its work, by the last part of the address that the form is sent to. */
export const workActions = {
  start: action(
    z.object({}),
    () => (maintenance, orderId, options) => maintenance.startWork({ params: { orderId } }, options),
    'Oppstarten er meldt til kommunen.',
  ),
  ferdig: action(
    z.object({ personHours: f.optional(f.hours), apprenticeHours: f.optional(f.hours) }),
    ({ personHours, apprenticeHours }) =>
      (maintenance, orderId, options) =>
        maintenance.reportWorkDone(
          {
            params: { orderId },
            body: {
              ...(personHours !== null && { personHours }),
              ...(apprenticeHours !== null && { apprenticeHours }),
            },
          },
          options,
        ),
    'Arbeidet er meldt ferdig. Kommunen ser over det.',
  ),
  plan: action(
    z.object({ startsOn: f.day, endsOn: f.day }),
    (body) => (maintenance, orderId, options) =>
      maintenance.scheduleWork({ params: { orderId }, body }, options),
    'Planen er sendt til kommunen.',
  ),
  sikkerhet: action(
    z.object({
      shaPlanRead: confirmed('Bekreft at SHA-planen er lest.'),
      hmsCardsCarried: confirmed('Bekreft at HMS-kort bæres.'),
      confirmedBy: f.requiredLine('Skriv hvem som bekrefter.'),
    }),
    ({ confirmedBy }) =>
      (maintenance, orderId, options) =>
        maintenance.confirmSafety(
          { params: { orderId }, body: { shaPlanRead: true, hmsCardsCarried: true, confirmedBy } },
          options,
        ),
    'SHA-planen og HMS-kortene er bekreftet.',
  ),
  stans: action(
    z.object({
      reason: z.enum(pauseReason.options, 'Velg hvorfor arbeidet er stanset.'),
      text: f.optionalText,
    }),
    (body) => (maintenance, orderId, options) =>
      maintenance.pauseWork({ params: { orderId }, body }, options),
    'Kommunen har fått beskjed om at arbeidet er stanset.',
  ),
  gjenoppta: action(
    z.object({}),
    () => (maintenance, orderId, options) => maintenance.resumeWork({ params: { orderId } }, options),
    'Arbeidet er meldt tatt opp igjen.',
  ),
  timer: action(
    z.object({
      day: f.day,
      worker: f.requiredLine('Skriv hvem timene gjelder, for eksempel et ansattnummer.'),
      workerName: optionalLine,
      hours: f.hours,
      isApprentice: f.checkbox,
    }),
    (entry) => (maintenance, orderId, options) =>
      maintenance.reportHours({ params: { orderId }, body: { entries: [entry] } }, options),
    'Timene er ført.',
  ),
  'slett-navn': action(
    z.object({ worker: f.requiredLine('Skriv referansen til den som skal slettes.') }),
    (body) => (maintenance, orderId, options) =>
      maintenance.eraseWorkerName({ params: { orderId }, body }, options),
    'Navnet er slettet, i alle oppdragene deres. Timene står igjen med referansen.',
  ),
  punkt: action(
    z.object({
      about,
      item: z.coerce.number(),
      result: z.enum(['ok', 'not_applicable', 'failed'], 'Velg hva dere fant.'),
      remark: f.optionalText,
    }),
    ({ about: checklistId, ...body }) =>
      (maintenance, orderId, options) =>
        maintenance.answerChecklistItem({ params: { orderId, checklistId }, body }, options),
    'Punktet er besvart.',
  ),
  'mangel-utbedret': action(
    z.object({ about, remark: optionalLine }),
    ({ about: defectId, ...body }) =>
      (maintenance, orderId, options) =>
        maintenance.reportDefectFixed({ params: { orderId, defectId }, body }, options),
    'Mangelen er meldt utbedret. Kommunen ser over den.',
  ),
  'reklamasjon-godta': action(
    z.object({ about }),
    ({ about: claimId }) =>
      (maintenance, orderId, options) =>
        maintenance.answerClaim({ params: { orderId, claimId }, body: { answer: 'acknowledge' } }, options),
    'Reklamasjonen er godtatt.',
  ),
  'reklamasjon-bestrid': action(
    z.object({ about, reason: f.requiredText('Skriv hvorfor dere bestrider reklamasjonen.') }),
    ({ about: claimId, reason }) =>
      (maintenance, orderId, options) =>
        maintenance.answerClaim(
          { params: { orderId, claimId }, body: { answer: 'dispute', reason } },
          options,
        ),
    'Kommunen har fått beskjed om at dere bestrider reklamasjonen.',
  ),
  'reklamasjon-utbedret': action(
    z.object({ about, remark: optionalLine }),
    ({ about: claimId, ...body }) =>
      (maintenance, orderId, options) =>
        maintenance.reportClaimFixed({ params: { orderId, claimId }, body }, options),
    'Reklamasjonen er meldt utbedret. Kommunen ser over den.',
  ),
  dokument: action(
    z.object({
      kind: f.requiredLine('Skriv hva slags dokumentasjon det er.'),
      title: f.requiredLine('Skriv hva dokumentet gjelder.'),
      reference: f.requiredLine('Skriv hvor dokumentet finnes.'),
    }),
    ({ reference, ...fields }) =>
      (maintenance, orderId, options) =>
        maintenance.deliverDocument(
          { params: { orderId }, body: { ...fields, source: { type: 'reference', value: reference } } },
          options,
        ),
    'Dokumentet er levert.',
  ),
} as const satisfies Readonly<Record<string, Action>>;

export type WorkActionName = keyof typeof workActions;
