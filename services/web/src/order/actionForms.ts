import { changeForms } from '../change/officerForms.ts';
import { kroner, kronerAsEntered } from '../format/money.ts';
import { quantity } from '../format/quantity.ts';
import { textArea, textField } from '../html/form.ts';
import { attributes, type Html, html } from '../html/html.ts';
import { hasRole, type SignedInVisit } from '../visit.ts';
import { actionForm, filledFor, folded, type Order, type Shown } from './actionForm.ts';
import {
  acceptWithDefectsForm,
  claimForms,
  closeForm,
  defectForms,
  hasOpenDefects,
  invoiceForms,
  raiseClaimForm,
  retentionForms,
  settleRetainingForm,
} from './followUpForms.ts';

/**
 * What this person can do with the order as it is now. The service decides what is allowed; what it would refuse is
 * not offered.
 */
export function actionForms(visit: SignedInVisit, shown: Shown): Html | undefined {
  const isOfficer = hasRole(visit, 'property.officer');
  const isApprover = hasRole(visit, 'property.approver');
  const isEither = isOfficer || isApprover;
  const next = [
    ...(isApprover && awaitsApproval(shown.order) ? [approvalForms(visit, shown)] : []),
    ...(isOfficer ? officerForms(visit, shown) : []),
    ...(isEither ? [...sharedForms(visit, shown), ...changeForms(visit, shown)] : []),
  ];
  const cancel = isEither && mayBeCancelled(shown.order) && cancelForm(visit, shown);
  if (next.length === 0) return cancel || undefined;
  return html`<section class="todo"><h2>Hva vil du gjøre?</h2>${next}${cancel}</section>`;
}

function officerForms(visit: SignedInVisit, shown: Shown): readonly Html[] {
  const { order } = shown;
  if (order.status === 'held') return [resubmitForm(visit, shown)];
  if (order.status !== 'offered') return [];
  const open = order.callOffs.find(({ status }) => status === 'offered' || status === 'viewed');
  if (order.competition?.status === 'open') return [];
  if (open) return [withdrawForm(visit, shown, open)];
  if (!order.callOffs.some(({ status }) => status === 'accepted_with_changes')) return [];
  return [
    html`<div class="choices">
${actionForm(visit, shown, { name: 'godta-endringer', content: html`<button class="primary">Godta endringene</button>` })}
${actionForm(visit, shown, { name: 'avvis-endringer', content: html`<button>Avvis, og spør neste</button>` })}
</div>`,
  ];
}

/** Whether a second person has to say yes before anybody is asked. */
export const awaitsApproval = ({ approval, status }: Order): boolean =>
  approval.status === 'awaited' && (status === 'submitted' || status === 'funded');

function approvalForms(visit: SignedInVisit, shown: Shown): Html {
  const reason = textArea({
    filled: filledFor('avslaa', shown),
    name: 'reason',
    label: 'Hvorfor godkjennes den ikke?',
  });
  return html`<div class="choices">
${actionForm(visit, shown, { name: 'godkjenn', content: html`<button class="primary">Godkjenn bestillingen</button>` })}
</div>
${folded('Ikke godkjenn', shown, {
  name: 'avslaa',
  form: actionForm(visit, shown, {
    name: 'avslaa',
    content: html`${reason}<button class="danger">Ikke godkjenn</button>`,
  }),
})}`;
}

function withdrawForm(
  visit: SignedInVisit,
  shown: Shown,
  { callOffId, supplierName }: Order['callOffs'][number],
): Html {
  const reason = textArea({
    filled: filledFor('trekk-tilbake', shown),
    name: 'reason',
    label: 'Hvorfor trekkes forespørselen tilbake?',
    hint: 'Entreprenøren får begrunnelsen, og neste entreprenør blir spurt.',
  });
  const content = html`<input type="hidden" name="callOffId" value="${callOffId}">
${reason}<button class="danger">Trekk tilbake</button>`;
  return folded(`Trekk tilbake forespørselen til ${supplierName}`, shown, {
    name: 'trekk-tilbake',
    form: actionForm(visit, shown, { name: 'trekk-tilbake', content }),
  });
}

function resubmitForm(visit: SignedInVisit, shown: Shown): Html {
  const { amountOre, availableOre } = shown.order;
  const left =
    availableOre === null
      ? {}
      : { hint: `Det er ${kroner(availableOre)} igjen i rammen. Uten merverdiavgift.` };
  const field = textField({
    filled: filledFor('send-paa-nytt', shown),
    name: 'amount',
    label: 'Høyeste beløp',
    value: kronerAsEntered(amountOre),
    inputMode: 'decimal',
    suffix: 'kr',
    ...left,
  });
  const content = html`${field}<button class="primary">Send på nytt</button>`;
  return actionForm(visit, shown, { name: 'send-paa-nytt', content });
}

