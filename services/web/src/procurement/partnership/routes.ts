import { blank, type Filled } from '../../html/form.ts';
import { type Page, page, type Route, type SignedInVisit } from '../../visit.ts';
import { caseNavigation } from '../case/navigation.ts';
import { personNames } from '../person.ts';
import { perhaps, stepReceivers } from '../stepRoutes.ts';
import { noPartnerPage, ownPage } from './ownPage.ts';
import { partnerPage } from './partnerPage.ts';
import { noTermsPage, partnershipPage } from './partnershipPage.ts';
import { partnershipWords as words } from './problems.ts';
import { ownSteps, partnerSteps, partnershipSteps } from './steps.ts';
import { readPartnership, termsRoutes } from './termsRoutes.ts';
import { kindOf } from './words.ts';

const overviewOf = ({ params }: SignedInVisit) =>
  `/anskaffelser/${encodeURIComponent(params.procurementId!)}/partnerskap`;
const partnerPathOf = (visit: SignedInVisit) =>
  `${overviewOf(visit)}/partnere/${encodeURIComponent(visit.params.supplierId!)}`;
const noticePathOf = ({ params }: SignedInVisit) =>
  `/kunngjoringer/${encodeURIComponent(params.procurementId!)}`;
const ownPathOf = (visit: SignedInVisit) => `${noticePathOf(visit)}/partnerskap`;

/** The ids that the steps are about. */
const paramsOf = ({ params: { procurementId = '', supplierId = '' } }: SignedInVisit) => ({
  procurementId,
  supplierId,
});

async function read(visit: SignedInVisit) {
  const params = { procurementId: visit.params.procurementId! };
  const [{ body: theCase }, found] = await Promise.all([
    visit.api.procurement.getProcurement({ params }),
    readPartnership(visit),
  ]);
  return { theCase, found };
}

async function showPartnership(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const { found, theCase } = await read(visit);
  const navigation = caseNavigation(theCase, 'partnerskap');
  const forms = { visit, path: overviewOf(visit), version: found?.etag, filled, navigation };
  if (!found) return noTermsPage(forms, theCase, kindOf(theCase.procedure));
  const personOf = await personNames(
    visit,
    found.body.proposals.map(({ by }) => by),
  );
  return partnershipPage(forms, { partnership: found.body, theCase, personOf });
}

async function showPartner(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const { found, theCase } = await read(visit);
  const partner = found?.body.partners.find(({ supplierId }) => supplierId === visit.params.supplierId);
  if (!found || !partner) return showPartnership(visit);
  const { contractId, purchase } = partner;
  const { procurementId } = paramsOf(visit);
  // Whether the frame has the money for what was bought stands in the contract.
  const contract = purchase?.changeId
    ? (await visit.api.procurement.getContract({ params: { procurementId, contractId } })).body
    : undefined;
  const decisions = partner.runs.map(({ decision }) => decision);
  const personOf = await personNames(visit, [
    ...decisions.flatMap((decision) => [decision?.decidedBy, decision?.confirmedBy]),
    ...[purchase?.openedBy, purchase?.exercisedBy],
  ]);
  return partnerPage(
    {
      ...{ visit, path: partnerPathOf(visit), version: found.etag, filled },
      navigation: caseNavigation(theCase, 'partnerskap'),
    },
    {
      partnership: found.body,
      partner,
      title: theCase.title,
      overview: overviewOf(visit),
      contract,
      personOf,
    },
  );
}

async function showOwn(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const params = { procurementId: visit.params.procurementId! };
  const { procurement } = visit.api;
  const [{ body: notice }, own] = await Promise.all([
    procurement.getNotice({ params }),
    perhaps(procurement.getOwnPartnership({ params })),
  ]);
  if (!own) return noPartnerPage(notice.title, noticePathOf(visit));
  const path = ownPathOf(visit);
  return ownPage(visit, own.body, {
    ...{ title: notice.title, path, version: own.etag, filled },
    noticePath: noticePathOf(visit),
  });
}

const overviewPath = '/anskaffelser/:procurementId/partnerskap';
const partnerPath = `${overviewPath}/partnere/:supplierId`;
const ownPath = '/kunngjoringer/:procurementId/partnerskap';

/** The pages on innovation partnerships and pre-commercial procurement. */
export const partnershipRoutes: readonly Route[] = [
  ...termsRoutes,
  page(overviewPath, (visit) => showPartnership(visit)),
  page(partnerPath, (visit) => showPartner(visit)),
  page(ownPath, (visit) => showOwn(visit)),
  ...stepReceivers(overviewPath, partnershipSteps, {
    show: showPartnership,
    pathOf: overviewOf,
    paramsOf,
    words,
  }),
  ...stepReceivers(partnerPath, partnerSteps, { show: showPartner, pathOf: partnerPathOf, paramsOf, words }),
  ...stepReceivers(ownPath, ownSteps, { show: showOwn, pathOf: ownPathOf, paramsOf, words }),
];
