import { groundName } from '@tiltak/contracts/procurement';
import * as z from 'zod';
import * as f from '../../form.ts';
import type { Entered } from '../../visit.ts';
import { deadline, instant, questionsUntil, type Read, step } from '../case/actions.ts';
import { keyOnly, type Steps, stepFor } from '../stepRoutes.ts';
import { selectionField, selectionIn } from './selection.ts';

/** The outcome of a form that selects suppliers, with what is wrong where none is ticked. */
export function withSelection(entered: Entered, read: ReturnType<Read>): ReturnType<Read> {
  if (selectionIn(entered).supplierIds.length > 0) return read;
  const fields = { ...(!read.ok && read.errors.fields), [selectionField]: 'Velg minst én leverandør.' };
  return { ok: false, errors: { fields, general: [] } };
}

/** Asks those who go on for bids; from the requests, and again after a negotiation. */
export const invite: Read = (entered) =>
  withSelection(
    entered,
    step(
      z.object({ ...deadline, questionsUntil, criteria: f.optionalText }),
      ({ criteria, questionsUntil: until, ...when }) =>
        (api, params, options) => {
          const body = {
            ...selectionIn(entered),
            bidsDeadline: instant(when),
            questionsUntil: until,
            criteria,
          };
          return api.inviteBidders({ params, body }, options);
        },
    )(entered),
  );

/** The boxes and notes of a request's requirements, by their ids. */
function assessmentsIn(entered: Entered) {
  return [...entered.keys()].flatMap((name) => {
    const [, requirementId] = /^merknad-(.+)$/.exec(name) ?? [];
    if (requirementId === undefined) return [];
    const isFulfilled = (entered.get(`oppfylt-${requirementId}`) ?? '') !== '';
    return [{ requirementId, isFulfilled, note: entered.get(name) ?? '' }];
  });
}

type Params = { readonly procurementId: string; readonly supplierId: string };

/** The steps with the request of one supplier, by the last part of their path. */
export const requestSteps = {
  kvalifiser: (entered) => ({
    ok: true,
    value: (api, params, options) =>
      api.qualifyRequest({ params, body: { assessments: assessmentsIn(entered) } }, keyOnly(options)),
  }),
  avvis: stepFor<Params>()(
    z.object({
      ground: z.enum(groundName.options, 'Velg grunnlag.'),
      reason: f.requiredText('Skriv begrunnelsen.'),
    }),
    (body) => (api, params, options) => api.rejectRequest({ params, body }, keyOnly(options)),
  ),
} satisfies Steps<Params>;
