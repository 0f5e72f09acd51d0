import { checkboxField, type Filled } from '../../html/form.ts';
import { attributes, type Html, html } from '../../html/html.ts';
import type { Entered } from '../../visit.ts';
import type { Supplier } from './words.ts';

/** The error's place in the form, where nobody is chosen. */
export const invitationField = 'inviterte';
const prefix = 'inviter-';

/** The suppliers that were ticked. */
export const invitedIn = (entered: Entered): readonly string[] =>
  [...entered].flatMap(([name, value]) =>
    name.startsWith(prefix) && value !== '' ? name.slice(prefix.length) : [],
  );

/** A box for each supplier that can be asked by name. */
export function invitationFields(filled: Filled, suppliers: readonly Supplier[]): Html {
  const id = `${filled.form}-${invitationField}`;
  const error = filled.errors.fields[invitationField];
  return html`<fieldset${attributes({ id, tabindex: '-1', 'aria-describedby': error && `${id}-error` })}><legend>Leverandører som inviteres</legend>
${error && html`<p class="error" id="${id}-error">${error}</p>`}
${suppliers.length === 0 && html`<p>Ingen leverandører er registrert. Registrer dem først.</p>`}
${suppliers.map(({ name, supplierId }) => checkboxField({ filled, name: `${prefix}${supplierId}`, label: name }))}
</fieldset>`;
}
