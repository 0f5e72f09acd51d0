import { moment } from '../../format/time.ts';
import { selectField, textArea, textField } from '../../html/form.ts';
import { type Html, html } from '../../html/html.ts';
import { type Column, statusTag, table } from '../../html/parts.ts';
import { type Forms, stepForm } from '../evaluation/forms.ts';
import { type Complaint, outcomeWords, type Supplier } from './words.ts';

const columns: readonly Column<Complaint>[] = [
  { head: 'Klager', cell: ({ filedBy }) => filedBy },
  { head: 'Klagen gjelder', cell: ({ about }) => about },
  { head: 'Kom inn', cell: ({ filedAt }) => moment(filedAt), kind: 'short' },
  {
    head: 'Avgjørelse',
    cell: ({ outcome, reason }) =>
      outcome === null
        ? statusTag({ label: 'Ikke avgjort', tone: 'waiting' })
        : `${outcomeWords[outcome]}: ${reason ?? ''}`,
  },
];

/** The complaints, and for officers the forms that register and decide them. */
export function complaintsSection(
  forms: Forms,
  complaints: readonly Complaint[],
  given: { readonly mayFile: boolean; readonly mayDecide: boolean; readonly suppliers: readonly Supplier[] },
): Html | false {
  const open = complaints.filter(({ decidedAt }) => decidedAt === null);
  if (complaints.length === 0 && !given.mayFile) return false;
  return html`<section><h2>Klager</h2>
${table(complaints, { caption: 'Klager', columns, empty: 'Ingen har klaget.' })}
${given.mayFile && filing(forms, given.suppliers)}
${given.mayDecide && open.length > 0 && decision(forms, open)}
</section>`;
}

const filing = (forms: Forms, suppliers: readonly Supplier[]): Html =>
  stepForm(forms, {
    step: 'klage',
    title: 'Registrer en klage',
    content: (filled) => html`${selectField({
      filled,
      name: 'supplierId',
      label: 'Klager, når leverandøren er registrert',
      choices: suppliers.map(({ name, supplierId }) => ({ value: supplierId, text: name })),
      empty: 'Ikke registrert',
      optional: true,
    })}
${textField({ filled, name: 'filedBy', label: 'Klager, når leverandøren ikke er registrert', optional: true })}
${textArea({ filled, name: 'about', label: 'Hva gjelder klagen?' })}
<p>Kontrakten kan ikke inngås før klagen er avgjort.</p>`,
    button: 'Registrer klagen',
  });

const decision = (forms: Forms, open: readonly Complaint[]): Html =>
  stepForm(forms, {
    step: 'avgjor',
    title: 'Avgjør en klage',
    content: (filled) => html`${selectField({
      filled,
      name: 'complaintId',
      label: 'Klage',
      choices: open.map(({ about, complaintId, filedBy }) => ({
        value: complaintId,
        text: `${filedBy}: ${about.slice(0, 80)}`,
      })),
      empty: 'Velg klage',
    })}
${selectField({
  filled,
  name: 'outcome',
  label: 'Utfall',
  hint: 'Tas klagen til følge, faller en tildeling som ikke er fulgt av kontrakt.',
  choices: Object.entries(outcomeWords).map(([value, text]) => ({ value, text })),
  empty: 'Velg utfall',
})}
${textArea({ filled, name: 'reason', label: 'Begrunnelse' })}`,
    button: 'Avgjør klagen',
  });
