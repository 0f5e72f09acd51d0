import * as z from 'zod';
import * as f from '../form.ts';
import { kroner, kronerAsEntered } from '../format/money.ts';
import { dateIn } from '../format/time.ts';
import { blank, type Filled, form, textArea, textField } from '../html/form.ts';
import { attributes, type Html, html } from '../html/html.ts';
import type { Entered, Visit } from '../visit.ts';
import type { Offer } from './offerFacts.ts';

const declines = z.object({ reason: f.requiredText('Skriv kort hvorfor dere takker nei.') });
const prices = z.object({ price: f.amount, proposedStart: f.optional(f.day) });
const changes = z.object({
  reason: f.optionalText,
  proposedStart: f.optional(f.day),
});

/** The forms by which a contractor answers an offer: one press to accept, the other two folded away. */
export function answerForms(
  visit: Visit,
  { action, filled, offer }: { readonly action: string; readonly filled: Filled; readonly offer: Offer },
): Html {
  if (offer.priceBasis === 'miniCompetition') return priceForms(visit, { action, filled, offer });
  const changing = filled.form === 'endringer' ? filled : blank('endringer');
  return html`<section class="todo"><h2>Hva svarer dere?</h2>
${form(visit, { action, content: html`${hidden('accept')}<button class="primary large">Godta oppdraget</button>` })}
<details${attributes({ open: filled.form === 'endringer' })}><summary>Godta med endringer</summary>
${form(visit, {
  action,
  content: html`${hidden('accept_with_changes')}
<p class="hint">Kommunen må godta endringene før avtalen er bindende. Fyll ut minst ett av feltene.</p>
${textField({ filled: changing, name: 'proposedStart', label: 'Foreslått oppstart', type: 'date', min: dateIn(visit.now), optional: true })}
${textArea({ filled: changing, name: 'reason', label: 'Hva må endres?', optional: true })}
<button>Send svaret</button>`,
})}</details>
${declineForm(visit, { action, filled })}
</section>`;
}

const hidden = (answer: string) => html`<input type="hidden" name="answer" value="${answer}">`;

/** In a mini-competition: a price, or a no. Both can be replaced until the prices are opened. */
function priceForms(
  visit: Visit,
  { action, filled, offer }: { readonly action: string; readonly filled: Filled; readonly offer: Offer },
): Html {
  const pricing = filled.form === 'pris' ? filled : blank('pris');
  const { priceOre, proposedStart, status } = offer;
  const content = html`${hidden('price')}
<div class="grid">
${textField({ filled: pricing, name: 'price', label: 'Prisen deres', hint: `Uten merverdiavgift, høyst ${kroner(offer.amountOre)}`, inputMode: 'decimal', suffix: 'kr', ...(priceOre !== null && { value: kronerAsEntered(priceOre) }) })}
${textField({ filled: pricing, name: 'proposedStart', label: 'Oppstart', type: 'date', min: dateIn(visit.now), optional: true, ...(proposedStart !== null && { value: proposedStart }) })}
</div>
<p class="hint">Ingen andre ser prisen før fristen er ute eller alle har svart. Laveste pris får oppdraget, og ved lik pris den som svarte først.</p>
<button class="primary large">${status === 'priced' ? 'Endre prisen' : 'Lever pris'}</button>`;
  return html`<section class="todo"><h2>${status === 'priced' ? 'Vil dere endre svaret?' : 'Hva koster det hos dere?'}</h2>
${form(visit, { action, content })}
${status !== 'declined' && declineForm(visit, { action, filled })}
</section>`;
}

function declineForm(
  visit: Visit,
  { action, filled }: { readonly action: string; readonly filled: Filled },
): Html {
  const declining = filled.form === 'avslag' ? filled : blank('avslag');
  return html`<details${attributes({ open: filled.form === 'avslag' })}><summary>Takk nei</summary>
${form(visit, {
  action,
  content: html`${hidden('decline')}
${textArea({ filled: declining, name: 'reason', label: 'Hvorfor takker dere nei?' })}
<button class="danger">Takk nei</button>`,
})}</details>`;
}

export type Answer = {
  readonly answer: 'accept' | 'decline' | 'accept_with_changes';
  readonly reason: string | null;
  readonly proposedStart: string | null;
  /** In a mini-competition. */
  readonly priceOre: number | null;
};

type Read =
  | { readonly ok: true; readonly value: Answer; readonly form: string }
  | { readonly ok: false; readonly errors: f.FormErrors; readonly form: string };

/** Reads whichever of the forms was sent; `form` names it. */
export function readAnswer(entered: Entered): Read {
  switch (entered.get('answer')) {
    case 'accept':
      return {
        ok: true,
        form: 'godta',
        value: { answer: 'accept', reason: null, proposedStart: null, priceOre: null },
      };
    case 'price': {
      const read = f.readForm(prices, entered);
      if (!read.ok) return { ...read, form: 'pris' };
      const { price: priceOre, proposedStart } = read.value;
      return { ok: true, form: 'pris', value: { answer: 'accept', reason: null, proposedStart, priceOre } };
    }
    case 'decline': {
      const read = f.readForm(declines, entered);
      if (!read.ok) return { ...read, form: 'avslag' };
      return {
        ok: true,
        form: 'avslag',
        value: { answer: 'decline', proposedStart: null, priceOre: null, ...read.value },
      };
    }
    case 'accept_with_changes': {
      const read = f.readForm(changes, entered);
      if (!read.ok) return { ...read, form: 'endringer' };
      if (read.value.reason === null && read.value.proposedStart === null) {
        const fields = { reason: 'Skriv hva som må endres, eller foreslå en oppstart.' };
        return { ok: false, form: 'endringer', errors: { fields, general: [] } };
      }
      return {
        ok: true,
        form: 'endringer',
        value: { answer: 'accept_with_changes', priceOre: null, ...read.value },
      };
    }
    default:
      return { ok: false, form: 'godta', errors: { fields: {}, general: ['Velg hva dere svarer.'] } };
  }
}
