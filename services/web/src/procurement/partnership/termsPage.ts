import { kroner } from '../../format/money.ts';
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
import { doneNotice, heading, notice } from '../../html/parts.ts';
import type { Page, SignedInVisit } from '../../visit.ts';
import { caseNavigation } from '../case/navigation.ts';
import type { Case } from '../case/words.ts';
import { guidance } from './guidance.ts';
import { comparisonWords } from './measure.ts';
import { shownTerms } from './shownTerms.ts';
import { deliverableAt, goalAt, phaseAt, rowsIn, rowsMax, subGoalAt } from './termsRows.ts';
import { type Kind, type Partnership, rightsWords } from './words.ts';

/** The button that only asks for more rows, and saves nothing. */
export const moreField = 'flere';
/** Empty rows after those that are filled in, and after somebody asked for more. */
const spare = { goals: 2, phases: 1, subGoals: 1, deliverables: 1 } as const;
const more = { goals: 5, phases: 2, subGoals: 3, deliverables: 3 } as const;

export const termsDoneTexts = { vilkar: 'Vilkårene er lagret.' };

export type ShownTermsPage = {
  readonly theCase: Case;
  readonly kind: Kind;
  readonly path: string;
  readonly partnership: Partnership | undefined;
  readonly version: string | undefined;
  readonly filled: Filled;
  /** Why there is no form; undefined where there is one. */
  readonly hint: string | undefined;
};

/** The terms of a partnership: a form before the publication, and what was stated after it. */
export function termsPage(visit: SignedInVisit, shown: ShownTermsPage): Page {
  const { hint, kind, partnership, theCase } = shown;
  const title = 'Vilkår for utviklingen';
  return {
    title: `${title}: ${theCase.title}`,
    section: 'procurement',
    body: html`${heading(title, { above: html`<a href="${shown.path}">${theCase.title}</a>` })}
${caseNavigation(theCase, 'vilkar')}
${doneNotice(visit.query, termsDoneTexts)}
${guidance(kind, 'terms')}
${hint === undefined ? sheet(visit, shown) : notice('info', html`<p>${hint}</p>`)}
${hint !== undefined && partnership && html`<section><h2>Vilkårene</h2>${shownTerms(partnership.terms, partnership.maximumPurchasePercent)}</section>`}`,
  };
}

function sheet(visit: SignedInVisit, { filled, kind, path, theCase, version }: ShownTermsPage): Html {
  const content = html`
<fieldset><legend>Mål for løsningen</legend>
<p>Skriv målene som tall, slik at en test kan vise om de er nådd. ${kind === 'innovation_partnership' ? 'Alle må være nådd før noe kan kjøpes.' : 'I siste fase måles alle.'}</p>
${goalFields(filled)}
</fieldset>
${moneyFields(filled, kind, theCase)}
${phaseFields(filled, theCase)}
${rightsFields(filled, kind)}
<p class="buttons"><button class="primary">Lagre vilkårene</button> <button name="${moreField}" value="ja">Vis flere tomme rader</button> <a href="${path}">Avbryt</a></p>`;
  return html`<p>Vilkårene må være fastsatt før konkurransen kunngjøres, og ligger fast fra da av. Rader der ingenting er skrevet, blir ikke med.</p>
${errorSummary(filled)}
${form(visit, { action: `${path}/vilkar`, version, content, className: 'sheet' })}`;
}

/** So many rows are shown: those that are filled in, and some that are empty. */
function shownRows(filled: Filled, part: keyof typeof rowsMax, written: number): readonly number[] {
  const empty = (filled.entered.get(moreField) ?? '') === '' ? spare[part] : more[part];
  return Array.from({ length: Math.min(rowsMax[part], written + empty) }, (_, at) => at);
}

/** A row keeps the id that it has, through every change of its words. */
const idField = ({ entered }: Filled, place: string): Html =>
  html`<input type="hidden" name="${place}-id" value="${entered.get(`${place}-id`) ?? ''}">`;

const goalFields = (filled: Filled): readonly Html[] =>
  shownRows(filled, 'goals', rowsIn(filled.entered).goals.length).map((at) =>
    goalRow(filled, { place: goalAt(at), label: `mål ${at + 1}`, optional: at > 0 }),
  );

