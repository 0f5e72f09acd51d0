import { blank, type Filled } from '../../html/form.ts';
import { all, pageLimit } from '../../services.ts';
import { hasRole, type Page, page, type Route, type SignedInVisit } from '../../visit.ts';
import { stepReceivers } from '../stepRoutes.ts';
import { noSuppliers, supplierChoice } from '../supplierChoice.ts';
import { caseSteps } from './actions.ts';
import { caseFormRoutes } from './caseFormRoutes.ts';
import { casePage } from './casePage.ts';
import { documentRoutes } from './documents.ts';
import { caseListPage } from './listPage.ts';
import { caseNavigation } from './navigation.ts';
import { type CaseStatus, caseStatusWords } from './words.ts';

const listLimit = 50;
const casePath = '/anskaffelser/:procurementId';

async function showCases({ api, query }: SignedInVisit): Promise<Page> {
  const asked = query.get('status') ?? '';
  const status = Object.hasOwn(caseStatusWords, asked) ? (asked as CaseStatus) : undefined;
  const { body: cases } = await api.procurement.listProcurements({
    query: { status, cursor: query.get('cursor'), limit: listLimit },
  });
  return caseListPage({ cases, status });
}

const paramsOf = ({ params: { procurementId = '' } }: SignedInVisit) => ({ procurementId });
const pathOf = (visit: SignedInVisit) => `/anskaffelser/${encodeURIComponent(paramsOf(visit).procurementId)}`;

async function showCase(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const { procurement } = visit.api;
  const params = paramsOf(visit);
  const [{ body: theCase, etag }, questions, { body: documents }, { body: complaints }, suppliers] =
    await Promise.all([
      procurement.getProcurement({ params }),
      all((cursor) => procurement.listQuestions({ params, query: { cursor, limit: pageLimit } })),
      procurement.listDocuments({ params }),
      procurement.listComplaints({ params }),
      hasRole(visit, 'procurement.officer')
        ? supplierChoice(visit.api, {
            chosenId: filled.entered.get('supplierId'),
            sought: visit.query.get('sok'),
          })
        : noSuppliers,
    ]);
  return casePage(
    { visit, path: pathOf(visit), version: etag, filled, navigation: caseNavigation(theCase, 'sak') },
    { theCase, questions, documents: documents.items, complaints: complaints.items, suppliers },
  );
}

/** The pages on procurements. After those with a name of their own: `:procurementId` fits any. */
export const caseRoutes: readonly Route[] = [
  page('/anskaffelser', showCases),
  ...caseFormRoutes,
  page(casePath, (visit) => showCase(visit)),
  ...documentRoutes(showCase),
  ...stepReceivers(casePath, caseSteps, { show: showCase, pathOf, paramsOf }),
];
