import type { building } from '@tiltak/contracts/maintenance';
import type * as z from 'zod';
import { errorSummary, type Filled, form, selectField, textArea, textField } from '../html/form.ts';
import { html } from '../html/html.ts';
import { heading } from '../html/parts.ts';
import type { Page, SignedInVisit } from '../visit.ts';
import { buildingParts, choicesOf, conditionWords, consequenceWords, urgencyWords } from '../words/job.ts';
import { acceptedFiles } from './fileList.ts';
import { photoFields } from './filesSection.ts';

/** Registering a job takes a building and one sentence; the rest can wait. */
export function newJobPage(
  visit: SignedInVisit,
  {
    buildings,
    filled,
  }: {
    readonly buildings: readonly z.output<typeof building>[];
    readonly filled: Filled;
  },
): Page {
  const choices = buildings.map(({ address, buildingId, name }) => ({
    value: buildingId,
    text: address === null ? name : `${name}, ${address}`,
  }));
  const codes = Object.entries(buildingParts).map(([value, text]) => ({ value, text: `${value} ${text}` }));
  const content = html`
${selectField({ filled, name: 'buildingId', label: 'Bygning', choices, empty: 'Velg bygning', value: visit.query.get('bygning') ?? '' })}
${textField({ filled, name: 'title', label: 'Hva er galt eller ønsket?', hint: 'Én setning, for eksempel «Taket lekker over gymsalen».' })}
${photoFields(filled, acceptedFiles)}
<p class="buttons"><button class="primary large">Registrer</button></p>
<details><summary>Mer om arbeidet</summary>
${textField({ filled, name: 'location', label: 'Hvor i bygget?', hint: 'Rom, etasje eller ute.', optional: true })}
${textArea({ filled, name: 'description', label: 'Beskrivelse', optional: true })}
<fieldset><legend>Vurdering</legend>
<div class="grid">
${selectField({ filled, name: 'buildingPart', label: 'Bygningsdel', choices: codes, empty: 'Ikke angitt', optional: true })}
${selectField({ filled, name: 'urgency', label: 'Hast', choices: choicesOf(urgencyWords), empty: 'Etter tilstand og konsekvens', optional: true })}
${selectField({ filled, name: 'conditionGrade', label: 'Tilstandsgrad', choices: choicesOf(conditionWords), empty: 'Ikke angitt', optional: true })}
${selectField({ filled, name: 'consequenceGrade', label: 'Konsekvensgrad', choices: choicesOf(consequenceWords), empty: 'Ikke angitt', optional: true })}
</div></fieldset></details>
<p class="buttons"><a href="/arbeid">Avbryt</a></p>`;
  return {
    title: 'Registrer arbeid',
    section: 'jobs',
    body: html`${heading('Registrer arbeid', { above: html`<a href="/arbeid">Arbeid</a>` })}
${errorSummary(filled)}
${form(visit, { action: '/arbeid/nytt', content, className: 'sheet', hasFiles: true })}`,
  };
}
