import { attempted, type FormErrors, noErrors } from '../../form.ts';
import { type Choice, callOptions, type Filled } from '../../html/form.ts';
import { html } from '../../html/html.ts';
import { all, pageLimit } from '../../services.ts';
import { type Page, page, type Reply, type Route, receiver, type SignedInVisit } from '../../visit.ts';
import { caseFieldsIn, enteredByAdvice, enteredOf } from './caseFields.ts';
import { caseFormPage } from './caseFormPage.ts';

/** What the form offers to choose from. */
async function choicesFor({
  api,
}: SignedInVisit): Promise<{ readonly measures: readonly Choice[]; readonly systems: readonly Choice[] }> {
  const [measures, systems] = await Promise.all([
    all((cursor) => api.projects.listMeasures({ query: { cursor, limit: pageLimit } })),
    all((cursor) =>
      api.procurement.listProcurements({
        query: { procedure: 'dynamic_purchasing_system', cursor, limit: pageLimit },
      }),
    ),
  ]);
  return {
    measures: measures.map(({ measureId, name }) => ({ value: measureId, text: name })),
    systems: systems.map(({ procurementId, title }) => ({ value: procurementId, text: title })),
  };
}

async function showNew(visit: SignedInVisit, filled: Filled): Promise<Page> {
  return caseFormPage(visit, {
    ...(await choicesFor(visit)),
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
  const [{ body: theCase, etag }, choices] = await Promise.all([
    visit.api.procurement.getProcurement({ params }),
    choicesFor(visit),
  ]);
  const path = casePathOf(visit);
  return caseFormPage(visit, {
    ...choices,
    ...{ version: etag, title: 'Endre anskaffelsen', action: `${path}/endre`, back: path, button: 'Lagre' },
    above: html`<a href="${path}">${theCase.title}</a>`,
    filled: refused ?? { form: 'endre', entered: enteredOf(theCase), errors: noErrors },
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
