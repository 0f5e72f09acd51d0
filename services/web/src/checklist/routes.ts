import * as z from 'zod';
import * as f from '../form.ts';
import { blank, callOptions, type Filled } from '../html/form.ts';
import { type Page, page, type Reply, type Route, receiver, type SignedInVisit } from '../visit.ts';
import { buildingParts } from '../words/job.ts';
import { templatePage } from './templatePage.ts';
import { templatesPage } from './templatesPage.ts';

const listLimit = 25;
/** The most items of a checklist, as many as the service takes. */
const itemsMax = 100;

const templateForm = z.object({
  title: f.requiredLine('Skriv hva sjekklisten skal hete.'),
  buildingPart: f.optionalChoice(Object.keys(buildingParts) as [string, ...string[]]),
  items: f.lines(itemsMax).refine((items) => items.length > 0, 'Skriv minst ett punkt.'),
});

async function showTemplates(visit: SignedInVisit, filled: Filled = blank('mal')): Promise<Page> {
  const { body: templates } = await visit.api.maintenance.listChecklistTemplates({
    query: { cursor: visit.query.get('cursor'), limit: listLimit },
  });
  return templatesPage(visit, { templates, filled });
}

async function makeTemplate(visit: SignedInVisit): Promise<Reply> {
  const refused = (errors: f.FormErrors) =>
    showTemplates(visit, { form: 'mal', entered: visit.form, errors });
  const read = f.readForm(templateForm, visit.form);
  if (!read.ok) return refused(read.errors);
  const made = await f.attempted(() =>
    visit.api.maintenance.makeChecklistTemplate({ body: read.value }, callOptions(visit.form)),
  );
  return made.ok ? { redirect: '/sjekklister?utfort=laget' } : refused(made.errors);
}

async function showTemplate(visit: SignedInVisit, filled: Filled = blank('mal')): Promise<Page> {
  const { body: template, etag } = await visit.api.maintenance.getChecklistTemplate(paramsOf(visit));
  return templatePage(visit, { template, version: etag, filled });
}

async function changeTemplate(visit: SignedInVisit): Promise<Reply> {
  const refused = (errors: f.FormErrors) => showTemplate(visit, { form: 'mal', entered: visit.form, errors });
  const read = f.readForm(templateForm, visit.form);
  if (!read.ok) return refused(read.errors);
  const changed = await f.attempted(() =>
    visit.api.maintenance.changeChecklistTemplate(
      { ...paramsOf(visit), body: read.value },
      callOptions(visit.form),
    ),
  );
  return changed.ok ? { redirect: '/sjekklister?utfort=endret' } : refused(changed.errors);
}

const paramsOf = ({ params }: SignedInVisit) => ({ params: { templateId: params.templateId! } });

/** The pages on checklists' templates. */
export const checklistRoutes: readonly Route[] = [
  page('/sjekklister', (visit) => showTemplates(visit)),
  receiver('/sjekklister', makeTemplate),
  page('/sjekklister/:templateId', (visit) => showTemplate(visit)),
  receiver('/sjekklister/:templateId', changeTemplate),
];
