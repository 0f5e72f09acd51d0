import * as z from 'zod';
import * as f from '../../form.ts';
import { blank, type Filled } from '../../html/form.ts';
import { all, pageLimit } from '../../services.ts';
import { type Page, page, type Route, type SignedInVisit } from '../../visit.ts';
import { caseNavigation } from '../case/navigation.ts';
import { personNames } from '../person.ts';
import { perhaps, type Steps, stepFor, stepReceivers } from '../stepRoutes.ts';
import { admissionPage } from './admissionPage.ts';
import { dynamicPurchasingExplanations as words } from './problems.ts';
import { systemPage } from './systemPage.ts';

type OfCase = { readonly procurementId: string };
type OfAdmission = OfCase & { readonly supplierId: string };
const paramsOf = ({ params: { procurementId = '' } }: SignedInVisit): OfCase => ({ procurementId });
const admissionOf = ({ params: { procurementId = '', supplierId = '' } }: SignedInVisit): OfAdmission => ({
  procurementId,
  supplierId,
});
const pathOf = (visit: SignedInVisit) =>
  `/anskaffelser/${encodeURIComponent(paramsOf(visit).procurementId)}/opptak`;
const admissionPathOf = (visit: SignedInVisit) =>
  `${pathOf(visit)}/${encodeURIComponent(admissionOf(visit).supplierId)}`;

const admissionsOf = ({ api: { procurement } }: SignedInVisit, params: OfCase) =>
  all((cursor) => procurement.listAdmissions({ params, query: { cursor, limit: pageLimit } }));

async function showSystem(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const { procurement } = visit.api;
  const params = paramsOf(visit);
  const [{ body: theCase }, system, admissions, calls] = await Promise.all([
    procurement.getProcurement({ params }),
    perhaps(procurement.getPurchasingSystem({ params })),
    admissionsOf(visit, params),
    all((cursor) =>
      procurement.listProcurements({ query: { systemId: params.procurementId, cursor, limit: pageLimit } }),
    ),
  ]);
  const navigation = caseNavigation(theCase, 'opptak');
  return systemPage(
    { visit, path: pathOf(visit), version: system?.etag, filled, navigation },
    { theCase, system: system?.body, admissions, calls },
  );
}

async function showAdmission(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const params = paramsOf(visit);
  const [{ body: theCase }, admissions] = await Promise.all([
    visit.api.procurement.getProcurement({ params }),
    admissionsOf(visit, params),
  ]);
  const admission = admissions.find(({ supplierId }) => supplierId === visit.params.supplierId);
  if (!admission) return showSystem(visit);
  return admissionPage(
    {
      ...{ visit, path: admissionPathOf(visit), version: undefined, filled },
      navigation: caseNavigation(theCase, 'opptak'),
    },
    {
      admission,
      requirements: theCase.specification?.requirements ?? [],
      personOf: await personNames(visit, [admission.decidedBy]),
    },
  );
}

const systemSteps: Steps<OfCase> = {
  apne: stepFor<OfCase>()(
    z.object({}),
    () => (api, params, options) => api.openPurchasingSystem({ params }, options),
  ),
};

const step = stepFor<OfAdmission>();
/** The steps with one application, by the last part of their address. */
export const admissionSteps: Steps<OfAdmission> = {
  taopp: step(z.object({}), () => (api, params, options) => api.admitSupplier({ params }, options)),
  avsla: (entered) => {
    const read = step(
      z.object({
        ground: z.enum(['requirement_not_met', 'excluded', 'documentation_missing'], 'Velg grunnlag.'),
        requirementId: f.optionalLine(),
        reason: f.requiredText('Skriv begrunnelsen.'),
      }),
      (body) => (api, params, options) => api.refuseAdmission({ params, body }, options),
    )(entered);
    const isNamed = entered.get('ground') !== 'requirement_not_met' || entered.get('requirementId');
    if (isNamed) return read;
    const fields = { ...(!read.ok && read.errors.fields), requirementId: 'Velg kravet som ikke er oppfylt.' };
    return { ok: false, errors: { fields, general: [] } };
  },
};

const path = '/anskaffelser/:procurementId/opptak';

/** The officer's pages on a dynamic purchasing system. */
export const dynamicPurchasingRoutes: readonly Route[] = [
  page(path, (visit) => showSystem(visit)),
  ...stepReceivers(path, systemSteps, { show: showSystem, pathOf, paramsOf, words }),
  page(`${path}/:supplierId`, (visit) => showAdmission(visit)),
  ...stepReceivers(`${path}/:supplierId`, admissionSteps, {
    show: showAdmission,
    pathOf: admissionPathOf,
    paramsOf: admissionOf,
    words,
  }),
];
