import { type Filled, selectField, textArea, textField } from '../../html/form.ts';
import { type Html, html } from '../../html/html.ts';
import type { Case } from '../case/words.ts';
import type { Specification } from './specificationForm.ts';

type ResultType = Specification['result']['type'];

const resultWords: Readonly<Record<ResultType, string>> = {
  contract: 'Kontrakt',
  framework_agreement: 'Rammeavtale',
  partnership: 'Partnerskap',
  dynamic_purchasing_system: 'Dynamisk innkjøpsordning',
  prizes: 'Premier',
};

/** What a procedure is offered to end in; whether it may is for procurement to say. */
function resultsOf(procedure: Case['procedure']): readonly ResultType[] {
  switch (procedure) {
    case 'direct':
    case 'dynamic_purchasing_call':
      return ['contract'];
    case 'innovation_partnership':
    case 'pre_commercial_procurement':
      return ['partnership'];
    case 'design_contest':
      return ['prizes', 'contract'];
    case 'dynamic_purchasing_system':
      return ['dynamic_purchasing_system'];
    default:
      return ['contract', 'framework_agreement'];
  }
}

/** What the competition ends in, with the terms that the procedure's results need. */
export function resultFields(filled: Filled, procedure: Case['procedure']): Html {
  const types = resultsOf(procedure);
  const choices = types.map((value) => ({ value, text: resultWords[value] }));
  return html`<fieldset><legend>Hva konkurransen ender i</legend>
${selectField({ filled, name: 'result', label: 'Resultat', choices, empty: 'Velg' })}
${types.includes('framework_agreement') && frameworkFields(filled)}
${types.includes('dynamic_purchasing_system') && monthsField(filled, false)}
${types.includes('partnership') && textField({ filled, name: 'partnersMax', label: 'Partnere, høyst', inputMode: 'decimal' })}
${textArea({
  filled,
  name: 'intellectualProperty',
  label: 'Rettigheter til det som utvikles',
  hint: 'Hvem som får eie og bruke hva.',
  optional: !types.includes('partnership'),
})}
</fieldset>`;
}

const monthsField = (filled: Filled, optional: boolean): Html =>
  textField({ filled, name: 'months', label: 'Varighet', inputMode: 'decimal', suffix: 'måneder', optional });

const frameworkFields = (filled: Filled): Html => html`<fieldset><legend>Bare for en rammeavtale</legend>
<div class="grid">
${selectField({
  filled,
  name: 'allocation',
  label: 'Hvordan bestillinger fordeles',
  choices: [
    { value: 'rank', text: 'Etter rang' },
    { value: 'rotation', text: 'Etter tur' },
    { value: 'mini_competition', text: 'Ved minikonkurranse' },
  ],
  empty: 'Velg',
  optional: true,
})}
${textField({ filled, name: 'suppliersMax', label: 'Leverandører, høyst', inputMode: 'decimal', optional: true })}
${textField({ filled, name: 'ceiling', label: 'Høyeste samlede verdi', hint: 'Uten merverdiavgift.', inputMode: 'decimal', suffix: 'kr', optional: true })}
${monthsField(filled, true)}
</div>
${textArea({ filled, name: 'longerReason', label: 'Hvorfor lenger enn fire år?', rows: 2, optional: true })}
</fieldset>`;
