import {
  checkboxField,
  errorSummary,
  type Filled,
  form,
  selectField,
  textArea,
  textField,
} from '../../html/form.ts';
import { type Html, html } from '../../html/html.ts';
import { heading, notice } from '../../html/parts.ts';
import type { Page, SignedInVisit } from '../../visit.ts';
import { caseNavigation } from '../case/navigation.ts';
import type { Case } from '../case/words.ts';
import { modelTexts } from '../evaluation/words.ts';
import { climateWords, criterionWords } from '../notice/words.ts';
import { resultFields } from './resultFields.ts';
import { fieldOf, moreField, type Part, shownRows } from './rows.ts';
import { sumText, weightSums } from './weights.ts';

const choicesOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, text]) => ({ value, text }));

const exemptionWords = {
  insignificant: 'Anskaffelsen har uvesentlig klimaavtrykk og miljøbelastning',
  critical_interest: 'Kritiske samfunnsinteresser (fra 1. juli 2026)',
  national_minimum: 'Nasjonale minstekrav ivaretar hensynet (fra 1. juli 2026)',
};

/** What the bidders are to compete by. */
export function specificationPage(
  visit: SignedInVisit,
  {
    filled,
    hint,
    mayChange,
    path,
    theCase,
    version,
  }: {
    readonly theCase: Case;
    readonly path: string;
    readonly version: string | undefined;
    readonly filled: Filled;
    /** Why there is no form; undefined where there is one. */
    readonly hint: string | undefined;
    /** What was published can be changed by this person now. */
    readonly mayChange: boolean;
  },
): Page {
  const title = 'Hva det konkurreres på';
  return {
    title: `${title}: ${theCase.title}`,
    section: 'procurement',
    body: html`${heading(title, { above: html`<a href="${path}">${theCase.title}</a>` })}
${caseNavigation(theCase, 'konkurranse')}
${hint === undefined ? sheet(visit, { filled, path, theCase, version }) : notice('info', html`<p>${hint}</p>`)}
${mayChange && html`<p class="buttons"><a class="button" href="${path}/endring">Endre konkurransen</a></p>`}`,
  };
}

function sheet(
  visit: SignedInVisit,
  {
    filled,
    path,
    theCase,
    version,
  }: {
    readonly theCase: Case;
    readonly path: string;
    readonly version: string | undefined;
    readonly filled: Filled;
  },
): Html {
  const content = html`${specificationFields(filled, theCase.procedure)}
<p class="buttons"><button class="primary">Lagre</button> <button name="${moreField}" value="ja">Vis flere tomme rader</button> <a href="${path}">Avbryt</a></p>`;
  return html`<p class="lead">Når konkurransen er kunngjort, kan dette bare endres med en begrunnelse til alle. Rader uten navn blir ikke med.</p>
${errorSummary(filled)}
${form(visit, { action: `${path}/konkurranse`, version, content, className: 'sheet weighed' })}`;
}

/** The fields of what bidders compete by, in a form of class `weighed`. */
export const specificationFields = (filled: Filled, procedure: Case['procedure']): Html => html`
${lotFields(filled)}
${requirementFields(filled)}
${criterionFields(filled)}
${climateFields(filled)}
${resultFields(filled, procedure)}
<fieldset><legend>Krav i kontrakten</legend>
${selectField({
  filled,
  name: 'subcontractTiersMax',
  label: 'Ledd av underleverandører',
  choices: [
    { value: '2', text: 'Høyst to ledd under hovedleverandøren' },
    { value: '1', text: 'Høyst ett ledd under hovedleverandøren' },
    { value: '0', text: 'Ingen underleverandører' },
  ],
})}
${checkboxField({ filled, name: 'apprenticesClause', label: 'Kontrakten krever bruk av lærlinger' })}
</fieldset>`;

/** A row keeps the id that it has, through every change of its words. */
const idField = ({ entered }: Filled, part: Part, row: number): Html =>
  html`<input type="hidden" name="${fieldOf(part, 'Id', row)}" value="${entered.get(fieldOf(part, 'Id', row)) ?? ''}">`;

