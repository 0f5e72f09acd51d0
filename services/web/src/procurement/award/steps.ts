import type { OperationRequest } from '@tiltak/contracts';
import { changeGround, type procurementOperations } from '@tiltak/contracts/procurement';
import * as z from 'zod';
import * as f from '../../form.ts';
import type { Entered } from '../../visit.ts';
import { type ReadStep, type StepCall, type Steps, stepFor } from '../stepRoutes.ts';

type Params = { readonly procurementId: string; readonly contractId: string };
const step = stepFor<Params>();

const nothing = z.object({});
const why = z.object({ reason: f.requiredText('Skriv begrunnelsen.') });
const terms = z.object({ startsOn: f.optional(f.day), endsOn: f.optional(f.day) });
const directLot = z.object({
  lotId: f.requiredLine('Velg delkontrakt.'),
  supplierId: f.requiredLine('Velg leverandør.'),
  value: f.amount,
  options: f.optional(f.amount),
  ...why.shape,
});
/** The winners come along with the form as they were shown: should the ranking have changed, the award is refused. */
const rankedLot = z.object({
  winners: z.string(),
  options: f.optional(f.amount),
  ceiling: f.optional(f.amount),
  reason: f.requiredText('Begrunn valget.'),
});

type Award = OperationRequest<(typeof procurementOperations)['award']>['body'];

const propose =
  (award: Award): StepCall<Params> =>
  (api, params, options) =>
    api.award({ params, body: award }, options);

/** The award by the ranking: each lot has its own fields, which end in its place on the page. */
function readRanked(entered: Entered): ReturnType<ReadStep<Params>> {
  const places = [...entered.keys()].flatMap((name) => /^lotId-(\d+)$/.exec(name)?.[1] ?? []);
  const lots: Award['lots'] = [];
  const fields: Record<string, string> = {};
  for (const place of places) {
    const own = new Map(
      Object.keys(rankedLot.shape).map((name) => [name, entered.get(`${name}-${place}`) ?? '']),
    );
    const read = f.readForm(rankedLot, own);
    if (!read.ok) {
      for (const [name, text] of Object.entries(read.errors.fields)) fields[`${name}-${place}`] = text;
      continue;
    }
    const { winners, options, ceiling, reason } = read.value;
    const supplierIds = winners.split(' ').filter((one) => one !== '');
    const lotId = entered.get(`lotId-${place}`) ?? '';
    lots.push({ lotId, supplierIds, reason, optionsOre: options ?? 0, ceilingOre: ceiling });
  }
  const agreed = f.readForm(terms, entered);
  if (!agreed.ok) Object.assign(fields, agreed.errors.fields);
  if (!agreed.ok || Object.keys(fields).length > 0) return { ok: false, errors: { fields, general: [] } };
  return { ok: true, value: propose({ lots, ...agreed.value }) };
}

/** The steps of the award, by the last part of their path. */
export const awardSteps: Steps<Params> = {
  innstill: readRanked,
  velg: step(
    z.object({ ...directLot.shape, ...terms.shape }),
    ({ startsOn, endsOn, lotId, supplierId, value, options, reason }) =>
      propose({
        lots: [{ lotId, supplierIds: [supplierId], valueOre: value, optionsOre: options ?? 0, reason }],
        startsOn,
        endsOn,
      }),
  ),
  godkjenn: step(nothing, () => (api, params, options) => api.approveAward({ params }, options)),
  omgjor: step(why, (body) => (api, params, options) => api.annulAward({ params, body }, options)),
};

/** The steps of a contract, by the last part of their path. */
export const contractSteps: Steps<Params> = {
  underskriv: step(nothing, () => (api, params, options) => api.signContract({ params }, options)),
  penger: step(nothing, () => (api, params, options) => api.requestContractFunds({ params }, options)),
  oppgi: step(why, (body) => (api, params, options) => api.cancelContract({ params, body }, options)),
  endre: step(
    z.object({
      ground: z.enum(changeGround.options, 'Velg hjemmel.'),
      description: f.requiredText('Beskriv endringen.'),
      added: f.optional(f.signedAmount),
      endsOn: f.optional(f.day),
    }),
    ({ added, ...body }) =>
      (api, params, options) =>
        api.changeContract({ params, body: { ...body, addedOre: added ?? 0 } }, options),
  ),
  underleverandor: step(
    z.object({
      organisationNumber: f.requiredLine('Skriv organisasjonsnummeret.'),
      name: f.requiredLine('Skriv navnet.'),
      work: f.requiredLine('Skriv hva underleverandøren gjør.'),
      belowId: z.string().transform((value) => value || null),
    }),
    (body) => (api, params, options) => api.registerSubcontractor({ params, body }, options),
  ),
  timer: step(
    z.object({ personHours: f.hours, apprenticeHours: f.hours }),
    (body) => (api, params, options) => api.reportApprentices({ params, body }, options),
  ),
  faktura: step(
    z.object({ invoiceNumber: f.requiredLine('Skriv fakturanummeret.'), amount: f.amount }),
    ({ invoiceNumber, amount }) =>
      (api, params, options) =>
        api.registerContractInvoice({ params, body: { invoiceNumber, amountOre: amount } }, options),
  ),
  avslutt: step(nothing, () => (api, params, options) => api.completeContract({ params }, options)),
};
