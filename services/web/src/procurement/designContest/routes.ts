import { envelopeKind } from '@tiltak/contracts/procurement';
import { blank, type Filled } from '../../html/form.ts';
import { all, pageLimit } from '../../services.ts';
import { hasRole, type Page, page, type Reply, type Route, type SignedInVisit } from '../../visit.ts';
import { caseNavigation } from '../case/navigation.ts';
import { personNames } from '../person.ts';
import { perhaps, stepReceivers } from '../stepRoutes.ts';
import { supplierNames } from '../supplierChoice.ts';
import { contestPage } from './contestPage.ts';
import { contestSteps } from './steps.ts';
import { type Contest, contestWords, type HandedIn } from './words.ts';

const paramsOf = ({ params: { procurementId = '' } }: SignedInVisit) => ({ procurementId });
const pathOf = (visit: SignedInVisit) =>
  `/anskaffelser/${encodeURIComponent(paramsOf(visit).procurementId)}/jury`;

/** What was handed in, for who takes the names off; others are shown nothing of it by the service. */
async function handedInFor(visit: SignedInVisit, contest: Contest | undefined): Promise<readonly HandedIn[]> {
  const isTurn = contest?.status === 'set_up' && contest.anonymiser === visit.person.subject;
  const mayRead = hasRole(visit, 'procurement.officer', 'procurement.opener', 'auditor');
  if (!isTurn || !mayRead) return [];
  const params = paramsOf(visit);
  return await all((cursor) =>
    visit.api.procurement.listBids({ params, query: { cursor, limit: pageLimit } }),
  );
}

async function show(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const { procurement } = visit.api;
  const params = paramsOf(visit);
  const [{ body: theCase }, found] = await Promise.all([
    procurement.getProcurement({ params }),
    perhaps(procurement.getDesignContest({ params })),
  ]);
  const contest = found?.body;
  const [handedIn, personOf] = await Promise.all([
    handedInFor(visit, contest),
    personNames(visit, [
      contest?.anonymiser,
      contest?.ranking?.by,
      ...(contest?.jury.map(({ subject }) => subject) ?? []),
    ]),
  ]);
  const supplierOf = await supplierNames(visit.api, [
    ...handedIn.map(({ supplierId }) => supplierId),
    ...(contest?.revealed?.map(({ supplierId }) => supplierId) ?? []),
  ]);
  const navigation = caseNavigation(theCase, 'jury');
  return contestPage(
    { visit, path: pathOf(visit), version: found?.etag, filled, navigation },
    { theCase, contest, handedIn, personOf, supplierOf },
  );
}

/** The files of an opened envelope, as they were handed in. */
async function showFiles(visit: SignedInVisit): Promise<Reply> {
  const envelope = envelopeKind.safeParse(visit.params.envelope);
  if (!envelope.success) return { redirect: pathOf(visit) };
  const params = { ...paramsOf(visit), bidId: visit.params.bidId!, envelope: envelope.data };
  const { body: file } = await visit.api.procurement.getBidFile({ params, query: {} });
  return { file };
}

const path = '/anskaffelser/:procurementId/jury';

/** The pages on a design contest. */
export const designContestRoutes: readonly Route[] = [
  page(path, (visit) => show(visit)),
  page(`${path}/filer/:bidId/:envelope`, showFiles),
  ...stepReceivers(path, contestSteps, { show, pathOf, paramsOf, words: contestWords }),
];