const lotFields = (filled: Filled): Html => html`<fieldset><legend>Delkontrakter</legend>
<p>En anskaffelse som ikke deles opp, har én delkontrakt.</p>
${shownRows(filled.entered, 'lot').map(
  (row) => html`${idField(filled, 'lot', row)}<div class="grid">
${textField({ filled, name: fieldOf('lot', 'Title', row), label: `Delkontrakt ${row}`, optional: row > 1 })}
${textField({ filled, name: fieldOf('lot', 'Value', row), label: `Anslått verdi av delkontrakt ${row}`, inputMode: 'decimal', suffix: 'kr', optional: row > 1 })}
</div>`,
)}
${textArea({ filled, name: 'noLotsReason', label: 'Hvorfor deles ikke anskaffelsen opp?', hint: 'Må fylles ut når det bare er én delkontrakt (anskaffelsesforskriften § 19-4).', optional: true })}
</fieldset>`;

const requirementFields = (filled: Filled): Html => html`<fieldset><legend>Kvalifikasjonskrav</legend>
${shownRows(filled.entered, 'requirement').map(
  (row) => html`${idField(filled, 'requirement', row)}
${textField({ filled, name: fieldOf('requirement', 'Title', row), label: `Krav ${row}`, optional: true })}
${textArea({ filled, name: fieldOf('requirement', 'Evidence', row), label: `Dokumentasjon for krav ${row}`, rows: 2, optional: true })}`,
)}
</fieldset>`;

const criterionFields = (filled: Filled): Html => html`<fieldset><legend>Tildelingskriterier</legend>
${shownRows(filled.entered, 'criterion').map(
  (row) => html`${idField(filled, 'criterion', row)}<div class="grid">
${textField({ filled, name: fieldOf('criterion', 'Title', row), label: `Kriterium ${row}`, optional: row > 1 })}
${selectField({ filled, name: fieldOf('criterion', 'Type', row), label: `Slag av kriterium ${row}`, choices: choicesOf(criterionWords), empty: 'Velg', optional: row > 1 })}
${textField({ filled, name: fieldOf('criterion', 'Weight', row), label: `Vekt av kriterium ${row}`, inputMode: 'decimal', suffix: '%', optional: row > 1 })}
${textField({ filled, name: fieldOf('criterion', 'Lots', row), label: `Delkontrakter for kriterium ${row}`, hint: 'Numrene med komma mellom; tomt betyr alle.', optional: true })}
${textField({ filled, name: fieldOf('criterion', 'Value', row), label: `Verdi av full score på kriterium ${row}`, hint: 'Bare når kvaliteten er prissatt.', inputMode: 'decimal', suffix: 'kr', optional: true })}
</div>`,
)}
<p><output class="weights">${sumText(weightSums(filled.entered))}</output></p>
${selectField({ filled, name: 'priceModel', label: 'Prismodell', choices: choicesOf(modelTexts), empty: 'Velg prismodell' })}
<p><a href="/anskaffelser/simulator">Simulatoren</a> viser hvordan modellene slår ut.</p>
${checkboxField({ filled, name: 'qualityEnvelope', label: 'Kvaliteten leveres for seg og evalueres før prisene åpnes' })}
</fieldset>`;

const climateFields = (filled: Filled): Html => html`<fieldset><legend>Klima og miljø</legend>
${selectField({ filled, name: 'treatment', label: 'Hvordan ivaretas klima og miljø?', hint: 'Anskaffelsesforskriften § 7-9.', choices: choicesOf(climateWords), empty: 'Velg' })}
${textArea({ filled, name: 'climateReason', label: 'Begrunnelse', hint: 'Må fylles ut når klima og miljø stilles som krav, og ved unntak.', optional: true })}
${selectField({ filled, name: 'ground', label: 'Grunnlag for unntaket', choices: choicesOf(exemptionWords), empty: 'Ikke unntak', optional: true })}
</fieldset>`;
