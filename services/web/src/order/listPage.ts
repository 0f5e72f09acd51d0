import type { orderLine } from '@tiltak/contracts/maintenance';
import type * as z from 'zod';
import { kroner } from '../format/money.ts';
import { day, dayOf } from '../format/time.ts';
import { type Html, html } from '../html/html.ts';
import { type Column, filterLinks, heading, nextPage, statusTag, table } from '../html/parts.ts';
import type { Page } from '../visit.ts';
import { type OrderStatus, orderWords } from '../words/order.ts';

type OrderLine = z.output<typeof orderLine>;

const filters: readonly OrderStatus[] = [
  'held',
  'offered',
  'placed',
  'in_execution',
  'delivered',
  'rework',
  'accepted',
  'settled',
  'cancelled',
];

/** Stands where a status would: those of them that wait for a second person. */
export const approvalFilter = 'til-godkjenning';

/** The orders, newest first, by status where one is chosen. */
export function orderListPage({
  orders,
  status,
  awaitingApproval,
}: {
  readonly orders: { readonly items: readonly OrderLine[]; readonly next: string | null };
  readonly status: OrderStatus | undefined;
  /** Only those that wait for a second person. */
  readonly awaitingApproval: boolean;
}): Page {
  const choices = [
    [approvalFilter, 'Venter på godkjenning'] as const,
    ...filters.map((value) => [value, orderWords[value].label] as const),
  ];
  const chosen = awaitingApproval ? approvalFilter : status;
  return {
    title: 'Bestillinger',
    section: 'orders',
    body: html`${heading('Bestillinger')}
<p class="lead">En bestilling lages fra et arbeid: <a href="/arbeid">Finn arbeidet</a>, og velg «Bestill».</p>
${filterLinks('/bestillinger', { label: 'Vis etter status', chosen, choices })}
${orderTable(orders.items, chosen ? 'Ingen bestillinger har denne statusen.' : 'Det er ikke bestilt noe ennå.')}
${nextPage('/bestillinger', { status: chosen }, orders.next)}`,
  };
}

export function orderTable(orders: readonly OrderLine[], empty: string): Html {
  const columns: readonly Column<OrderLine>[] = [
    {
      head: 'Bestilling',
      cell: ({ description, orderId, submittedAt, urgent }) =>
        html`<a href="/bestillinger/${encodeURIComponent(orderId)}">${description?.split('\n')[0] ?? `Bestilling ${dayOf(submittedAt)}`}</a>${urgent && html` ${statusTag({ label: 'Haster', tone: 'stopped' })}`}`,
    },
    { head: 'Status', cell: (order) => statusTag(orderWords[order.status]) },
    {
      head: 'Entreprenør',
      cell: ({ contractorName }) => contractorName ?? html`<span class="gap">ingen ennå</span>`,
    },
    { head: 'Bestilt', kind: 'number', cell: ({ amounts }) => kroner(amounts.orderedOre) },
    { head: 'Fakturert', kind: 'number', cell: ({ amounts }) => kroner(amounts.invoicedOre) },
    { head: 'Frist', cell: ({ dueOn }) => day(dueOn) },
  ];
  return table(orders, { caption: 'Bestillinger', columns, empty });
}
