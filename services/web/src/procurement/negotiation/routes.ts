import { blank, type Filled } from '../../html/form.ts';
import { all, pageLimit } from '../../services.ts';
import { hasRole, type Page, page, type Route, type SignedInVisit } from '../../visit.ts';
import { caseNavigation } from '../case/navigation.ts';
import type { Case } from '../case/words.ts';
import { requestsOf } from '../participation/routes.ts';
import { stepReceivers } from '../stepRoutes.ts';
import { supplierNames } from '../supplierChoice.ts';
import { negotiationPage, type Rounds } from './negotiationPage.ts';
import { negotiationSteps } from './steps.ts';

/** Who may take part in a new round: the qualified, the bidders, or those who remain of the round before. */
async function eligibleFor(
  visit: SignedInVisit,
  { next, procurementId, round, status }: Case,
  rounds: Rounds,
): Promise<readonly string[]> {
  if (!hasRole(visit, 'procurement.officer')) return [];
  const last = rounds.at(-1);
  if (status === 'negotiation') return last && last.endedAt !== null ? last.remaining : [];
  if (!next.includes('negotiation')) return [];
  if (round === 0) {
    const requests = (await requestsOf(visit)) ?? [];
    return requests
      .filter((one) => one.status === 'requested' && one.decision?.outcome === 'qualified')
      .map(({ supplierId }) => supplierId);
  }
  const bids = await all((cursor) =>
    visit.api.procurement.listBids({ params: { procurementId }, query: { cursor, limit: pageLimit } }),
  );
  return bids
    .filter((bid) => !['withdrawn', 'rejected'].includes(bid.status))
    .map(({ supplierId }) => supplierId);
}

const paramsOf = ({ params }: SignedInVisit) => ({ procurementId: params.procurementId! });
const casePathOf = (visit: SignedInVisit) =>
  `/anskaffelser/${encodeURIComponent(paramsOf(visit).procurementId)}`;

async function show(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const { procurement } = visit.api;
  const params = paramsOf(visit);
  const [{ body: theCase, etag }, { body: negotiation }, meetings] = await Promise.all([
    procurement.getProcurement({ params }),
    procurement.getNegotiation({ params }),
    all((cursor) => procurement.listNegotiationMeetings({ params, query: { cursor, limit: pageLimit } })),
  ]);
  const { rounds } = negotiation;
  const eligible = await eligibleFor(visit, theCase, rounds);
  const nameOf = await supplierNames(visit.api, [
    ...eligible,
    ...rounds.flatMap(({ participants, remaining }) => [...participants, ...remaining]),
    ...meetings.map(({ supplierId }) => supplierId),
  ]);
  const candidates = eligible.map((supplierId) => ({ supplierId, name: nameOf(supplierId) }));
  const path = `${casePathOf(visit)}/forhandling`;
  const navigation = caseNavigation(theCase, 'forhandling');
  return negotiationPage(
    { visit, path, version: etag, filled, navigation },
    { theCase, rounds, meetings, candidates, nameOf },
  );
}

const path = '/anskaffelser/:procurementId/forhandling';

/** The pages on negotiation and dialogue. */
export const negotiationRoutes: readonly Route[] = [
  page(path, (visit) => show(visit)),
  ...stepReceivers(path, negotiationSteps, {
    show,
    pathOf: (visit) => `${casePathOf(visit)}/forhandling`,
    paramsOf,
    doneAt: { inviter: casePathOf },
  }),
];
