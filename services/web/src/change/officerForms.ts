import { dateIn } from '../format/time.ts';
import { selectField, textArea, textField } from '../html/form.ts';
import { type Html, html } from '../html/html.ts';
import { actionForm, filledFor, folded, type Order, type Shown } from '../order/actionForm.ts';
import type { SignedInVisit } from '../visit.ts';
import { addedText } from './changeTable.ts';

const changeable: readonly Order['status'][] = ['placed', 'in_execution', 'delivered', 'rework', 'accepted'];

/** What the municipality can do with a placed order's changes: decide on those that are priced, and ask for more. */
export function changeForms(visit: SignedInVisit, shown: Shown): readonly Html[] {
  const { changes, status } = shown.order;
  if (!changeable.includes(status)) return [];
  const priced = changes.filter((change) => change.status === 'priced');
  const open = changes.filter((change) => change.status === 'priced' || change.status === 'notified');
  return [
    ...priced.map(({ addedOre, changeId, what }) =>
      actionForm(visit, shown, {
        name: 'godkjenn-endring',
        content: html`<input type="hidden" name="changeId" value="${changeId}">
<p><strong>Endring:</strong> ${titleOf(what)}, ${addedText(addedOre)}.</p>
<button class="primary">Godkjenn endringen</button>`,
      }),
    ),
    ...(open.length > 0 ? [rejectForm(visit, shown, open)] : []),
    proposeForm(visit, shown),
  ];
}

const titleOf = (what: string): string => what.split('\n')[0]!.slice(0, 80);

function rejectForm(visit: SignedInVisit, shown: Shown, open: Order['changes']): Html {
  const name = 'avvis-endring';
  const filled = filledFor(name, shown);
  const choices = open.map(({ changeId, what }) => ({ value: changeId, text: titleOf(what) }));
  const content = html`
${selectField({ filled, name: 'changeId', label: 'Endring', choices, value: choices[0]!.value })}
${textArea({ filled, name: 'reason', label: 'Hvorfor avvises den?', hint: 'Entreprenøren ser begrunnelsen.' })}
<button class="danger">Avvis endringen</button>`;
  return folded('Avvis en endring', shown, { name, form: actionForm(visit, shown, { name, content }) });
}

function proposeForm(visit: SignedInVisit, shown: Shown): Html {
  const name = 'foreslaa-endring';
  const filled = filledFor(name, shown);
  const content = html`
${textArea({ filled, name: 'what', label: 'Hva skal endres?', hint: 'Entreprenøren gir pris på det.' })}
${textArea({ filled, name: 'why', label: 'Hvorfor?', optional: true })}
${textField({ filled, name: 'dueOn', label: 'Ny frist', type: 'date', min: dateIn(visit.now), optional: true })}
<button>Be om pris</button>`;
  return folded('Be om en endring', shown, { name, form: actionForm(visit, shown, { name, content }) });
}
