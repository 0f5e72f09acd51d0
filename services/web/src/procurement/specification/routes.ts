import { attempted, type FormErrors, noErrors } from '../../form.ts';
import { callOptions, type Filled } from '../../html/form.ts';
import {
  hasRole,
  type Page,
  page,
  type Reply,
  type Route,
  receiver,
  type SignedInVisit,
} from '../../visit.ts';
import { type Case, isChangeable } from '../case/words.ts';
import { enteredOf, fitsForm } from './entered.ts';
import { asksForMore } from './rows.ts';
import { specificationIn } from './specificationForm.ts';
import { specificationPage } from './specificationPage.ts';

const formName = 'konkurranse';
const pathOf = ({ params }: SignedInVisit) => `/anskaffelser/${encodeURIComponent(params.procurementId!)}`;

/** Why the competition can't be specified here; undefined where it can. */
function hintFor({ specification, status }: Case): string | undefined {
  if (!['draft', 'planned', 'market_dialogue'].includes(status))
    return 'Beskrivelsen ligger fast, og kan bare endres som en endring av konkurransen.';
  if (specification !== null && !fitsForm(specification))
    return 'Konkurransen har flere deler enn skjemaet har plass til. Den må endres gjennom grensesnittet for systemer.';
  return undefined;
}

async function show(visit: SignedInVisit, refused?: Filled): Promise<Page> {
  const params = { procurementId: visit.params.procurementId! };
  const { body: theCase, etag } = await visit.api.procurement.getProcurement({ params });
  const filled = refused ?? { form: formName, entered: enteredOf(theCase), errors: noErrors };
  return specificationPage(visit, {
    theCase,
    path: pathOf(visit),
    version: etag,
    filled,
    hint: hintFor(theCase),
    mayChange: isChangeable(theCase) && hasRole(visit, 'procurement.officer'),
  });
}

async function receive(visit: SignedInVisit): Promise<Reply> {
  const shownAgain = (errors: FormErrors) => show(visit, { form: formName, entered: visit.form, errors });
  // More rows are no refusal of the form, and nothing is saved.
  if (asksForMore(visit.form)) return { ...(await shownAgain(noErrors)), status: 200 };
  const read = specificationIn(visit.form);
  if (!read.ok) return shownAgain(read.errors);
  const params = { procurementId: visit.params.procurementId! };
  const specified = await attempted(() =>
    visit.api.procurement.specifyCompetition({ params, body: read.value }, callOptions(visit.form)),
  );
  if (!specified.ok) return shownAgain(specified.errors);
  return { redirect: `${pathOf(visit)}?utfort=konkurranse` };
}

const path = '/anskaffelser/:procurementId/konkurranse';

/** The form of what bidders compete by. */
export const specificationRoutes: readonly Route[] = [
  page(path, (visit) => show(visit)),
  receiver(path, receive),
];
