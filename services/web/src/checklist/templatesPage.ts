import type { OperationAnswer } from '@tiltak/contracts';
import type { checklistOperations } from '@tiltak/contracts/maintenance';
import { errorSummary, type Filled } from '../html/form.ts';
import { html } from '../html/html.ts';
import { type Column, doneNotice, heading, nextPage, table } from '../html/parts.ts';
import { hasRole, type Page, type SignedInVisit } from '../visit.ts';
import { buildingPartText } from '../words/job.ts';
import { templateForm } from './templateForm.ts';

type List = OperationAnswer<(typeof checklistOperations)['listChecklistTemplates']>;

const doneTexts = {
  laget: 'Malen er laget. Den kan legges ved bestillinger som er bundet.',
  endret: 'Malen er endret. Bestillinger som har fått den, beholder utgaven de fikk.',
};

/** The templates of checklists, and the form for a new one. */
export function templatesPage(
  visit: SignedInVisit,
  { filled, templates }: { readonly templates: List; readonly filled: Filled },
): Page {
  const columns: readonly Column<List['items'][number]>[] = [
    {
      head: 'Sjekkliste',
      cell: ({ edition, templateId, title }) =>
        html`<a href="/sjekklister/${encodeURIComponent(templateId)}">${title}</a>${edition > 1 && html`<span class="under">${edition}. utgave</span>`}`,
    },
    {
      head: 'Gjelder',
      cell: ({ buildingPart }) => (buildingPart === null ? 'Alt arbeid' : buildingPartText(buildingPart)),
    },
    { head: 'Punkter', cell: ({ items }) => html`<ol>${items.map((item) => html`<li>${item}</li>`)}</ol>` },
  ];
  return {
    title: 'Sjekklister',
    section: 'orders',
    body: html`${heading('Sjekklister', { above: html`<a href="/bestillinger">Bestillinger</a>` })}
${errorSummary(filled)}
${doneNotice(visit.query, doneTexts)}
<p class="lead">Maler for det en entreprenør må se over. Legges en sjekkliste ved en bestilling, må alle punktene besvares før arbeidet kan meldes ferdig, og hver feil blir et nytt arbeid.</p>
${table(templates.items, { caption: 'Sjekklister', columns, empty: 'Det er ikke laget noen sjekklister ennå.' })}
${nextPage('/sjekklister', {}, templates.next)}
${hasRole(visit, 'property.officer') && html`<h2>Ny mal</h2>${templateForm(visit, { action: '/sjekklister', button: 'Lag malen', filled })}`}`,
  };
}
