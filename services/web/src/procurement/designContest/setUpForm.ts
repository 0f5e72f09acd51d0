import { kronerAsEntered } from '../../format/money.ts';
import { checkboxField, type Filled, selectField, textArea, textField } from '../../html/form.ts';
import { attributes, type Html, html } from '../../html/html.ts';
import { type Forms, stepForm } from '../evaluation/forms.ts';
import type { PersonName } from '../person.ts';
import { type Contest, jurySize } from './words.ts';

/** Rows that are free to be filled in, beside those of the jury as it is. */
const freeRows = 2;
const subjectHint = 'Slik personen er registrert i innloggingen.';

/** Names the jury, the prizes, and who takes the names off the entries. */
export const setUpForm = (forms: Forms, contest: Contest | undefined): Html =>
  stepForm(forms, {
    step: 'sett',
    title: contest ? 'Endre jury og premier' : 'Oppnevn jury og fastsett premier',
    button: 'Lagre jury og premier',
    content: (filled) => html`
${textField({ filled, name: 'requiredProfession', label: 'Yrke som kreves av deltakerne', hint: 'Da må minst en tredjedel av juryen ha det samme eller et likeverdig yrke.', value: contest?.requiredProfession ?? '', optional: true })}
${jury(filled, contest)}
${textField({ filled, name: 'anonymiser', label: 'Den som anonymiserer utkastene', hint: `${subjectHint} Kan ikke sitte i juryen.`, value: contest?.anonymiser ?? '' })}
${textArea({
  filled,
  name: 'prizes',
  label: 'Premier i kroner',
  hint: 'Fra førsteplass og ned, ett beløp på hver linje.',
  value: contest?.prizes.map(({ amountOre }) => kronerAsEntered(amountOre)).join('\n') ?? '',
})}`,
  });

function jury(filled: Filled, contest: Contest | undefined): Html {
  const id = `${filled.form}-jury`;
  const error = filled.errors.fields.jury;
  const given = contest?.jury ?? [];
  const rows = Math.min(jurySize.most, Math.max(jurySize.least, given.length) + freeRows);
  return html`<fieldset${attributes({ id, tabindex: '-1', 'aria-describedby': error && `${id}-error` })}><legend>Jury</legend>
<p>Minst ${jurySize.least} medlemmer som er uavhengige av dem som deltar. Rader som står tomme, er ikke med.</p>
${error && html`<p class="error" id="${id}-error">${error}</p>`}
${Array.from({ length: rows }, (_, at) => {
  const juror = given[at];
  const row = at + 1;
  return html`<div class="grid">
${textField({ filled, name: `subject-${row}`, label: `Medlem ${row}: brukernavn`, value: juror?.subject ?? '', optional: row > jurySize.least })}
${textField({ filled, name: `profession-${row}`, label: `Medlem ${row}: yrke`, value: juror?.profession ?? '', optional: row > jurySize.least })}
</div>
${checkboxField({ filled, name: `required-${row}`, label: `Medlem ${row} har yrket som kreves, eller et likeverdig`, value: juror?.hasRequiredProfession ? 'ja' : '' })}`;
})}
</fieldset>`;
}

/** Puts another into the jury in a juror's place. */
export const replacementForm = (forms: Forms, { jury: members }: Contest, personOf: PersonName): Html =>
  stepForm(forms, {
    step: 'erstatt',
    title: 'Erstatt et jurymedlem',
    button: 'Erstatt',
    content: (filled) => html`${selectField({
      filled,
      name: 'subject',
      label: 'Medlem som går ut',
      choices: members.map(({ subject }) => ({ value: subject, text: personOf(subject) })),
      empty: 'Velg medlem',
    })}
${textField({ filled, name: 'jury', label: 'Nytt medlem: brukernavn', hint: subjectHint })}
${textField({ filled, name: 'profession', label: 'Nytt medlem: yrke' })}
${checkboxField({ filled, name: 'hasRequiredProfession', label: 'Det nye medlemmet har yrket som kreves, eller et likeverdig' })}
${textArea({ filled, name: 'reason', label: 'Begrunnelse', hint: 'Er rangeringen signert, må hele juryen signere på nytt.' })}`,
  });
