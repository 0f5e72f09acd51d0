import * as z from 'zod';
import * as f from '../../form.ts';
import type { Entered } from '../../visit.ts';
import { type ReadStep, type Steps, stepFor } from '../stepRoutes.ts';
import { decisionsIn } from './decision.ts';
import { valueFrom } from './measure.ts';

type Params = { readonly procurementId: string; readonly supplierId: string };
type Read = ReadStep<Params>;
const step = stepFor<Params>();

const why = z.object({ reason: f.requiredText('Skriv begrunnelsen.') });
/** The page says which phase its form is about; for another one the service has a refusal. */
const ofPhase = z.object({ phase: z.string().transform(Number) });

const decide: Read = (entered) => {
  const decisions = decisionsIn(entered);
  if (!decisions.ok) return decisions;
  return step(
    ofPhase,
    ({ phase }) =>
      (api, { procurementId }, options) =>
        api.decidePhase({ params: { procurementId, phase }, body: { decisions: decisions.value } }, options),
  )(entered);
};

/** What is done with the partnership as a whole, by the last part of the path. */
export const partnershipSteps: Steps<Params> = {
  start: step(
    z.object({}),
    () =>
      (api, { procurementId }, options) =>
        api.startPartnership({ params: { procurementId } }, options),
  ),
  avgjor: decide,
  bekreft: step(
    z.object({ proposalId: z.string() }),
    ({ proposalId }) =>
      (api, { procurementId }, options) =>
        api.confirmPartnershipPayment({ params: { procurementId, proposalId } }, options),
  ),
  avslutt: step(
    why,
    (body) =>
      (api, { procurementId }, options) =>
        api.endPartnership({ params: { procurementId }, body }, options),
  ),
};

const instalment = z.object({ ...ofPhase.shape, amount: f.amount, ...why.shape });

/** What is done with one partner. */
export const partnerSteps: Steps<Params> = {
  begynn: step(
    ofPhase,
    ({ phase }) =>
      (api, params, options) =>
        api.startPhase({ params: { ...params, phase } }, options),
  ),
  test: readTest,
  avgjor: decide,
  utbetal: (entered) => {
    // The amount's field is named for its partner, like the one of a decision.
    const name = [...entered.keys()].find((field) => field.startsWith('amount-')) ?? 'amount';
    const own = new Map([...entered, ['amount', entered.get(name) ?? '']]);
    const read = f.readForm(instalment, own);
    if (!read.ok) {
      const { amount, ...fields } = read.errors.fields;
      return { ok: false, errors: { fields: amount ? { [name]: amount, ...fields } : fields, general: [] } };
    }
    const { amount: amountOre, phase, reason } = read.value;
    return {
      ok: true,
      value: (api, params, options) =>
        api.proposeInstalment({ params: { ...params, phase }, body: { amountOre, reason } }, options),
    };
  },
  apne: step(
    z.object({ what: f.requiredText('Skriv hva som kjøpes.'), priceOre: f.amount }),
    (body) => (api, params, options) => api.openPurchaseOption({ params, body }, options),
  ),
  kjop: step(why, (body) => (api, params, options) => api.exercisePurchaseOption({ params, body }, options)),
};

const note = z.object({ ...ofPhase.shape, note: f.requiredText('Skriv hvordan og hvor det ble testet.') });

/** A test: each goal that has a value. Whether one is missing is for the service to say, which knows the phase. */
function readTest(entered: Entered): ReturnType<Read> {
  const fields: Record<string, string> = {};
  const measurements = [...entered].flatMap(([name, text]) => {
    const [, goalId] = /^value-(.+)$/.exec(name) ?? [];
    if (goalId === undefined || text.trim() === '') return [];
    const value = valueFrom(text);
    if (value === undefined) fields[name] = 'Skriv det som ble målt, som et tall, for eksempel 45 eller 0,5.';
    return value === undefined ? [] : [{ goalId, value }];
  });
  const read = f.readForm(note, entered);
  if (!read.ok) Object.assign(fields, read.errors.fields);
  if (!read.ok || Object.keys(fields).length > 0) return { ok: false, errors: { fields, general: [] } };
  const { phase, note: words } = read.value;
  return {
    ok: true,
    value: (api, params, options) =>
      api.recordTest({ params: { ...params, phase }, body: { measurements, note: words } }, options),
  };
}

const delivered = z.object({
  description: f.requiredText('Beskriv det som leveres.'),
  reference: f.optionalLine(),
});

/** What a partner does on its own page: it delivers what its phase asks for. */
export const ownSteps: Steps<Params> = {
  lever: (entered) => {
    const fields: Record<string, string> = {};
    const items = [...entered.keys()].flatMap((name) => {
      const [, deliverableId] = /^description-(.+)$/.exec(name) ?? [];
      if (deliverableId === undefined) return [];
      const own = ['description', 'reference'].map(
        (field) => [field, entered.get(`${field}-${deliverableId}`) ?? ''] as const,
      );
      const read = f.readForm(delivered, new Map(own));
      if (read.ok) return [{ deliverableId, ...read.value }];
      for (const [field, text] of Object.entries(read.errors.fields))
        fields[`${field}-${deliverableId}`] = text;
      return [];
    });
    const rest = f.readForm(z.object({ ...ofPhase.shape, note: f.optionalText }), entered);
    if (!rest.ok) Object.assign(fields, rest.errors.fields);
    if (!rest.ok || Object.keys(fields).length > 0) return { ok: false, errors: { fields, general: [] } };
    const { note: words, phase } = rest.value;
    return {
      ok: true,
      value: (api, { procurementId }, options) =>
        api.deliver({ params: { procurementId, phase }, body: { items, note: words } }, options),
    };
  },
};
