import * as z from 'zod';
import * as f from '../../form.ts';
import { blank, type Filled } from '../../html/form.ts';
import { html } from '../../html/html.ts';
import { ifThere } from '../../services.ts';
import { type Entered, type Page, page, type Route, type SignedInVisit } from '../../visit.ts';
import { keyOnly, type Steps, stepFor, stepReceivers } from '../stepRoutes.ts';
import { ownRequestPage } from './ownPage.ts';

type Params = { readonly procurementId: string };
const paramsOf = ({ params: { procurementId = '' } }: SignedInVisit): Params => ({ procurementId });
const pathOf = (visit: SignedInVisit) =>
  `/kunngjoringer/${encodeURIComponent(paramsOf(visit).procurementId)}/deltakelse`;

async function show(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const { procurement } = visit.api;
  const params = paramsOf(visit);
  const actsForFirm = visit.person.organisationNumber !== null;
  const [{ body: notice }, own, request] = await Promise.all([
    procurement.getNotice({ params }),
    actsForFirm ? ifThere(procurement.getOwnSupplier()) : undefined,
    actsForFirm ? ifThere(procurement.getOwnRequest({ params })) : undefined,
  ]);
  const forms = { visit, path: pathOf(visit), version: undefined, filled, navigation: html`` };
  return ownRequestPage(forms, { notice, request, isSupplier: own !== undefined });
}

const step = stepFor<Params>();
const longestEvidence = 4000;

/** What is declared on each requirement that the form asked about, and what is wrong with it by field. */
function declarationsIn(entered: Entered) {
  const fields: Record<string, string> = {};
  const declarations = [...entered.keys()].flatMap((name) => {
    const [, requirementId] = /^dokumentasjon-(.+)$/.exec(name) ?? [];
    if (requirementId === undefined) return [];
    const evidence = (entered.get(name) ?? '').trim();
    if (evidence === '')
      fields[name] = 'Skriv hva som dokumenterer kravet, eller hvorfor det ikke er oppfylt.';
    if (evidence.length > longestEvidence) fields[name] = `Skriv høyst ${longestEvidence} tegn.`;
    return [{ requirementId, isFulfilled: (entered.get(`oppfylt-${requirementId}`) ?? '') !== '', evidence }];
  });
  return { declarations, fields };
}

/** The steps with a firm's own request, by the last part of their address. */
export const ownRequestSteps: Steps<Params> = {
  lever: (entered) => {
    const { declarations, fields } = declarationsIn(entered);
    const read = step(
      z.object({ exclusionGrounds: f.optionalText }),
      (body) => (api, params, options) =>
        api.requestParticipation({ params, body: { declarations, ...body } }, keyOnly(options)),
    )(entered);
    if (Object.keys(fields).length === 0) return read;
    return { ok: false, errors: { fields: { ...fields, ...(!read.ok && read.errors.fields) }, general: [] } };
  },
  trekk: step(
    z.object({}),
    () => (api, params, options) => api.withdrawRequest({ params }, keyOnly(options)),
  ),
};

const path = '/kunngjoringer/:procurementId/deltakelse';

/** A supplier's page on its own request to participate. */
export const ownRequestRoutes: readonly Route[] = [
  page(path, (visit) => show(visit)),
  ...stepReceivers(path, ownRequestSteps, { show, pathOf, paramsOf }),
];
