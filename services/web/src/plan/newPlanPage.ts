import { errorSummary, type Filled, form, selectField, textArea, textField } from '../html/form.ts';
import { html } from '../html/html.ts';
import { heading } from '../html/parts.ts';
import { type BuildingChoice, buildingSearch } from '../register/buildingChoice.ts';
import type { Page, SignedInVisit } from '../visit.ts';
import { buildingParts } from '../words/job.ts';

const units = [
  { value: 'week', text: 'uke' },
  { value: 'month', text: 'måned' },
  { value: 'year', text: 'år' },
];
const countings = [
  { value: 'schedule', text: 'Faste dager, uansett når arbeidet ble gjort sist' },
  { value: 'completion', text: 'Fra den dagen arbeidet ble gjort sist' },
];

/** Making a plan takes a building, a sentence, and how often. */
export function newPlanPage(
  visit: SignedInVisit,
  {
    choice,
    filled,
    today,
  }: {
    readonly choice: BuildingChoice;
    readonly filled: Filled;
    readonly today: string;
  },
): Page {
  const codes = Object.entries(buildingParts).map(([value, text]) => ({ value, text: `${value} ${text}` }));
  const buildings = choice.items.map(({ buildingId, name }) => ({ value: buildingId, text: name }));
  const content = html`
${selectField({ filled, name: 'buildingId', label: 'Bygning', choices: buildings, empty: 'Velg bygning' })}
${textField({ filled, name: 'title', label: 'Hva skal gjøres?', hint: 'Én setning, for eksempel «Rens av takrenner».' })}
${textArea({ filled, name: 'description', label: 'Beskrivelse', optional: true })}
${selectField({ filled, name: 'buildingPart', label: 'Bygningsdel', choices: codes, empty: 'Ikke angitt', optional: true })}
<fieldset><legend>Hvor ofte</legend>
<div class="grid">
${textField({ filled, name: 'every', label: 'Hver', hint: 'Hvert 2. år er 2 og «år».', value: '1', inputMode: 'decimal' })}
${selectField({ filled, name: 'unit', label: 'Enhet', choices: units, value: 'year' })}
${textField({ filled, name: 'startsOn', label: 'Første gang', type: 'date', value: today })}
${textField({ filled, name: 'leadDays', label: 'Registreres så lenge før', value: '14', inputMode: 'decimal', suffix: 'dager' })}
</div>
${selectField({ filled, name: 'countsFrom', label: 'Neste gang regnes etter', choices: countings, value: 'schedule' })}
</fieldset>
<p class="buttons"><button class="primary">Lag planen</button> <a href="/planer">Avbryt</a></p>`;
  return {
    title: 'Ny vedlikeholdsplan',
    section: 'plans',
    body: html`${heading('Ny vedlikeholdsplan', { above: html`<a href="/planer">Vedlikeholdsplaner</a>` })}
${errorSummary(filled)}
${buildingSearch('/planer/ny', choice)}
${form(visit, { action: '/planer/ny', content, className: 'sheet' })}`,
  };
}
