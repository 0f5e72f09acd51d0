import { kroner } from '../format/money.ts';
import { dateIn } from '../format/time.ts';
import { textArea, textField } from '../html/form.ts';
import { type Html, html } from '../html/html.ts';
import type { SignedInVisit } from '../visit.ts';
import { type About, actionForm, filledFor, folded, type Order, type Shown } from './actionForm.ts';
import type { ActionName } from './actions.ts';

/** Accepting work that still has something to be fixed, by a deadline. */
export function acceptWithDefectsForm(visit: SignedInVisit, shown: Shown): Html {
  const name = 'godkjenn-med-mangler';
  const filled = filledFor(name, shown);
  const content = html`${textArea({ filled, name: 'defects', label: 'Mangler', hint: 'Én mangel på hver linje' })}
${textField({ filled, name: 'dueOn', label: 'Frist for utbedring', type: 'date', min: dateIn(visit.now) })}
<button>Godkjenn med mangler</button>`;
  return folded('Godkjenn med mangler', shown, { name, form: actionForm(visit, shown, { name, content }) });
}

/** What can be done about each defect that waits: an officer approves it, or sends it back. */
export const defectForms = (visit: SignedInVisit, shown: Shown): readonly Html[] =>
  shown.order.siteWork.defects
    .filter(({ status }) => status !== 'approved')
    .map(({ defectId, description, status }) => {
      const about = (name: string): About => ({ id: defectId, instance: `${name}-${defectId}` });
      return html`<h3>Mangel: ${description}</h3>
${plain(visit, shown, { name: 'mangel-godkjenn', about: about('mangel-godkjenn'), label: 'Godkjenn utbedringen' })}
${status === 'fixed' && returnForm(visit, shown, { name: 'mangel-tilbake', about: about('mangel-tilbake') })}`;
    });

/** What can be done about each claim that is open. */
export const claimForms = (visit: SignedInVisit, shown: Shown): readonly Html[] =>
  shown.order.siteWork.claims
    .filter(({ status }) => status !== 'closed')
    .map(({ claimId, description, status }) => {
      const instance = `reklamasjon-avslutt-${claimId}`;
      const filled = filledFor(instance, shown);
      const isFixed = status === 'fixed';
      const content = html`${textArea({ filled, name: 'reason', label: 'Begrunnelse', optional: isFixed })}<button>${isFixed ? 'Godkjenn og avslutt' : 'Avslutt'}</button>`;
      const close = actionForm(visit, shown, {
        name: 'reklamasjon-avslutt',
        about: { id: claimId, instance },
        content,
      });
      const back = { id: claimId, instance: `reklamasjon-tilbake-${claimId}` };
      return html`<h3>Reklamasjon: ${description}</h3>
${folded('Avslutt reklamasjonen', shown, { name: instance, form: close })}
${isFixed && returnForm(visit, shown, { name: 'reklamasjon-tilbake', about: back })}`;
    });

/** Raising a claim, while there is still time for it. */
export function raiseClaimForm(visit: SignedInVisit, shown: Shown): Html | undefined {
  const { claimsUntil } = shown.order.siteWork;
  const today = dateIn(visit.now);
  if (claimsUntil === null || claimsUntil < today) return undefined;
  const name = 'reklamer';
  const filled = filledFor(name, shown);
  const content = html`${textArea({ filled, name: 'description', label: 'Hva er feil?' })}
${textField({ filled, name: 'dueOn', label: 'Frist for utbedring', type: 'date', min: today })}
<button>Send reklamasjonen</button>`;
  return folded('Reklamer på arbeidet', shown, { name, form: actionForm(visit, shown, { name, content }) });
}

