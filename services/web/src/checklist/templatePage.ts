import type { OperationAnswer } from '@tiltak/contracts';
import type { checklistOperations } from '@tiltak/contracts/maintenance';
import { errorSummary, type Filled } from '../html/form.ts';
import { html } from '../html/html.ts';
import { heading } from '../html/parts.ts';
import { hasRole, type Page, type SignedInVisit } from '../visit.ts';
import { buildingPartText } from '../words/job.ts';
import { templateForm } from './templateForm.ts';

type Template = OperationAnswer<(typeof checklistOperations)['getChecklistTemplate']>;

/** One template in its latest edition, and for officers the form that makes the next. */
export function templatePage(
  visit: SignedInVisit,
  shown: { readonly template: Template; readonly version: string | undefined; readonly filled: Filled },
): Page {
  const { filled, template, version } = shown;
  const { buildingPart, edition, items, templateId, title } = template;
  const action = `/sjekklister/${encodeURIComponent(templateId)}`;
  return {
    title,
    section: 'orders',
    body: html`${heading(title, { above: html`<a href="/sjekklister">Sjekklister</a>` })}
${errorSummary(filled)}
<p class="lead">${edition}. utgave. ${buildingPart === null ? 'Gjelder alt arbeid' : `Gjelder ${buildingPartText(buildingPart)}`}.</p>
<ol>${items.map((item) => html`<li>${item}</li>`)}</ol>
${
  hasRole(visit, 'property.officer') &&
  html`<h2>Ny utgave</h2><p>Bestillinger som har fått sjekklisten, beholder utgaven de fikk.</p>
${templateForm(visit, { action, button: 'Lagre ny utgave', filled, template, version })}`
}`,
  };
}