function goalRow(
  filled: Filled,
  { label, optional, place }: { readonly place: string; readonly label: string; readonly optional: boolean },
): Html {
  const choices = Object.entries(comparisonWords).map(([value, text]) => ({ value, text }));
  return html`${idField(filled, place)}<div class="grid">
${textField({ filled, name: `${place}-name`, label: `Hva som måles i ${label}`, optional })}
${selectField({ filled, name: `${place}-comparison`, label: `Minst eller høyst i ${label}`, choices, optional })}
${textField({ filled, name: `${place}-value`, label: `Verdi i ${label}`, inputMode: 'decimal', optional })}
${textField({ filled, name: `${place}-unit`, label: `Enhet i ${label}`, optional })}
</div>`;
}

const moneyFields = (
  filled: Filled,
  kind: Kind,
  theCase: Case,
): Html => html`<fieldset><legend>Høyeste kostnader</legend>
<p>Anslått verdi av anskaffelsen er ${kroner(theCase.estimatedValueOre)} uten mva. ${kind === 'innovation_partnership' ? 'Den må dekke utviklingen og kjøpet til sammen (anskaffelsesforskriften § 5-4).' : 'Den må dekke utviklingen (anskaffelsesforskriften § 5-4).'}</p>
${textField({
  filled,
  name: 'maximumDevelopmentOre',
  label: 'Utviklingen koster høyst',
  hint: 'Alle fasene for alle partnerne, uten merverdiavgift.',
  inputMode: 'decimal',
  suffix: 'kr',
})}
${
  kind === 'innovation_partnership' &&
  textField({
    filled,
    name: 'maximumCostOre',
    label: 'Kjøpet av løsningen koster høyst',
    hint: 'Ta høyde for dette beløpet også når kontraktene tildeles: Kjøpet er en opsjon i dem.',
    inputMode: 'decimal',
    suffix: 'kr',
  })
}
</fieldset>`;

function phaseFields(filled: Filled, { specification }: Case): Html {
  const { phases } = rowsIn(filled.entered);
  const result = specification?.result;
  const partners = result?.type === 'partnership' ? String(result.partnersMax) : '';
  return html`<p>Fasene kommer etter hverandre, hver med senere frist enn den før. Antallet partnere kan gå ned fra fase til fase, og aldri opp.</p>
${shownRows(filled, 'phases', phases.length).map((at) => {
  const [place, label, optional] = [phaseAt(at), `fase ${at + 1}`, at > 0];
  const written = phases[at];
  return html`<fieldset><legend>Fase ${at + 1}</legend>
${textField({ filled, name: `${place}-title`, label: `Navn på ${label}`, optional })}
<div class="grid">
${textField({ filled, name: `${place}-budget`, label: `Budsjett til hver partner i ${label}`, inputMode: 'decimal', suffix: 'kr', optional })}
${textField({ filled, name: `${place}-deadline`, label: `Leveringsfrist i ${label}`, type: 'date', optional })}
${textField({ filled, name: `${place}-partners`, label: `Partnere i ${label}, høyst`, inputMode: 'decimal', value: at === 0 ? partners : '', optional })}
</div>
${shownRows(filled, 'deliverables', written?.deliverables.length ?? 0).map((row) => {
  const name = deliverableAt(at, row);
  return html`${idField(filled, name)}${textField({ filled, name: `${name}-title`, label: `Leveranse ${row + 1} i ${label}`, optional: optional || row > 0 })}`;
})}
${shownRows(filled, 'subGoals', written?.subGoals.length ?? 0).map((row) =>
  goalRow(filled, { place: subGoalAt(at, row), label: `delmål ${row + 1} i ${label}`, optional: true }),
)}
</fieldset>`;
})}`;
}

const rightsFields = (
  filled: Filled,
  kind: Kind,
): Html => html`<fieldset><legend>Rettigheter til det som utvikles</legend>
${
  kind === 'innovation_partnership'
    ? html`${selectField({
        filled,
        name: 'heldBy',
        label: 'Hvem får rettighetene?',
        choices: Object.entries(rightsWords).map(([value, text]) => ({ value, text })),
        empty: 'Velg',
      })}
${checkboxField({ filled, name: 'buyerMayUse', label: 'Kommunen kan bruke det som utvikles, uten å betale mer' })}`
    : html`<p>I en førkommersiell anskaffelse beholder leverandøren rettighetene, og kommunen får bruksrett.</p>`
}
${textArea({ filled, name: 'rights', label: 'Vilkårene om rettigheter', hint: 'Hvem som får eie, bruke, endre og selge hva.' })}
</fieldset>`;
