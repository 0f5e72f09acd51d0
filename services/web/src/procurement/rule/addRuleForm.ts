import { type Filled, form, selectField, textArea, textField } from '../../html/form.ts';
import { type Html, html } from '../../html/html.ts';
import type { SignedInVisit } from '../../visit.ts';
import type { ListedRule } from './value.ts';
import { ruleStatusWords } from './words.ts';

/** A rule that rows can be added to. */
export type RuleName = Pick<ListedRule, 'key' | 'title' | 'unit'>;

const statuses = Object.entries(ruleStatusWords).map(([value, { label, meaning }]) => ({
  value,
  text: `${label}: ${meaning}`,
}));

/** The form by which an administrator adds a row to a rule. */
export function addRuleForm(
  visit: SignedInVisit,
  {
    filled,
    key,
    names,
  }: { readonly names: readonly RuleName[]; readonly filled: Filled; readonly key: string | undefined },
): Html {
  const choices = names.map(({ key, title }) => ({ value: key, text: title }));
  const content = html`
<p>Skriv det som gjelder fra en dag av. Skal en rad rettes, legger du inn en ny med samme første dag; den gamle blir stående i historikken.</p>
${selectField({ filled, name: 'key', label: 'Regel', choices, empty: 'Velg regel', ...(key !== undefined && { value: key }) })}
${textField({ filled, name: 'value', label: 'Verdi', hint: 'Som i de andre radene: beløp i hele kroner, antall, eller ord med komma mellom.' })}
<div class="grid">
${textField({ filled, name: 'validFrom', label: 'Gjelder fra', type: 'date', hint: 'La stå tom om det ikke er kjent.', optional: true })}
${textField({ filled, name: 'validTo', label: 'Gjelder til og med', type: 'date', hint: 'La stå tom om den gjelder til en ny kommer.', optional: true })}
</div>
${textField({ filled, name: 'source', label: 'Kilde', hint: 'Hvor det er lest, for eksempel lovdata.no med paragraf.' })}
${selectField({ filled, name: 'status', label: 'Hvor sikkert er det?', choices: statuses, empty: 'Velg status' })}
${textArea({ filled, name: 'note', label: 'Merknad', optional: true })}
<button class="primary">Legg til regelen</button>`;
  return html`<section><h2>Legg til en regel</h2>
${form(visit, { action: '/regler', content, className: 'sheet' })}</section>`;
}