/** An officer's yes or no to each invoice that deviates. */
export const invoiceForms = (visit: SignedInVisit, shown: Shown): readonly Html[] =>
  shown.order.invoices.flatMap((invoice, at) => {
    if (invoice.status !== 'deviating') return [];
    const decision = (name: ActionName, label: string, className: string) => {
      const instance = `${name}-${at + 1}`;
      const content = html`${textArea({ filled: filledFor(instance, shown), name: 'reason', label: 'Begrunnelse' })}<button class="${className}">${label}</button>`;
      const about = { id: invoice.invoiceNumber, instance };
      return folded(label, shown, {
        name: instance,
        form: actionForm(visit, shown, { name, about, content }),
      });
    };
    return [
      html`<h3>Faktura ${invoice.invoiceNumber} på ${kroner(invoice.amountOre)} avviker</h3>
${decision('faktura-godkjenn', 'Godkjenn fakturaen', 'primary')}
${decision('faktura-avvis', 'Avvis fakturaen', 'danger')}`,
    ];
  });

/** Settling in spite of open defects, with money retained for them. */
export function settleRetainingForm(visit: SignedInVisit, shown: Shown): Html | undefined {
  if (!hasOpenDefects(shown.order)) return undefined;
  const name = 'gjoer-opp-tilbakehold';
  const filled = filledFor(name, shown);
  const { invoicedOre, paidOre } = shown.order.amounts;
  const content = html`<div class="grid">
${textField({ filled, name: 'retained', label: 'Beløp som holdes tilbake', hint: `Høyst ${kroner(invoicedOre - paidOre)}`, inputMode: 'decimal', suffix: 'kr' })}
</div>${textArea({ filled, name: 'reason', label: 'Hvorfor holdes det tilbake?' })}
<button>Gjør opp og hold tilbake</button>`;
  return folded('Gjør opp, men hold tilbake et beløp', shown, {
    name,
    form: actionForm(visit, shown, { name, content }),
  });
}

/** What becomes of money that was retained at the settlement. */
export function retentionForms(visit: SignedInVisit, shown: Shown): Html | undefined {
  const { order } = shown;
  if (order.amounts.retainedOre === 0) return undefined;
  const name = 'tilbakehold-behold';
  const reason = textArea({ filled: filledFor(name, shown), name: 'reason', label: 'Begrunnelse' });
  const keep = actionForm(visit, shown, { name, content: html`${reason}<button>Betales ikke</button>` });
  return html`<h3>Tilbakeholdt: ${kroner(order.amounts.retainedOre)}</h3>
${!hasOpenDefects(order) && plain(visit, shown, { name: 'tilbakehold-betal', label: 'Betal det tilbakeholdte' })}
${folded('Beløpet skal ikke betales', shown, { name, form: keep })}`;
}

/** The end of an order with nothing open. */
export function closeForm(visit: SignedInVisit, shown: Shown): Html | undefined {
  const { amounts, siteWork } = shown.order;
  const isOpen =
    hasOpenDefects(shown.order) ||
    amounts.retainedOre > 0 ||
    siteWork.claims.some(({ status }) => status !== 'closed');
  return isOpen ? undefined : plain(visit, shown, { name: 'avslutt', label: 'Avslutt bestillingen' });
}

export const hasOpenDefects = ({ siteWork }: Order): boolean =>
  siteWork.defects.some(({ status }) => status !== 'approved');

function returnForm(
  visit: SignedInVisit,
  shown: Shown,
  { about, name }: { readonly name: ActionName; readonly about: About },
): Html {
  const filled = filledFor(about.instance, shown);
  const content = html`${textArea({ filled, name: 'reason', label: 'Hva gjenstår?' })}
${textField({ filled, name: 'dueOn', label: 'Ny frist', type: 'date', min: dateIn(visit.now) })}
<button>Send tilbake</button>`;
  return folded('Ikke utbedret', shown, {
    name: about.instance,
    form: actionForm(visit, shown, { name, about, content }),
  });
}

const plain = (
  visit: SignedInVisit,
  shown: Shown,
  { about, label, name }: { readonly name: ActionName; readonly label: string; readonly about?: About },
): Html =>
  actionForm(visit, shown, {
    name,
    content: html`<button>${label}</button>`,
    ...(about && { about }),
  });
