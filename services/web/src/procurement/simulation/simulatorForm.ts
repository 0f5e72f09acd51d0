import { errorSummary, type Filled, selectField, textField } from '../../html/form.ts';
import { type Html, html } from '../../html/html.ts';
import { modelTexts } from '../evaluation/words.ts';
import { bidLetters, rowsIn } from './question.ts';

const types = [
  { value: 'quality', text: 'Kvalitet' },
  { value: 'climate', text: 'Klima og miljø' },
];

/** The form that asks: it only reads, so that its address can be kept and shared. */
export function simulatorForm(filled: Filled): Html {
  const models = Object.entries(modelTexts).map(([value, text]) => ({ value, text }));
  const rows = rowsIn(filled.entered);
  return html`${errorSummary(filled)}
<form method="get" action="/anskaffelser/simulator" class="sheet" novalidate>
<input type="hidden" name="vis" value="ja">
<div class="grid">
${selectField({ filled, name: 'modell', label: 'Evalueringsmodell', choices: models })}
${textField({ filled, name: 'verdi', label: 'Anslått verdi', hint: 'Oppdiktede tilbud legges rundt den.', inputMode: 'decimal', suffix: 'kr', optional: true })}
${textField({ filled, name: 'vekt0', label: 'Pris, vekt', inputMode: 'decimal', suffix: '%', optional: true })}
</div>
${rows.map((row) => criterion(filled, row))}
<details${bidLetters.some((letter) => filled.entered.get(`pris${letter}`)) ? html` open` : ''}><summary>Prøv egne tilbud</summary>
${bidLetters.map((letter) => bid(filled, letter, rows))}
</details>
<button class="primary">Prøv</button>
</form>`;
}

const criterion = (filled: Filled, row: number): Html => html`<fieldset><legend>Kriterium ${row}</legend>
<div class="grid">
${textField({ filled, name: `navn${row}`, label: 'Navn', optional: true })}
${selectField({ filled, name: `type${row}`, label: 'Slag', choices: types })}
${textField({ filled, name: `vekt${row}`, label: 'Vekt', inputMode: 'decimal', suffix: '%', optional: true })}
${textField({ filled, name: `verdi${row}`, label: 'Verdi av full score', hint: 'Bare ved prissatt kvalitet.', inputMode: 'decimal', suffix: 'kr', optional: true })}
</div></fieldset>`;

const bid = (filled: Filled, letter: string, rows: readonly number[]): Html =>
  html`<fieldset><legend>Tilbud ${letter}</legend>
<div class="grid">
${textField({ filled, name: `pris${letter}`, label: 'Pris', inputMode: 'decimal', suffix: 'kr', optional: true })}
${rows.map((row) => textField({ filled, name: `poeng${letter}${row}`, label: `Poeng, kriterium ${row}`, inputMode: 'decimal', optional: true }))}
</div></fieldset>`;
