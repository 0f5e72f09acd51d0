import {
  type Choice,
  checkboxField,
  errorSummary,
  type Filled,
  form,
  selectField,
  textArea,
  textField,
} from '../../html/form.ts';
import { type Content, html } from '../../html/html.ts';
import { heading } from '../../html/parts.ts';
import type { Page, SignedInVisit } from '../../visit.ts';
import { kindWords, procedureWords } from '../advice/words.ts';

const choicesOf = (words: Readonly<Record<string, string>>): readonly Choice[] =>
  Object.entries(words).map(([value, text]) => ({ value, text }));

/** What is known of a case before the competition: the same form for a new one and for one that is changed. */
export function caseFormPage(
  visit: SignedInVisit,
  shown: {
    readonly title: string;
    readonly above: Content;
    readonly action: string;
    readonly back: string;
    readonly button: string;
    readonly version: string | undefined;
    readonly filled: Filled;
    readonly measures: readonly Choice[];
    /** Where the measures don't all fit. */
    readonly search: Content;
    /** The dynamic purchasing systems that a purchase can be made in. */
    readonly systems: readonly Choice[];
  },
): Page {
  const { above, action, back, button, filled, measures, search, systems, title, version } = shown;
  const content = html`
${textField({ filled, name: 'title', label: 'Hva skal anskaffes?', hint: 'Én linje, slik leverandørene skal se den.' })}
${textArea({ filled, name: 'need', label: 'Behovet', hint: 'Hva som skal oppnås, og ikke med hvilket produkt.', optional: true })}
<div class="grid">
${selectField({ filled, name: 'kind', label: 'Slag', choices: choicesOf(kindWords), empty: 'Velg' })}
${textField({ filled, name: 'estimatedValue', label: 'Anslått verdi', hint: 'Uten merverdiavgift, med opsjoner og forlengelser.', inputMode: 'decimal', suffix: 'kr' })}
</div>
${selectField({ filled, name: 'measureId', label: 'Tiltak som betaler', choices: measures, empty: 'Velg tiltak' })}
<fieldset><legend>Prosedyre</legend>
<p>Er du i tvil? <a href="/anskaffelser/radgiver">Rådgiveren</a> viser hvilke prosedyrer verdien gir adgang til.</p>
${selectField({ filled, name: 'procedure', label: 'Prosedyre', choices: choicesOf(procedureWords), empty: 'Velg prosedyre' })}
${textArea({ filled, name: 'procedureReason', label: 'Hvorfor denne prosedyren?', hint: 'Må fylles ut for en direkte anskaffelse.', optional: true })}
${selectField({ filled, name: 'systemId', label: 'Dynamisk innkjøpsordning', hint: 'Bare for en konkurranse i en slik ordning.', choices: systems, empty: 'Ingen', optional: true })}
</fieldset>
<fieldset><legend>Til planen og varslene</legend>
<div class="grid">
${textField({ filled, name: 'unit', label: 'Enhet som kjøper', hint: 'For å se om behovet er delt opp.', optional: true })}
${textField({ filled, name: 'areaId', label: 'Område', hint: 'Der det skal utføres, slik tiltakene skriver det.', optional: true })}
</div>
${textField({ filled, name: 'cpvCodes', label: 'CPV-koder', hint: 'Åtte siffer hver, med komma mellom. Leverandører varsles etter dem.', optional: true })}
${checkboxField({ filled, name: 'rehearsal', label: 'Dette er en øvelse som ikke kunngjøres for noen' })}
</fieldset>
<p class="buttons"><button class="primary">${button}</button> <a href="${back}">Avbryt</a></p>`;
  return {
    title,
    section: 'procurement',
    body: html`${heading(title, { above })}
${errorSummary(filled)}
${search}
${form(visit, { action, version, content, className: 'sheet' })}`,
  };
}
