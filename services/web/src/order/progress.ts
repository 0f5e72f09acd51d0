import { attributes, type Html, html } from '../html/html.ts';
import type { OrderStatus } from '../words/order.ts';

/** The way of an order that goes well. */
const steps: readonly { readonly label: string; readonly statuses: readonly OrderStatus[] }[] = [
  { label: 'Sendt', statuses: ['draft', 'submitted', 'held'] },
  { label: 'Finansiert', statuses: ['funded'] },
  { label: 'Tilbudt', statuses: ['offered'] },
  { label: 'Bundet', statuses: ['placed'] },
  { label: 'Utføres', statuses: ['in_execution', 'rework'] },
  { label: 'Meldt ferdig', statuses: ['delivered'] },
  { label: 'Godkjent', statuses: ['accepted'] },
  { label: 'Gjort opp', statuses: ['settled', 'closed'] },
];

/** How far an order has come; nothing for one that was cancelled. */
export function progress(status: OrderStatus): Html | undefined {
  const now = steps.findIndex(({ statuses }) => statuses.includes(status));
  if (now === -1) return undefined;
  const isOver = now === steps.length - 1;
  const items = steps.map(({ label }, at) => {
    const done = at < now || isOver;
    const current = at === now && !isOver;
    return html`<li${attributes({ class: done ? 'done' : undefined, 'aria-current': current && 'step' })}>${label}${done && html`<span class="unseen"> (utført)</span>`}</li>`;
  });
  return html`<ol class="progress" aria-label="Hvor langt bestillingen er kommet">${items}</ol>`;
}
