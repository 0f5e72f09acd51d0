import * as f from '../../form.ts';
import { blank, callOptions, type Filled } from '../../html/form.ts';
import { all, pageLimit } from '../../services.ts';
import {
  hasRole,
  type Page,
  page,
  type Reply,
  type Route,
  receiver,
  type SignedInVisit,
} from '../../visit.ts';
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

async function showCase(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const { procurement } = visit.api;
  const params = { procurementId: visit.params.procurementId! };
  const [{ body: theCase, etag }, questions, { body: documents }, { body: complaints }, suppliers] =
    await Promise.all([
      procurement.getProcurement({ params }),
      all((cursor) => procurement.listQuestions({ params, query: { cursor, limit: pageLimit } })),
      procurement.listDocuments({ params }),
      procurement.listComplaints({ params }),
      hasRole(visit, 'procurement.officer')
        ? all((cursor) => procurement.listSuppliers({ query: { cursor, limit: pageLimit } }))
        : [],
    ]);
  const path = `/anskaffelser/${encodeURIComponent(params.procurementId)}`;
  return casePage(
    { visit, path, version: etag, filled, navigation: caseNavigation(theCase, 'sak') },
    { theCase, questions, documents: documents.items, complaints: complaints.items, suppliers },
  );
}

/** Carries the form of a step out, and goes back to the case; what was refused is shown with the form. */
const carryOut =
  (name: string) =>
  async (visit: SignedInVisit): Promise<Reply> => {
    const refused = (errors: f.FormErrors) => showCase(visit, { form: name, entered: visit.form, errors });
    const entered = caseSteps[name]!(visit.form);
    if (!entered.ok) return refused(entered.errors);
    const procurementId = visit.params.procurementId!;
    const done = await f.attempted(() =>
      entered.value(visit.api.procurement, { procurementId }, callOptions(visit.form)),
    );
    if (!done.ok) return refused(done.errors);
    return { redirect: `/anskaffelser/${encodeURIComponent(procurementId)}?utfort=${name}` };
  };

/** The pages on procurements. After those with a name of their own: `:procurementId` fits any. */
export const caseRoutes: readonly Route[] = [
  page('/anskaffelser', showCases),
  ...caseFormRoutes,
  page(casePath, (visit) => showCase(visit)),
  ...documentRoutes(showCase),
  ...Object.keys(caseSteps).map((name) => receiver(`${casePath}/${name}`, carryOut(name))),
];
