import { checkboxField, type Filled, textField } from '../../html/form.ts';
import { attributes, type Html, html } from '../../html/html.ts';
import type { Entered } from '../../visit.ts';

/** A supplier that can go on or not. */
export type Candidate = { readonly supplierId: string; readonly name: string };
/** The error's place in the form, where nobody is chosen. */
export const selectionField = 'utvalg';

/** Who was ticked, and why the others were not. */
export function selectionIn(entered: Entered): {
  readonly supplierIds: string[];
  readonly reasons: { supplierId: string; reason: string }[];
} {
  const under = (prefix: string) =>
    [...entered].flatMap(([name, value]) => {
      const isWritten = name.startsWith(prefix) && value.trim() !== '';
      return isWritten ? [[name.slice(prefix.length), value.trim()] as const] : [];
    });
  const supplierIds = under('velg-').map(([supplierId]) => supplierId);
  const reasons = under('grunn-')
    .filter(([supplierId]) => !supplierIds.includes(supplierId))
    .map(([supplierId, reason]) => ({ supplierId, reason }));
  return { supplierIds, reasons };
}

/** A box for each supplier, and room to say why it does not go on. */
export function selectionFields(
  filled: Filled,
  { candidates, legend }: { readonly candidates: readonly Candidate[]; readonly legend: string },
): Html {
  const id = `${filled.form}-${selectionField}`;
  const error = filled.errors.fields[selectionField];
  return html`<fieldset${attributes({ id, tabindex: '-1', 'aria-describedby': error && `${id}-error` })}><legend>${legend}</legend>
${error && html`<p class="error" id="${id}-error">${error}</p>`}
${candidates.map(
  ({
    name,
    supplierId,
  }) => html`${checkboxField({ filled, name: `velg-${supplierId}`, label: name, value: 'ja' })}
${textField({ filled, name: `grunn-${supplierId}`, label: `Begrunnelse hvis ${name} ikke går videre`, optional: true })}`,
)}
</fieldset>`;
}