function sharedForms(visit: SignedInVisit, shown: Shown): readonly Html[] {
  const { order } = shown;
  const forms = [
    ...(order.status === 'delivered' ? [acceptanceForms(visit, shown)] : []),
    ...(order.status === 'accepted' ? [settlementForms(visit, shown)] : []),
    ...(order.status === 'accepted' || order.status === 'settled' ? faultForms(visit, shown) : []),
    ...(order.status === 'closed' ? [raiseClaimForm(visit, shown)] : []),
  ];
  return forms.filter((one) => one !== undefined);
}

/** What is open after the acceptance, and after the settlement. */
const faultForms = (visit: SignedInVisit, shown: Shown): readonly (Html | undefined)[] => [
  ...defectForms(visit, shown),
  ...(shown.order.status === 'settled' ? [retentionForms(visit, shown)] : []),
  ...claimForms(visit, shown),
  raiseClaimForm(visit, shown),
  ...(shown.order.status === 'settled' ? [closeForm(visit, shown)] : []),
];

const mayBeCancelled = ({ amounts, status }: Order): boolean =>
  amounts.invoicedOre === 0 && !['settled', 'closed', 'cancelled'].includes(status);

function acceptanceForms(visit: SignedInVisit, shown: Shown): Html {
  const reason = textArea({
    filled: filledFor('avvis-arbeid', shown),
    name: 'reason',
    label: 'Hva må utbedres?',
  });
  return html`<div class="choices">
${actionForm(visit, shown, { name: 'godkjenn-arbeid', content: html`<button class="primary">Godkjenn arbeidet</button>` })}
</div>
${acceptWithDefectsForm(visit, shown)}
${folded('Avvis arbeidet', shown, {
  name: 'avvis-arbeid',
  form: actionForm(visit, shown, {
    name: 'avvis-arbeid',
    content: html`${reason}<button class="danger">Avvis arbeidet</button>`,
  }),
})}`;
}

function settlementForms(visit: SignedInVisit, shown: Shown): Html {
  const { amounts, invoices, work } = shown.order;
  const filled = filledFor('faktura', shown);
  const left = kroner(amounts.orderedOre - amounts.invoicedOre);
  const content = html`<div class="grid">
${textField({ filled, name: 'invoiceNumber', label: 'Fakturanummer' })}
${textField({ filled, name: 'amount', label: 'Beløp', hint: `Uten merverdiavgift, høyst ${left}`, inputMode: 'decimal', suffix: 'kr' })}
${textField({ filled, name: 'organisationNumber', label: 'Avsenderens organisasjonsnummer', hint: 'Slik det står på fakturaen. Et annet foretak enn entreprenøren er et avvik.', optional: true })}
${textField({ filled, name: 'personHours', label: 'Fakturerte timer', hint: `Når det er priset per time. Meldt: ${quantity(work.personHours)}`, inputMode: 'decimal', suffix: 'timer', optional: true })}
</div><button${attributes({ class: amounts.invoicedOre === 0 && 'primary' })}>Registrer faktura</button>`;
  const invoiceForm = actionForm(visit, shown, { name: 'faktura', content });
  if (amounts.invoicedOre === 0) return html`<h3>Registrer faktura</h3>${invoiceForm}`;
  const isDeviating = invoices.some(({ status }) => status === 'deviating');
  const settle =
    !isDeviating &&
    !hasOpenDefects(shown.order) &&
    html`<div class="choices">
${actionForm(visit, shown, { name: 'gjoer-opp', content: html`<button class="primary">Betalt: gjør opp bestillingen</button>` })}
</div>`;
  return html`${invoiceForms(visit, shown)}${settle}${!isDeviating && settleRetainingForm(visit, shown)}
${folded('Registrer en faktura til', shown, { name: 'faktura', form: invoiceForm })}`;
}

function cancelForm(visit: SignedInVisit, shown: Shown): Html {
  const reason = textArea({
    filled: filledFor('avbestill', shown),
    name: 'reason',
    label: 'Hvorfor avbestilles det?',
    hint: 'Entreprenøren får begrunnelsen.',
    optional: true,
  });
  const content = html`${reason}<button class="danger">Avbestill</button>`;
  return folded('Avbestill', shown, {
    name: 'avbestill',
    form: actionForm(visit, shown, { name: 'avbestill', content }),
  });
}
