import { kroner } from '../format/money.ts';
import { day, moment } from '../format/time.ts';
import { type Html, html } from '../html/html.ts';
import { type Column, heading, nextPage, statusTag, table } from '../html/parts.ts';
import type { Offer } from '../offer/offerFacts.ts';
import { awaitsAnswer } from '../offer/outcome.ts';
import type { Page } from '../visit.ts';
import { assignmentWords } from './words.ts';

/** A contractor's own offers: first those that wait for an answer. */
export function assignmentListPage({
  now,
  offers,
}: {
  readonly offers: { readonly items: readonly Offer[]; readonly next: string | null };
  readonly now: Date;
}): Page {
  const open = offers.items.filter((offer) => awaitsAnswer(offer, now));
  const others = offers.items.filter((offer) => !awaitsAnswer(offer, now));
  return {
    title: 'Oppdrag',
    section: 'assignments',
    body: html`${heading('Oppdrag', { actions: html`<a class="button" href="/kalendere">Kalender</a>` })}
<h2>Venter på svar fra dere</h2>
${offerTable(open, { now, caption: 'Venter på svar', empty: 'Ingen forespørsler venter på svar.', last: 'Svarfrist' })}
<h2>Andre oppdrag</h2>
${offerTable(others, { now, caption: 'Andre oppdrag', empty: 'Dere har ingen andre oppdrag ennå.', last: 'Frist' })}
${nextPage('/oppdrag', {}, offers.next)}`,
  };
}

function offerTable(
  offers: readonly Offer[],
  {
    caption,
    empty,
    last,
    now,
  }: {
    readonly caption: string;
    readonly empty: string;
    readonly last: 'Svarfrist' | 'Frist';
    readonly now: Date;
  },
): Html {
  const columns: readonly Column<Offer>[] = [
    {
      head: 'Oppdrag',
      cell: ({ callOffId, description, urgent }) =>
        html`<a href="/oppdrag/${encodeURIComponent(callOffId)}">${description.split('\n')[0]}</a>${urgent && html` ${statusTag({ label: 'Haster', tone: 'stopped' })}`}`,
    },
    {
      head: 'Sted',
      cell: ({ places }) =>
        places.map(
          ({ address, name }) =>
            html`<span class="place">${name}<span class="under">${address}</span></span>`,
        ),
    },
    { head: 'Status', cell: (offer) => statusTag(assignmentWords(offer, now)) },
    { head: 'Høyst', kind: 'number', cell: ({ amountOre }) => kroner(amountOre) },
    { head: last, cell: ({ dueOn, respondBy }) => (last === 'Svarfrist' ? moment(respondBy) : day(dueOn)) },
  ];
  return table(offers, { caption, columns, empty });
}
