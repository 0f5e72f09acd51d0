import { ProblemError } from '@tiltak/http/client';
import { blank, type Filled } from '../../html/form.ts';
import { all, pageLimit } from '../../services.ts';
import { type Page, page, type Route, type SignedInVisit } from '../../visit.ts';
import { caseNavigation } from '../case/navigation.ts';
import { stepReceivers } from '../stepRoutes.ts';
import { supplierNames } from '../supplierChoice.ts';
import { requestPage, requestsPage } from './pages.ts';
import { invite, requestSteps } from './steps.ts';
import type { ParticipationRequest } from './words.ts';

const casePathOf = ({ params }: SignedInVisit) =>
  `/anskaffelser/${encodeURIComponent(params.procurementId!)}`;
const requestPathOf = (visit: SignedInVisit) =>
  `${casePathOf(visit)}/deltakelse/${encodeURIComponent(visit.params.supplierId!)}`;
const paramsOf = ({ params }: SignedInVisit) => ({ procurementId: params.procurementId! });

/** The requests to participate; undefined while they are sealed. */
export async function requestsOf(visit: SignedInVisit): Promise<readonly ParticipationRequest[] | undefined> {
  const params = paramsOf(visit);
  try {
    return await all((cursor) =>
      visit.api.procurement.listParticipationRequests({ params, query: { cursor, limit: pageLimit } }),
    );
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'requests_sealed') return undefined;
    throw error;
  }
}

async function read(visit: SignedInVisit) {
  const [{ body: theCase, etag }, requests] = await Promise.all([
    visit.api.procurement.getProcurement({ params: paramsOf(visit) }),
    requestsOf(visit),
  ]);
  const nameOf = await supplierNames(visit.api, requests?.map(({ supplierId }) => supplierId) ?? []);
  return { theCase, etag, requests, nameOf, navigation: caseNavigation(theCase, 'deltakelse') };
}

async function showAll(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const { etag, navigation, ...shown } = await read(visit);
  return requestsPage(
    { visit, path: `${casePathOf(visit)}/deltakelse`, version: etag, filled, navigation },
    shown,
  );
}

async function showOne(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const [{ nameOf, navigation, requests, theCase }, { body: grounds }] = await Promise.all([
    read(visit),
    visit.api.procurement.listRejectionGrounds(),
  ]);
  const request = requests?.find(({ supplierId }) => supplierId === visit.params.supplierId);
  if (!request) return showAll(visit);
  const name = nameOf(request.supplierId);
  return requestPage(
    { visit, path: requestPathOf(visit), version: undefined, filled, navigation },
    { theCase, request, name, grounds: grounds.items },
  );
}

const path = '/anskaffelser/:procurementId/deltakelse';

/** The pages on requests to participate, and on who is asked for bids. */
export const participationRoutes: readonly Route[] = [
  page(path, (visit) => showAll(visit)),
  page(`${path}/:supplierId`, (visit) => showOne(visit)),
  ...stepReceivers(path, { inviter: invite }, { show: showAll, pathOf: casePathOf, paramsOf }),
  ...stepReceivers(`${path}/:supplierId`, requestSteps, {
    show: showOne,
    pathOf: requestPathOf,
    paramsOf: ({ params: { procurementId = '', supplierId = '' } }) => ({ procurementId, supplierId }),
  }),
];
