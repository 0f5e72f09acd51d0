import { attempted, type FormErrors, noErrors } from '../../form.ts';
import { callOptions, type Filled } from '../../html/form.ts';
import { type Page, page, type Reply, type Route, receiver, type SignedInVisit } from '../../visit.ts';
import { isDraft } from '../case/documents.ts';
import type { Case } from '../case/words.ts';
import { enteredOf, fitsForm } from '../specification/entered.ts';
import { asksForMore } from '../specification/rows.ts';
import { changeIn } from './changeForm.ts';
import { changePage } from './changePage.ts';

const formName = 'endring';
const pathOf = ({ params }: SignedInVisit) => `/anskaffelser/${encodeURIComponent(params.procurementId!)}`;
const fits = ({ specification }: Case): boolean => specification !== null && fitsForm(specification);

async function show(visit: SignedInVisit, refused?: Filled): Promise<Page> {
  const { procurement } = visit.api;
  const params = { procurementId: visit.params.procurementId! };
  const [{ body: theCase, etag }, { body: documents }, { body: limit }] = await Promise.all([
    procurement.getProcurement({ params }),
    procurement.listDocuments({ params }),
    procurement.getEarliestDeadline({ params }),
  ]);
  const entered = new Map([...enteredOf(theCase), ['questionsUntil', theCase.questionsUntil ?? '']] as const);
  return changePage(visit, {
    ...{ theCase, limit, path: pathOf(visit), version: etag, hasSpecification: fits(theCase) },
    drafts: documents.items.filter(isDraft),
    filled: refused ?? { form: formName, entered, errors: noErrors },
  });
}

async function receive(visit: SignedInVisit): Promise<Reply> {
  const shownAgain = (errors: FormErrors) => show(visit, { form: formName, entered: visit.form, errors });
  // More rows are no refusal of the form, and nothing is saved.
  if (asksForMore(visit.form)) return { ...(await shownAgain(noErrors)), status: 200 };
  const read = changeIn(visit.form, { hasSpecification: visit.form.has('priceModel') });
  if (!read.ok) return shownAgain(read.errors);
  const params = { procurementId: visit.params.procurementId! };
  const changed = await attempted(() =>
    visit.api.procurement.changeCompetition({ params, body: read.value }, callOptions(visit.form)),
  );
  if (!changed.ok) return shownAgain(changed.errors);
  return { redirect: `${pathOf(visit)}?utfort=endring` };
}

const path = '/anskaffelser/:procurementId/endring';

/** The form by which what was published is changed. */
export const changeRoutes: readonly Route[] = [page(path, (visit) => show(visit)), receiver(path, receive)];
