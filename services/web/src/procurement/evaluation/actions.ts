import { lastInstantOf } from '@tiltak/calendar';
import type { OperationRequest } from '@tiltak/contracts';
import { groundName, type procurementOperations } from '@tiltak/contracts/procurement';
import * as z from 'zod';
import * as f from '../../form.ts';
import { numberFrom } from '../../format/quantity.ts';
import type { Entered } from '../../visit.ts';
import { type Steps, stepFor } from '../stepRoutes.ts';

type Params = { readonly procurementId: string; readonly bidId: string };
const step = stepFor<Params>();

const why = f.requiredText('Skriv hvorfor.');
const lotId = f.requiredLine('Velg delkontrakt.');
const pointsMessage = 'Skriv poeng fra 0 til 10, for eksempel 7,5.';
const score = z.object({
  about: f.requiredLine('Velg kriterium.'),
  points: z
    .string()
    .transform((text) => numberFrom(text))
    .pipe(z.number(pointsMessage).min(0, pointsMessage).max(10, pointsMessage)),
  reason: f.requiredText('Begrunn poengene.'),
});
const scored = ({ about, points, reason }: z.output<typeof score>) => {
  const [lot = '', criterionId = ''] = about.split('/');
  return { lotId: lot, criterionId, points, reason };
};
const nothing = z.object({});

/** The steps of the evaluation as a whole, by the last part of their path. */
export const evaluationSteps: Steps<Params> = {
  start: step(nothing, () => (api, params, options) => api.startEvaluation({ params }, options)),
  utpek: step(
    z.object({ subject: f.requiredLine('Skriv brukernavnet.') }),
    (body) => (api, params, options) => api.appointEvaluator({ params, body }, options),
  ),
  fratre: step(
    z.object({ subject: f.requiredLine('Velg person.'), reason: why }),
    (body) => (api, params, options) => api.dismissEvaluator({ params, body }, options),
  ),
  habilitet: step(
    z.object({ isImpartial: f.checkbox, statement: z.string() }),
    (body) => (api, params, options) => api.declareImpartiality({ params, body }, options),
  ),
  kvalitet: step(nothing, () => (api, params, options) => api.settleQuality({ params }, options)),
  ranger: step(nothing, () => (api, params, options) => api.rankBids({ params }, options)),
  likhet: step(
    z.object({
      lotId,
      rule: z.enum(['lowest_price', 'best_quality', 'best_climate'], 'Velg regel.'),
      note: f.requiredLine('Skriv hvor regelen står.'),
    }),
    (body) => (api, params, options) => api.settleTie({ params, body }, options),
  ),
  lodd: (entered) =>
    step(z.object({ lotId, note: f.requiredLine('Skriv hvordan det ble trukket.') }), (value) => {
      const places = [...entered].filter(([name]) => /^place\d+$/.test(name));
      const bidIds = places
        .toSorted(([one], [other]) => Number(one.slice(5)) - Number(other.slice(5)))
        .map(([, bidId]) => bidId);
      return (api, params, options) => api.drawLots({ params, body: { ...value, bidIds } }, options);
    })(entered),
  bekreft: step(
    z.object({ lotId }),
    (body) => (api, params, options) => api.confirmDrawing({ params, body }, options),
  ),
  avslutt: step(nothing, () => (api, params, options) => api.finishEvaluation({ params }, options)),
  gjenapne: step(
    z.object({ reason: why }),
    (body) => (api, params, options) => api.reopenEvaluation({ params, body }, options),
  ),
};

type Qualification = OperationRequest<(typeof procurementOperations)['qualifyBidder']>['body'];

/** The assessments as the form's fields name them: a box and a note for each requirement. */
function assessmentsIn(entered: Entered): Qualification['assessments'] {
  return [...entered.keys()].flatMap((name) => {
    const [, requirementId] = /^merknad-(.+)$/.exec(name) ?? [];
    if (requirementId === undefined) return [];
    const isFulfilled = (entered.get(`oppfylt-${requirementId}`) ?? '') !== '';
    return [{ requirementId, isFulfilled, note: entered.get(name) ?? '' }];
  });
}

/** The steps with one bid. */
export const bidSteps: Steps<Params> = {
  kvalifiser: (entered) => ({
    ok: true,
    value: (api, params, options) =>
      api.qualifyBidder({ params, body: { assessments: assessmentsIn(entered) } }, options),
  }),
  avvis: step(
    z.object({
      ground: z.enum(groundName.options, 'Velg grunnlag.'),
      reason: f.requiredText('Skriv begrunnelsen.'),
    }),
    (body) => (api, params, options) => api.rejectBid({ params, body }, options),
  ),
  gjeninnta: step(
    z.object({ reason: why }),
    (body) => (api, params, options) => api.reinstateBid({ params, body }, options),
  ),
  poeng: step(
    score,
    (value) => (api, params, options) => api.scoreBid({ params, body: scored(value) }, options),
  ),
  omforent: step(
    score,
    (value) => (api, params, options) => api.settleScore({ params, body: scored(value) }, options),
  ),
  forklaring: step(
    z.object({ question: f.requiredText('Skriv spørsmålet.'), answerBy: f.day }),
    ({ answerBy, question }) =>
      (api, params, options) =>
        api.askForExplanation({ params, body: { question, answerBy: lastInstantOf(answerBy) } }, options),
  ),
  svar: step(
    z.object({ explanation: f.requiredText('Skriv hva tilbyderen svarte.') }),
    (body) => (api, params, options) => api.recordExplanation({ params, body }, options),
  ),
};
