import { moment } from '../../format/time.ts';
import { errorSummary, form, textArea, textField } from '../../html/form.ts';
import { attributes, type Html, html } from '../../html/html.ts';
import { notice as box, type Column, doneNotice, facts, heading, table } from '../../html/parts.ts';
import { hasRole, type Page } from '../../visit.ts';
import type { Sealing } from '../bid/words.ts';
import type { Case } from '../case/words.ts';
import { type Forms, filledFor } from '../evaluation/forms.ts';
import type { PersonName } from '../person.ts';
import type { OfficerKey } from './words.ts';

export type ShownKeys = {
  readonly theCase: Case;
  readonly keys: readonly OfficerKey[];
  /** Undefined where no keys are set. */
  readonly sealing: Sealing | undefined;
  readonly personOf: PersonName;
};

const doneTexts = {
  egen: 'Den offentlige delen av nøkkelen din er registrert.',
  utdeling: 'Nøklene for tilbudene er registrert.',
} as const;

/** Officers' own keys, and the dealing of the key that bids are sealed to. */
export function keysPage(forms: Forms, shown: ShownKeys): Page {
  const { theCase, keys, personOf, sealing } = shown;
  const above = html`<a href="/anskaffelser/${encodeURIComponent(theCase.procurementId)}">${theCase.title}</a>`;
  const { visit } = forms;
  return {
    title: `Nøkler: ${theCase.title}`,
    section: 'procurement',
    needsSealing: true,
    body: html`${heading('Nøkler', { above })}
${forms.navigation}
${doneNotice(visit.query, doneTexts)}
<p class="lead">Tilbudene forsegles til en nøkkel som ingen har alene. Den private delen deles ut til flere, og først når nok av dem gir delene sine, kan tilbudene åpnes.</p>
${sealing ? sealingSection(sealing, personOf) : box('info', html`<p>Det er ikke registrert noen nøkkel for tilbudene i saken.</p>`)}
${hasRole(visit, 'procurement.officer', 'procurement.opener', 'auditor') && ownKey(forms, keys)}
${hasRole(visit, 'procurement.officer') && dealing(forms, shown)}`,
  };
}

const shareColumns = (personOf: PersonName): readonly Column<Sealing['shares'][number]>[] => [
  { head: 'Nøkkelholder', cell: ({ holder }) => personOf(holder) },
  { head: 'Revisor', cell: ({ isAuditor }) => (isAuditor ? 'ja' : 'nei') },
  { head: 'SHA-256 av nøkkeldelen', cell: ({ commitment }) => html`<code>${commitment}</code>` },
];

const sealingSection = (
  { recipient, round, setAt, shares, threshold }: Sealing,
  personOf: PersonName,
): Html =>
  html`<section><h2>Nøkkelen for tilbudene</h2>
${facts([
  ['Offentlig nøkkel', html`<code>${recipient}</code>`],
  ['Tilbudsrunde', `${round}`],
  ['Registrert', moment(setAt)],
  ['Åpnes med', `${threshold} av ${shares.length} nøkkeldeler`],
])}
${table(shares, { caption: 'Nøkkeldeler', columns: shareColumns(personOf), empty: 'Nøkkeldelene vises bare for kommunens egne.' })}
</section>`;

function ownKey(forms: Forms, keys: readonly OfficerKey[]): Html {
  const { visit, path } = forms;
  const own = keys.find(({ holder }) => holder === visit.person.subject);
  const filled = filledFor(forms, 'egen');
  return html`<section data-keys=""><h2>Din egen nøkkel</h2>
${own ? html`<p>Registrert ${moment(own.registeredAt)}: <code>${own.recipient}</code></p>` : html`<p>Du har ikke registrert noen nøkkel ennå.</p>`}
<p class="without-sealing">Uten JavaScript og en sikker forbindelse kan nøkkelen lages med <code>tiltak-seal make-key</code>.</p>
<div class="needs-sealing"><p><button type="button" data-does="makeKey">Lag en nøkkel i nettleseren</button></p>
<p role="status"></p>
<div data-made hidden>
<div class="field"><label for="privat">Privat nøkkel</label>
<p class="hint" id="privat-hint">Vises bare nå. Uten den kan du ikke pakke ut nøkkeldelen din. Den sendes ikke herfra.</p>
<textarea${attributes({ id: 'privat', rows: 2, readonly: true, 'aria-describedby': 'privat-hint', 'data-identity': true })}></textarea></div>
<p><a class="button" href="#privat" download="tiltak-nokkel.txt" data-key-link>Lagre nøkkelen som fil</a></p>
</div></div>
${errorSummary(filled)}
${form(visit, {
  action: `${path}/egen`,
  content: html`${textField({ filled, name: 'recipient', label: 'Offentlig nøkkel', hint: 'Begynner med age1.' })}
<button class="primary">Registrer den offentlige nøkkelen</button>`,
})}</section>`;
}

function dealing(forms: Forms, { keys, personOf, theCase }: ShownKeys): Html {
  const { visit, path } = forms;
  const filled = filledFor(forms, 'utdeling');
  return html`<section data-keys="${theCase.procurementId}"><h2>Del ut en ny nøkkel</h2>
<p>Velg hvem som skal ha en del. Én del skal ligge hos revisor, og minst én mer enn det som trengs, må deles ut. Nøklene kan ikke byttes etter at det er bedt om tilbud.</p>
<p class="without-sealing">Uten JavaScript og en sikker forbindelse kan nøkkelen deles ut med <code>tiltak-seal deal</code>. Lim inn filen som det lager.</p>
<div class="needs-sealing"><fieldset><legend>Nøkkelholdere</legend>
${keys.map((key, at) => holderField(key, at, personOf))}
</fieldset>
<div class="field"><label for="trengs">Så mange deler åpner</label>
<input${attributes({ id: 'trengs', type: 'number', min: 2, max: 19, value: 2, 'data-threshold': true })}></div>
<p><button type="button" data-does="dealKey">Del ut i nettleseren</button></p>
<p role="status"></p></div>
${errorSummary(filled)}
${form(visit, {
  action: `${path}/utdeling`,
  content: html`${textArea({ filled, name: 'dealt', label: 'Utdelingen', hint: 'Den offentlige nøkkelen og delene, pakket til hver sin nøkkelholder. Ingenting her er hemmelig.', rows: 4 })}
<button class="primary">Registrer nøklene</button>`,
})}</section>`;
}

function holderField({ holder, isAuditor, recipient }: OfficerKey, at: number, personOf: PersonName): Html {
  const id = `holder-${at}`;
  return html`<div class="field check"><input${attributes({ id, type: 'checkbox', 'data-holder': holder, 'data-recipient': recipient })}><label for="${id}">${personOf(holder)}${isAuditor && ' (revisor)'}</label></div>`;
}
