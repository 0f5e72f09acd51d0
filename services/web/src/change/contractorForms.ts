import * as z from 'zod';
import * as f from '../form.ts';
import { dateIn } from '../format/time.ts';
import { blank, type Filled, form, selectField, textArea, textField } from '../html/form.ts';
import { attributes, type Html, html } from '../html/html.ts';
import type { Offer } from '../offer/offerFacts.ts';
import { isBound } from '../offer/outcome.ts';
import type { Visit } from '../visit.ts';
import { changeTable } from './changeTable.ts';

/** What a contractor writes to propose a change. */
export const proposal = z.object({
  what: f.requiredText('Skriv hva som endres.'),
  why: f.optionalText,
  added: f.optional(f.signedAmount),
  dueOn: f.optional(f.day),
});
/** What a contractor writes to price one that was notified. */
export const pricing = z.object({
  changeId: f.requiredLine('Velg hvilken endring prisen gjelder.'),
  added: f.signedAmount,
  dueOn: f.optional(f.day),
});

const changeable: readonly Offer['orderStatus'][] = [
  'placed',
  'in_execution',
  'delivered',
  'rework',
  'accepted',
];
const priceHint = 'Uten merverdiavgift. Skriv −2 000 om det blir 2 000 kr billigere.';

/** The changes of a contractor's own order, with the forms to price and propose them. */
export function contractorChanges(
  visit: Visit,
  { address, filled, offer }: { readonly address: string; readonly filled: Filled; readonly offer: Offer },
): Html | undefined {
  if (!isBound(offer)) return undefined;
  const canChange = changeable.includes(offer.orderStatus);
  if (!canChange && offer.changes.length === 0) return undefined;
  const toPrice = offer.changes.filter(({ status }) => status === 'notified');
  return html`<section><h2>Endringer</h2>
${changeTable(offer.changes)}
${canChange && toPrice.length > 0 && pricingForm(visit, { address, filled, toPrice })}
${canChange && proposalForm(visit, { address, filled })}
</section>`;
}

function pricingForm(
  visit: Visit,
  options: { readonly address: string; readonly filled: Filled; readonly toPrice: Offer['changes'] },
): Html {
  const filled = options.filled.form === 'pris-endring' ? options.filled : blank('pris-endring');
  const choices = options.toPrice.map(({ changeId, what }) => ({
    value: changeId,
    text: what.split('\n')[0]!.slice(0, 80),
  }));
  const content = html`
${selectField({ filled, name: 'changeId', label: 'Endring', choices, value: choices[0]!.value })}
<div class="grid">
${textField({ filled, name: 'added', label: 'Tillegg i pris', hint: priceHint, inputMode: 'decimal', suffix: 'kr' })}
${textField({ filled, name: 'dueOn', label: 'Ny frist', type: 'date', min: dateIn(visit.now), optional: true })}
</div>
<button class="primary">Gi pris</button>`;
  return html`<h3>Kommunen ber om pris</h3>${form(visit, { action: `${options.address}/pris-endring`, content })}`;
}

function proposalForm(visit: Visit, options: { readonly address: string; readonly filled: Filled }): Html {
  const isOpen = options.filled.form === 'endring';
  const filled = isOpen ? options.filled : blank('endring');
  const content = html`
${textArea({ filled, name: 'what', label: 'Hva endres?' })}
${textArea({ filled, name: 'why', label: 'Hvorfor?', optional: true })}
<div class="grid">
${textField({ filled, name: 'added', label: 'Tillegg i pris', hint: priceHint, inputMode: 'decimal', suffix: 'kr', optional: true })}
${textField({ filled, name: 'dueOn', label: 'Ny frist', type: 'date', min: dateIn(visit.now), optional: true })}
</div>
<button>Send endringsmelding</button>`;
  return html`<details${attributes({ open: isOpen })}><summary>Meld en endring</summary>
${form(visit, { action: `${options.address}/endring`, content })}</details>`;
}
