import { attempted, type FormErrors, noErrors } from '../../form.ts';
import { type Choice, callOptions, type Filled } from '../../html/form.ts';
import { html } from '../../html/html.ts';
import { measureChoice, measureSearch } from '../../portfolio/measureChoice.ts';
import { all, pageLimit } from '../../services.ts';
import {
  type Entered,
  type Page,
  page,
  type Reply,
  type Route,
  receiver,
  type SignedInVisit,
} from '../../visit.ts';
import { caseFieldsIn, enteredByAdvice, enteredOf } from './caseFields.ts';
import { caseFormPage } from './caseFormPage.ts';

/** What the form offers to choose from. */
async function choicesFor({ api, query }: SignedInVisit, chosen: Filled, action: string) {
  const chosenId = chosen.entered.get('measureId');
  const [measures, systems] = await Promise.all([
    measureChoice(api, { chosenId, sought: query.get('sok') }),
    all((cursor) =>
      api.procurement.listProcurements({
        query: { procedure: 'dynamic_purchasing_system', cursor, limit: pageLimit },
      }),
    ),
  ]);
  return {
    measures: measures.items.map(({ measureId, name }): Choice => ({ value: measureId, text: name })),
    search: measureSearch(action, measures, keptOf(query)),
    systems: systems.map(({ procurementId, title }) => ({ value: procurementId, text: title })),
  };
}

/** What the advice has filled in comes along with a search. */
const keptOf = (query: Entered): Readonly<Record<string, string>> =>
  Object.fromEntries([...query].filter(([name]) => name !== 'sok'));

async function showNew(visit: SignedInVisit, filled: Filled): Promise<Page> {
  return caseFormPage(visit, {
    ...(await choicesFor(visit, filled, '/anskaffelser/ny')),
    ...{ filled, version: undefined, title: 'Ny anskaffelse', action: '/anskaffelser/ny' },
    above: html`<a href="/anskaffelser">Anskaffelser</a>`,
    ...{ back: '/anskaffelser', button: 'Opprett anskaffelsen' },
  });
}

const newFilled = (visit: SignedInVisit): Filled => ({
  ...{ form: 'ny', entered: enteredByAdvice(visit.query), errors: noErrors },
});

async function create(visit: SignedInVisit): Promise<Reply> {
  const refused = (errors: FormErrors) => showNew(visit, { form: 'ny', entered: visit.form, errors });
  const read = caseFieldsIn(visit.form);
  if (!read.ok) return refused(read.errors);
  const made = await attempted(() =>
    visit.api.procurement.createProcurement({ body: read.value }, callOptions(visit.form)),
  );
  if (!made.ok) return refused(made.errors);
  return { redirect: `/anskaffelser/${encodeURIComponent(made.value.body.procurementId)}?utfort=ny` };
}

const casePathOf = ({ params }: SignedInVisit) =>
  `/anskaffelser/${encodeURIComponent(params.procurementId!)}`;

async function showChange(visit: SignedInVisit, refused?: Filled): Promise<Page> {
  const params = { procurementId: visit.params.procurementId! };
  const { body: theCase, etag } = await visit.api.procurement.getProcurement({ params });
  const path = casePathOf(visit);
  const filled = refused ?? { form: 'endre', entered: enteredOf(theCase), errors: noErrors };
  const choices = await choicesFor(visit, filled, `${path}/endre`);
  return caseFormPage(visit, {
    ...choices,
    ...{ version: etag, title: 'Endre anskaffelsen', action: `${path}/endre`, back: path, button: 'Lagre' },
    above: html`<a href="${path}">${theCase.title}</a>`,
    filled,
  });
}

async function change(visit: SignedInVisit): Promise<Reply> {
  const refused = (errors: FormErrors) => showChange(visit, { form: 'endre', entered: visit.form, errors });
  const read = caseFieldsIn(visit.form);
  if (!read.ok) return refused(read.errors);
  const params = { procurementId: visit.params.procurementId! };
  const changed = await attempted(() =>
    visit.api.procurement.changeProcurement({ params, body: read.value }, callOptions(visit.form)),
  );
  if (!changed.ok) return refused(changed.errors);
  return { redirect: `${casePathOf(visit)}?utfort=endre` };
}

/** The forms of what is known of a case. Before the pages of a case: `ny` is none. */
export const caseFormRoutes: readonly Route[] = [
  page('/anskaffelser/ny', (visit) => showNew(visit, newFilled(visit))),
  receiver('/anskaffelser/ny', create),
  page('/anskaffelser/:procurementId/endre', (visit) => showChange(visit)),
  receiver('/anskaffelser/:procurementId/endre', change),
];
