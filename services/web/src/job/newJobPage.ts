import { leftOutText } from '../choosable.ts';
import { errorSummary, type Filled, form, selectField, textArea, textField } from '../html/form.ts';
import { attributes, type Html, html } from '../html/html.ts';
import { heading } from '../html/parts.ts';
import { type BuildingChoice, buildingSearch } from '../register/buildingChoice.ts';
import { allMax } from '../services.ts';
import type { Page, SignedInVisit } from '../visit.ts';
import { buildingParts, choicesOf, conditionWords, consequenceWords, urgencyWords } from '../words/job.ts';
import type { Room } from '../words/register.ts';
import { acceptedFiles } from './fileList.ts';
import { photoFields } from './filesSection.ts';

/** Registering a job takes a building and one sentence; the rest can wait. */
export function newJobPage(
  visit: SignedInVisit,
  {
    choice,
    filled,
    rooms,
  }: {
    readonly choice: BuildingChoice;
    /** Of the building that is chosen; undefined before one is. */
    readonly rooms: readonly Room[] | undefined;
    readonly filled: Filled;
  },
): Page {
  const choices = choice.items.map(({ address, buildingId, name }) => ({
    value: buildingId,
    text: address === null ? name : `${name}, ${address}`,
  }));
  const codes = Object.entries(buildingParts).map(([value, text]) => ({ value, text: `${value} ${text}` }));
  const content = html`
${selectField({ filled, name: 'buildingId', label: 'Bygning', choices, empty: 'Velg bygning', value: visit.query.get('bygning') ?? '' })}
${textField({ filled, name: 'title', label: 'Hva er galt eller ønsket?', hint: 'Én setning, for eksempel «Taket lekker over gymsalen».' })}
${photoFields(filled, acceptedFiles)}
<p class="buttons"><button class="primary large">Registrer</button></p>
<details${attributes({ open: filled.entered.size > 0 })}><summary>Mer om arbeidet</summary>
${roomField(rooms, filled)}
${textField({ filled, name: 'location', label: 'Hvor i bygget?', hint: 'For eksempel etasje, himmelretning eller ute.', optional: true })}
${textArea({ filled, name: 'description', label: 'Beskrivelse', optional: true })}
<fieldset><legend>Vurdering</legend>
<div class="grid">
${selectField({ filled, name: 'buildingPart', label: 'Bygningsdel', choices: codes, empty: 'Ikke angitt', optional: true })}
${selectField({ filled, name: 'urgency', label: 'Hast', choices: choicesOf(urgencyWords), empty: 'Etter tilstand og konsekvens', optional: true })}
${selectField({ filled, name: 'conditionGrade', label: 'Tilstandsgrad', choices: choicesOf(conditionWords), empty: 'Ikke angitt', optional: true })}
${selectField({ filled, name: 'consequenceGrade', label: 'Konsekvensgrad', choices: choicesOf(consequenceWords), empty: 'Ikke angitt', optional: true })}
</div>
${textField({ filled, name: 'urgencyReason', label: 'Hvorfor en annen hast?', hint: 'Når hasten er satt til noe annet enn det tilstand og konsekvens tilsier.', optional: true })}
</fieldset></details>
<p class="buttons"><a href="/arbeid">Avbryt</a></p>`;
  return {
    title: 'Registrer arbeid',
    section: 'jobs',
    body: html`${heading('Registrer arbeid', { above: html`<a href="/arbeid">Arbeid</a>` })}
${errorSummary(filled)}
${buildingSearch('/arbeid/nytt', choice)}
${form(visit, { action: '/arbeid/nytt', content, className: 'sheet', hasFiles: true })}`,
  };
}

/**
 * The rooms follow the building, so they are fetched when it is chosen. The button stands below the one that registers:
 * the form's first button is what the enter key presses.
 */
function roomField(rooms: readonly Room[] | undefined, filled: Filled): Html {
  const choices = rooms?.map(({ name, number, roomId }) => ({
    value: roomId,
    text: [number, name].filter(Boolean).join(' '),
  }));
  const select =
    choices &&
    choices.length > 0 &&
    selectField({
      ...{ filled, name: 'roomId', label: 'Rom', choices, empty: 'Ikke angitt', optional: true },
      ...(choices.length >= allMax && {
        hint: `${leftOutText({ all: 'rommene' })} Er rommet ikke med, skriv det under «Hvor i bygget?».`,
      }),
    });
  return html`${select}${choices?.length === 0 && html`<p class="hint">Det er ikke registrert noen rom i bygningen.</p>`}
<p><button name="vis" value="rom">${choices ? 'Vis rommene i bygningen som er valgt nå' : 'Velg rom'}</button> <span class="hint">Velg rom før du legger ved bilder: De må velges på nytt etterpå.</span></p>`;
}
