import { ProblemError } from '@tiltak/http/client';
import { attempted, type FormErrors } from '../../form.ts';
import { blank, callOptions, type Filled } from '../../html/form.ts';
import { all, pageLimit } from '../../services.ts';
import { type Page, page, type Reply, type Route, receiver, type SignedInVisit } from '../../visit.ts';
import type { Read } from '../case/actions.ts';
import { caseNavigation } from '../case/navigation.ts';
import { requestPage, requestsPage } from './pages.ts';
import { invite, requestSteps } from './steps.ts';
import type { ParticipationRequest } from './words.ts';

const casePathOf = ({ params }: SignedInVisit) =>
  `/anskaffelser/${encodeURIComponent(params.procurementId!)}`;
const paramsOf = ({ params }: SignedInVisit) => ({ procurementId: params.procurementId! });

/** The suppliers' names by their ids. */
export async function namesOf({ api }: SignedInVisit): Promise<(supplierId: string) => string> {
  const suppliers = await all((cursor) =>
    api.procurement.listSuppliers({ query: { cursor, limit: pageLimit } }),
  );
  const names = new Map(suppliers.map(({ name, supplierId }) => [supplierId, name]));
  return (supplierId) => names.get(supplierId) ?? supplierId;
}

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
  const [{ body: theCase, etag }, requests, nameOf] = await Promise.all([
    visit.api.procurement.getProcurement({ params: paramsOf(visit) }),
    requestsOf(visit),
    namesOf(visit),
  ]);
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
  const path = `${casePathOf(visit)}/deltakelse/${encodeURIComponent(request.supplierId)}`;
  const name = nameOf(request.supplierId);
  return requestPage(
    { visit, path, version: undefined, filled, navigation },
    { theCase, request, name, grounds: grounds.items },
  );
}

/** Carries the form of a step out, and goes where it leads; what was refused is shown with the form. */
export function carryOut(
  name: string,
  given: {
    readonly read: (visit: SignedInVisit) => Read;
    readonly show: (visit: SignedInVisit, filled: Filled) => Promise<Page>;
    /** The rest of the case's path that it leads to. */
    readonly next: (visit: SignedInVisit) => string;
  },
): (visit: SignedInVisit) => Promise<Reply> {
  return async (visit) => {
    const refused = (errors: FormErrors) => given.show(visit, { form: name, entered: visit.form, errors });
    const entered = given.read(visit)(visit.form);
    if (!entered.ok) return refused(entered.errors);
    const done = await attempted(() =>
      entered.value(visit.api.procurement, paramsOf(visit), callOptions(visit.form)),
    );
    if (!done.ok) return refused(done.errors);
    return { redirect: `${casePathOf(visit)}${given.next(visit)}?utfort=${name}` };
  };
}

const path = '/anskaffelser/:procurementId/deltakelse';

/** The pages on requests to participate, and on who is asked for bids. */
export const participationRoutes: readonly Route[] = [
  page(path, (visit) => showAll(visit)),
  receiver(`${path}/inviter`, carryOut('inviter', { read: () => invite, show: showAll, next: () => '' })),
  page(`${path}/:supplierId`, (visit) => showOne(visit)),
  ...(['kvalifiser', 'avvis'] as const).map((name) =>
    receiver(
      `${path}/:supplierId/${name}`,
      carryOut(name, {
        read: ({ params }) => requestSteps(params.supplierId!)[name],
        show: showOne,
        next: ({ params }) => `/deltakelse/${encodeURIComponent(params.supplierId!)}`,
      }),
    ),
  ),
];
