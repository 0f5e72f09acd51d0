import type { orderLine } from '@tiltak/contracts/maintenance';
import type * as z from 'zod';
import { kroner } from '../format/money.ts';
import { day } from '../format/time.ts';
import { blank, checkboxField, selectField, textField } from '../html/form.ts';
import { type Html, html } from '../html/html.ts';
import { type Column, heading, nextPage, statusTag, table } from '../html/parts.ts';
import { otherMeasuresText } from '../portfolio/measureChoice.ts';
import { othersText } from '../register/buildingChoice.ts';
import type { Entered, Page } from '../visit.ts';
import { mostPressing } from '../words/clock.ts';
import { type OrderStatus, orderWords } from '../words/order.ts';
import type { FilterChoices } from './boardPage.ts';
import { approvalFilter, overdueFilter, searchFields } from './search.ts';

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

/** The orders that a search finds, and the search. */
export function orderListPage({
  orders,
  query,
  ...choices
}: FilterChoices & {
  readonly orders: { readonly items: readonly OrderLine[]; readonly next: string | null };
  readonly query: Entered;
}): Page {
  const given = Object.fromEntries(searchFields.map((name) => [name, query.get(name) || undefined]));
  const isSearch = Object.values(given).some((value) => value !== undefined);
  return {
    title: 'Søk i bestillinger',
    section: 'orders',
    body: html`${heading('Søk i bestillinger', { above: html`<a href="/bestillinger">Bestillinger</a>` })}
${searchForm(query, choices)}
${orderTable(orders.items, isSearch ? 'Ingen bestillinger passer til søket.' : 'Det er ikke bestilt noe ennå.')}
${nextPage('/bestillinger/liste', given, orders.next)}`,
  };
}

function searchForm(
  query: Entered,
  { buildings, hasAllBuildings, hasAllMeasures, measures }: FilterChoices,
): Html {
  const filled = { ...blank('sok'), entered: query.size > 0 ? query : new Map([['status', '']]) };
  const field = { filled, optional: true };
  const statuses = [
    { value: approvalFilter, text: 'Venter på godkjenning' },
    { value: overdueFilter, text: 'Forfalt, ikke meldt ferdig' },
    ...filters.map((value) => ({ value, text: orderWords[value].label })),
  ];
  return html`<form method="get" action="/bestillinger/liste" class="sheet search">
<div class="grid">
${textField({ ...field, name: 'sok', label: 'Ord i bestillingen eller arbeidet' })}
${selectField({ ...field, name: 'status', label: 'Status', choices: statuses, empty: 'Alle' })}
${selectField({ ...field, name: 'bygning', label: 'Bygning', choices: buildings, empty: 'Alle', ...(!hasAllBuildings && { hint: othersText }) })}
${selectField({ ...field, name: 'tiltak', label: 'Tiltak', choices: measures, empty: 'Alle', ...(!hasAllMeasures && { hint: otherMeasuresText }) })}
${textField({ ...field, name: 'fra', label: 'Frist fra og med', type: 'date' })}
${textField({ ...field, name: 'til', label: 'Frist til og med', type: 'date' })}
${textField({ ...field, name: 'minst', label: 'Beløp fra', inputMode: 'decimal', suffix: 'kr' })}
${textField({ ...field, name: 'hoyst', label: 'Beløp til', inputMode: 'decimal', suffix: 'kr' })}
</div>
${checkboxField({ ...field, name: 'haster', label: 'Bare det som haster' })}
<p class="buttons"><button class="primary">Søk</button> <a href="/bestillinger/liste">Nullstill</a></p>
</form>`;
}

export function orderTable(orders: readonly OrderLine[], empty: string): Html {
  const columns: readonly Column<OrderLine>[] = [
    {
      head: 'Bestilling',
      cell: ({ buildingNames, orderId, title, urgent }) =>
        html`<a href="/bestillinger/${encodeURIComponent(orderId)}">${title}</a><span class="under">${buildingNames.join(', ')}</span>${urgent && html` ${statusTag({ label: 'Haster', tone: 'stopped' })}`}`,
    },
    {
      head: 'Status',
      cell: ({ clocks, status }) => {
        const badge = mostPressing(clocks);
        return html`${statusTag(orderWords[status])}${badge && html` ${statusTag(badge)}`}`;
      },
    },
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
