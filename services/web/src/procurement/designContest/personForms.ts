import { quantity } from '../../format/quantity.ts';
import { errorSummary, form, selectField, textArea, textField } from '../../html/form.ts';
import { type Html, html } from '../../html/html.ts';
import { table } from '../../html/parts.ts';
import { envelopeWords } from '../bid/words.ts';
import { type Forms, filledFor, stepButton, stepForm } from '../evaluation/forms.ts';
import type { Contest, HandedIn, ShownContest } from './words.ts';

/** A juror's own, given once. */
export const declarationForm = (forms: Forms): Html =>
  stepForm(forms, {
    step: 'erklaring',
    title: 'Gi erklæring om uavhengighet',
    button: 'Gi erklæringen',
    content: (filled) => html`${selectField({
      filled,
      name: 'isIndependent',
      label: 'Er du uavhengig av alle som deltar eller kan komme til å delta?',
      choices: [
        { value: 'ja', text: 'Ja, jeg er uavhengig' },
        { value: 'nei', text: 'Nei, jeg har bindinger' },
      ],
      empty: 'Velg',
    })}
${textArea({ filled, name: 'statement', label: 'Hva du bygger det på', hint: 'Eller hvilke bindinger du har.' })}`,
  });

/** For who takes the names off: what was handed in, a code for each, and the release to the jury. */
export function anonymising(forms: Forms, { handedIn, supplierOf }: ShownContest, contest: Contest): Html {
  const left = handedIn.length - contest.entryCount;
  return html`<p class="lead">${
    left > 0
      ? `Gi hvert utkast en kode, uten noe som røper hvem det er fra. ${quantity(contest.entryCount)} av ${quantity(handedIn.length)} har fått kode.`
      : 'Alle utkastene har fått kode. Nå kan juryen få dem.'
  }</p>
${left > 0 ? codeForm(forms, { handedIn, supplierOf }) : stepButton(forms, 'frigi', 'Gi juryen utkastene')}
<section><h2>Det som er levert, med navn</h2>
<p>Bare du ser dette.</p>
${table(handedIn, {
  caption: 'Det som er levert, med navn',
  columns: [
    { head: 'Deltaker', cell: ({ supplierId }) => supplierOf(supplierId) },
    { head: 'Tekst', cell: ({ answers }) => answers.map(({ text }) => html`<p class="lines">${text}</p>`) },
    { head: 'Filer', cell: (bid) => files(forms, bid) },
  ],
  empty: 'Ingen utkast er åpnet.',
})}</section>`;
}

const files = ({ path }: Forms, { bidId, outcomes }: HandedIn): readonly Html[] =>
  outcomes
    .filter(({ files: held, result }) => result === 'opened' && held.length > 0)
    .map(
      ({ envelope, files: held }) =>
        html`<div><a href="${path}/filer/${encodeURIComponent(bidId)}/${envelope}">${envelopeWords[envelope]}</a>: ${held.map(({ name }) => name).join(', ')}</div>`,
    );

const codeForm = (
  forms: Forms,
  { handedIn, supplierOf }: Pick<ShownContest, 'handedIn' | 'supplierOf'>,
): Html =>
  stepForm(forms, {
    step: 'kode',
    title: 'Gi et utkast kode',
    button: 'Gi utkastet en kode',
    content: (filled) => html`${selectField({
      filled,
      name: 'supplierId',
      label: 'Levert av',
      hint: 'Navnet følger ikke med til juryen.',
      choices: handedIn.map(({ supplierId }) => ({ value: supplierId, text: supplierOf(supplierId) })),
      empty: 'Velg deltaker',
    })}
${textArea({ filled, name: 'description', label: 'Det juryen skal få se', rows: 6 })}
${textArea({ filled, name: 'references', label: 'Hvor de anonymiserte tegningene ligger', hint: 'Ett sted på hver linje.', optional: true })}`,
  });

/** The jury's order and words on each entry; written down anew it is signed anew. */
export const rankingForm = (forms: Forms, { entries, ranking }: Contest): Html =>
  stepForm(forms, {
    step: 'ranger',
    title: ranking ? 'Endre rangeringen' : 'Skriv ned rangeringen',
    button: 'Lagre rangeringen',
    content: (filled) => html`${ranking && html`<p>Det som er signert, må signeres på nytt.</p>`}
${entries.map(({ code }) => {
  const place = ranking ? ranking.ranking.indexOf(code) + 1 : 0;
  const opinion = ranking?.opinions.find((one) => one.code === code)?.opinion ?? '';
  return html`<fieldset><legend>Utkast ${code}</legend>
${textField({ filled, name: `plass-${code}`, label: `Plass til ${code}`, inputMode: 'decimal', value: place > 0 ? `${place}` : '' })}
${textArea({ filled, name: `vurdering-${code}`, label: `Vurdering av ${code}`, value: opinion })}
</fieldset>`;
})}`,
  });

/** A juror signs the version that the page shows, and no other. */
export const signing = (forms: Forms, version: number): Html =>
  html`${errorSummary(filledFor(forms, 'signer'))}
${form(forms.visit, {
  action: `${forms.path}/signer`,
  content: html`<input type="hidden" name="version" value="${version}"><button class="primary">Signer rangeringen</button>`,
})}`;
