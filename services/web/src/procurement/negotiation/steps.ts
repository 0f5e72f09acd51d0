import * as z from 'zod';
import * as f from '../../form.ts';
import type { Entered } from '../../visit.ts';
import { deadline, instant, type Read, step } from '../case/actions.ts';
import { selectionIn } from '../participation/selection.ts';
import { invite, withSelection } from '../participation/steps.ts';
import { keyOnly } from '../stepRoutes.ts';

/** Whose solutions were spoken of, each with the consent to it. */
function disclosedIn(entered: Entered) {
  return [...entered].flatMap(([name, value]) => {
    const [, supplierId] = /^omtalt-(.+)$/.exec(name) ?? [];
    if (supplierId === undefined || value === '') return [];
    return [{ supplierId, consent: entered.get(`samtykke-${supplierId}`)?.trim() || null }];
  });
}

/** The steps of a negotiation or dialogue, by the last part of their path. */
export const negotiationSteps: Readonly<Record<'start' | 'mote' | 'avslutt' | 'inviter', Read>> = {
  start: (entered) =>
    withSelection(
      entered,
      step(
        z.object({ about: f.requiredText('Skriv hva runden gjelder.'), criteria: f.optionalText }),
        (body) => (api, params, options) =>
          api.startNegotiation({ params, body: { ...body, ...selectionIn(entered) } }, keyOnly(options)),
      )(entered),
    ),
  mote: (entered) =>
    step(
      z.object({
        supplierId: f.requiredLine('Velg deltakeren.'),
        ...deadline,
        minutes: f.requiredText('Skriv referatet.'),
      }),
      ({ minutes, supplierId, ...when }) =>
        (api, params, options) => {
          const body = { supplierId, minutes, heldAt: instant(when), disclosed: disclosedIn(entered) };
          return api.recordNegotiationMeeting({ params, body }, keyOnly(options));
        },
    )(entered),
  avslutt: (entered) =>
    withSelection(
      entered,
      step(z.object({}), () => (api, params, options) => {
        const { reasons, supplierIds: remaining } = selectionIn(entered);
        return api.endNegotiation({ params, body: { remaining, reasons } }, keyOnly(options));
      })(entered),
    ),
  inviter: invite,
};

/** What is told when a step is done. */
export const negotiationDoneTexts = {
  start: 'Runden er startet.',
  mote: 'Møtet er registrert.',
  avslutt: 'Runden er avsluttet.',
};
