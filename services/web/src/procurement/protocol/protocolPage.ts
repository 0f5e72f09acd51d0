import type { OperationAnswer } from '@tiltak/contracts';
import type { procurementOperations } from '@tiltak/contracts/procurement';
import { moment } from '../../format/time.ts';
import { selectField, textArea } from '../../html/form.ts';
import { type Html, html } from '../../html/html.ts';
import { doneNotice, heading, table } from '../../html/parts.ts';
import { hasRole, type Page } from '../../visit.ts';
import { type Forms, stepForm } from '../evaluation/forms.ts';

export type Protocol = OperationAnswer<(typeof procurementOperations)['getProtocol']>;
type Section = Protocol['sections'][number];

const doneTexts = { begrunn: 'Begrunnelsen er ført i protokollen.' };

/** The protocol as the case's events have written it so far, and the form that adds a reason to one of its sections. */
export function protocolPage(forms: Forms, protocol: Protocol): Page {
  const { asOf, lead, sections, title } = protocol;
  return {
    title: `Protokoll: ${title}`,
    section: 'procurement',
    body: html`${heading('Anskaffelsesprotokoll', { above: title, actions: html`<a class="button" href="${forms.path}/html">Vis for utskrift</a> <a class="button" href="${forms.path}/pdf">Vis som PDF</a>` })}
${forms.navigation}
${doneNotice(forms.visit.query, doneTexts)}
<p>Skrevet av hendelsene i saken, slik de var ${moment(asOf)}.</p>
${lead.map((text) => html`<p>${text}</p>`)}
${hasRole(forms.visit, 'procurement.officer') && reasonForm(forms, sections)}
${sections.map(({ blocks, heading: name }) => html`<section><h2>${name}</h2>${blocks.map(blockOf)}</section>`)}`,
  };
}

const reasonForm = (forms: Forms, sections: readonly Section[]): Html =>
  stepForm(forms, {
    step: 'begrunn',
    title: 'Legg til en begrunnelse',
    button: 'Før i protokollen',
    content: (filled) => html`${selectField({
      filled,
      name: 'section',
      label: 'Punkt i protokollen',
      choices: sections.map(({ heading: text, key }) => ({ value: key, text })),
      empty: 'Velg punkt',
    })}
${textArea({ filled, name: 'text', label: 'Begrunnelse', hint: 'Den står i protokollen med navnet ditt og kan ikke endres.' })}`,
  });

function blockOf(block: Section['blocks'][number]): Html {
  switch (block.type) {
    case 'paragraph':
      return html`<p>${block.text}</p>`;
    case 'gap':
      return html`<p><span class="gap">${block.text}</span></p>`;
    case 'entry':
      return html`<h3>${block.title}</h3>${block.lines.map((line) => html`<p>${line}</p>`)}`;
    case 'table': {
      const columns = block.heads.map((head, at) => ({ head, cell: (row: readonly string[]) => row[at] }));
      return table(block.rows, { caption: block.caption, columns, empty: 'Ingen.' });
    }
    case 'reason':
      return html`<p>${block.text} (${block.by}, ${block.at})</p>`;
  }
}
