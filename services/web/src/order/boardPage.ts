import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { kroner } from '../format/money.ts';
import { day } from '../format/time.ts';
import { blank, selectField } from '../html/form.ts';
import { type Html, html } from '../html/html.ts';
import { heading, statusTag } from '../html/parts.ts';
import { otherMeasuresText } from '../portfolio/measureChoice.ts';
import { othersText } from '../register/buildingChoice.ts';
import type { Page } from '../visit.ts';
import { mostPressing } from '../words/clock.ts';
import { orderWords } from '../words/order.ts';

export type Board = OperationAnswer<(typeof maintenanceOperations)['getBoard']>;
type Column = Board['columns'][number];
type Card = Column['items'][number];
type Named = { readonly value: string; readonly text: string };

/** What orders can be narrowed to, and whether that is all there is. */
export type FilterChoices = {
  readonly buildings: readonly Named[];
  readonly hasAllBuildings: boolean;
  readonly measures: readonly Named[];
  readonly hasAllMeasures: boolean;
};

/** What the board is narrowed to; empty where it is not. */
export type BoardFilter = { readonly bygning: string; readonly tiltak: string };

/** The orders by state: what waits for whom, and what is late. Columns without orders are left out. */
export function boardPage(
  shown: FilterChoices & { readonly board: Board; readonly filter: BoardFilter },
): Page {
  const { board, filter } = shown;
  const columns = board.columns.filter(({ count }) => count > 0);
  return {
    title: 'Bestillinger',
    section: 'orders',
    refreshSeconds: 30,
    body: html`${heading('Bestillinger', { actions: html`<a class="button" href="/bestillinger/liste">Søk og liste</a> <a class="button" href="/sjekklister">Sjekklister</a>` })}
<p class="lead">En bestilling lages fra et arbeid: <a href="/arbeid">Finn arbeidet</a>, og velg «Bestill».</p>
${filterForm(shown)}
${
  columns.length === 0
    ? html`<p class="empty">Det er ingen bestillinger her ennå.</p>`
    : html`<div class="board">${columns.map((column) => columnOf(column, filter))}</div>`
}`,
  };
}

function filterForm({
  buildings,
  filter,
  hasAllBuildings,
  hasAllMeasures,
  measures,
}: FilterChoices & { readonly filter: BoardFilter }): Html {
  const filled = { ...blank('tavle'), entered: new Map(Object.entries(filter)) };
  return html`<form method="get" action="/bestillinger" class="narrow">
${selectField({ filled, name: 'bygning', label: 'Bygning', choices: buildings, empty: 'Alle bygninger', optional: true, ...(!hasAllBuildings && { hint: othersText }) })}
${selectField({ filled, name: 'tiltak', label: 'Tiltak', choices: measures, empty: 'Alle tiltak', optional: true, ...(!hasAllMeasures && { hint: otherMeasuresText }) })}
<button>Vis</button>
</form>`;
}

function columnOf({ count, isMore, items, status }: Column, { bygning, tiltak }: BoardFilter): Html {
  const search = new URLSearchParams({ status, ...(bygning && { bygning }), ...(tiltak && { tiltak }) });
  const rest = isMore ? `over ${count}` : String(count);
  const { label, meaning } = orderWords[status];
  return html`<section>
<h2 title="${meaning}">${label} <span class="count">${isMore ? `${count}+` : count}</span></h2>
<ul>${items.map((card) => html`<li>${cardOf(card)}</li>`)}</ul>
${count > items.length && html`<p><a href="/bestillinger/liste?${search.toString()}">Vis alle (${rest})</a></p>`}
</section>`;
}

function cardOf(card: Card): Html {
  const { amounts, buildingNames, clocks, contractorName, dueOn, orderId, title, urgent } = card;
  const badge = mostPressing(clocks);
  return html`<a href="/bestillinger/${encodeURIComponent(orderId)}">${title}</a>
<span class="under">${buildingNames.join(', ')}</span>
<span class="under">${contractorName ?? 'ingen entreprenør ennå'} · ${kroner(amounts.orderedOre)} · frist ${day(dueOn)}</span>
${urgent && statusTag({ label: 'Haster', tone: 'stopped' })} ${badge && statusTag(badge)}`;
}
