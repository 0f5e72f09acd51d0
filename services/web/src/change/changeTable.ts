import type { change } from '@tiltak/contracts/maintenance';
import type * as z from 'zod';
import { kroner } from '../format/money.ts';
import { day, moment } from '../format/time.ts';
import { type Html, html } from '../html/html.ts';
import { type Column, statusTag, table } from '../html/parts.ts';
import { heldReasonText, type Tone } from '../words/order.ts';

export type Change = z.output<typeof change>;

const words: Readonly<Record<Change['status'], { readonly label: string; readonly tone: Tone }>> = {
  notified: { label: 'Meldt, venter på pris', tone: 'waiting' },
  priced: { label: 'Priset, venter på kommunen', tone: 'waiting' },
  awaiting_funds: { label: 'Godkjent, venter på penger', tone: 'active' },
  approved: { label: 'Godkjent', tone: 'done' },
  rejected: { label: 'Avvist', tone: 'stopped' },
};

/** What a change does to the price, in words. */
export function addedText(addedOre: number | null): string {
  if (addedOre === null) return 'ikke priset';
  if (addedOre === 0) return 'uendret pris';
  return addedOre > 0 ? `${kroner(addedOre)} i tillegg` : `${kroner(-addedOre)} mindre`;
}

/** An order's changes; nothing where none was proposed. */
export function changeTable(changes: readonly Change[]): Html | undefined {
  if (changes.length === 0) return undefined;
  const columns: readonly Column<Change>[] = [
    {
      head: 'Endring',
      cell: ({ proposedAt, proposedBy, what, why }) =>
        html`<span class="lines">${what}</span>${why && html`<span class="under lines">${why}</span>`}<span class="under">Meldt av ${proposedBy === 'contractor' ? 'entreprenøren' : 'kommunen'} ${moment(proposedAt)}</span>`,
    },
    {
      head: 'Status',
      cell: ({ availableOre, reason, status }) =>
        html`${statusTag(words[status])}${reason && html`<span class="under lines">${heldReasonText(reason)}</span>`}${availableOre !== null && html`<span class="under">${kroner(availableOre)} igjen</span>`}`,
    },
    { head: 'Pris', kind: 'number', cell: ({ addedOre }) => addedText(addedOre) },
    { head: 'Ny frist', cell: ({ dueOn }) => (dueOn === null ? 'uendret' : day(dueOn)) },
  ];
  return table(changes, { caption: 'Endringer', columns, empty: '' });
}
