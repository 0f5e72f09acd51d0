import type { OperationAnswer } from '@tiltak/contracts';
import type { checklistOperations } from '@tiltak/contracts/maintenance';
import { errorSummary, type Filled, form, selectField, textArea, textField } from '../html/form.ts';
import { type Html, html } from '../html/html.ts';
import { type Column, doneNotice, heading, nextPage, table } from '../html/parts.ts';
import { hasRole, type Page, type SignedInVisit } from '../visit.ts';
import { buildingParts, buildingPartText } from '../words/job.ts';

type List = OperationAnswer<(typeof checklistOperations)['listChecklistTemplates']>;

const doneTexts = { laget: 'Malen er laget. Den kan legges ved bestillinger som er bundet.' };

/** The templates of checklists, and the form for a new one. */
export function templatesPage(
  visit: SignedInVisit,
  { filled, templates }: { readonly templates: List; readonly filled: Filled },
): Page {
  const columns: readonly Column<List['items'][number]>[] = [
    { head: 'Sjekkliste', cell: ({ title }) => title },
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
${hasRole(visit, 'property.officer') && newTemplate(visit, filled)}`,
  };
}

function newTemplate(visit: SignedInVisit, filled: Filled): Html {
  const codes = Object.entries(buildingParts).map(([value, text]) => ({ value, text: `${value} ${text}` }));
  const content = html`
${textField({ filled, name: 'title', label: 'Navn', hint: 'For eksempel «Etter arbeid på tak».' })}
${selectField({ filled, name: 'buildingPart', label: 'Bygningsdel', choices: codes, empty: 'Alt arbeid', optional: true })}
${textArea({ filled, name: 'items', label: 'Punkter', hint: 'Ett på hver linje.', rows: 8 })}
<p class="buttons"><button class="primary">Lag malen</button></p>`;
  return html`<h2>Ny mal</h2>${form(visit, { action: '/sjekklister', content, className: 'sheet' })}`;
}
