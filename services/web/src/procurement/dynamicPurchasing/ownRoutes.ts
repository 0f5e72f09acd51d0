import * as z from 'zod';
import * as f from '../../form.ts';
import { blank, type Filled } from '../../html/form.ts';
import { html } from '../../html/html.ts';
import { all, ifThere, pageLimit } from '../../services.ts';
import { type Page, page, type Route, type SignedInVisit } from '../../visit.ts';
import { keyOnly, type Steps, stepFor, stepReceivers } from '../stepRoutes.ts';
import { ownAdmissionPage } from './ownPage.ts';
import { dynamicPurchasingExplanations as words } from './problems.ts';

type Params = { readonly procurementId: string };
const paramsOf = ({ params: { procurementId = '' } }: SignedInVisit): Params => ({ procurementId });
const pathOf = (visit: SignedInVisit) =>
  `/kunngjoringer/${encodeURIComponent(paramsOf(visit).procurementId)}/opptak`;

async function show(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const { procurement } = visit.api;
  const params = paramsOf(visit);
  const actsForFirm = visit.person.organisationNumber !== null;
  const [{ body: notice }, own, admission] = await Promise.all([
    procurement.getNotice({ params }),
    actsForFirm ? ifThere(procurement.getOwnSupplier()) : undefined,
    actsForFirm ? ifThere(procurement.getOwnAdmission({ params })) : undefined,
  ]);
  const calls =
    admission?.status === 'admitted'
      ? await all((cursor) => procurement.listOwnCalls({ params, query: { cursor, limit: pageLimit } }))
      : [];
  const forms = { visit, path: pathOf(visit), version: undefined, filled, navigation: html`` };
  return ownAdmissionPage(forms, { notice, admission, calls, isSupplier: own !== undefined });
}

/** The steps with a firm's own application, by the last part of their address. */
export const ownAdmissionSteps: Steps<Params> = {
  sok: (entered) =>
    stepFor<Params>()(
      z.object({ statement: f.requiredText('Skriv hvordan kravene er oppfylt.') }),
      (body) => (api, params, options) => {
        const confirmedRequirementIds = [...entered].flatMap(([name, value]) => {
          const [, requirementId] = /^krav-(.+)$/.exec(name) ?? [];
          return requirementId !== undefined && value !== '' ? [requirementId] : [];
        });
        return api.applyForAdmission(
          { params, body: { ...body, confirmedRequirementIds } },
          keyOnly(options),
        );
      },
    )(entered),
};

const path = '/kunngjoringer/:procurementId/opptak';

/** A supplier's page on its own admission to a dynamic purchasing system. */
export const ownAdmissionRoutes: readonly Route[] = [
  page(path, (visit) => show(visit)),
  ...stepReceivers(path, ownAdmissionSteps, { show, pathOf, paramsOf, words }),
];
