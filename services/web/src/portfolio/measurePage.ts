import type { orderLine } from '@tiltak/contracts/maintenance';
import type { frame, measure, measureProcurements } from '@tiltak/contracts/projects';
import type * as z from 'zod';
import { kroner } from '../format/money.ts';
import { personWeeks, quantity } from '../format/quantity.ts';
import { longDay } from '../format/time.ts';
import { type Html, html } from '../html/html.ts';
import { facts, heading, notGiven, table } from '../html/parts.ts';
import { orderTable } from '../order/listPage.ts';
import type { Page } from '../visit.ts';
import { partText } from './portfolioPage.ts';

type Procurements = z.output<typeof measureProcurements>;

/** A measure: where it belongs, what it uses, the work that it gave, its procurements and orders. */
export function measurePage({
  asOf,
  frame: charged,
  measure: shown,
  orders,
}: {
  readonly measure: z.output<typeof measure> & { readonly procurements: Procurements };
  readonly frame: z.output<typeof frame> | undefined;
  readonly orders: { readonly items: readonly z.output<typeof orderLine>[]; readonly next: string | null };
  readonly asOf: string | undefined;
}): Page {
  const planned = shown.plannedEffects;
  return {
    title: shown.name,
    section: 'portfolio',
    body: html`${heading(shown.name, { above: html`<a href="/portefolje">Portefølje</a>${asOf && ` – slik det var ved slutten av ${longDay(asOf)}`}` })}
${shown.description && html`<p class="lead">${shown.description}</p>`}
<div class="columns">
<section><h2>Hører til</h2>
${facts([
  ['Del', partText(shown.part)],
  ['Punkt', shown.points.join(', ')],
  ['Kategori', shown.category],
  ['Område', shown.areaId],
  ['Eier', shown.owner],
  ['Ramme', charged ? `${charged.name}${charged.standing === 'proposed' ? ' (foreslått)' : ''}` : undefined],
  ['Rest i rammen', charged?.standing === 'decided' ? kroner(charged.availableOre) : undefined],
])}</section>
<section><h2>Penger</h2>
${facts([
  ['Reservert', kroner(shown.reservedOre)],
  ['Bundet', kroner(shown.committedOre)],
  ['Fakturert', kroner(shown.invoicedOre)],
  ['Betalt', kroner(shown.paidOre)],
])}</section>
<section><h2>Virkning</h2>
${facts([
  ['Timer utført', quantity(shown.personHours)],
  ['Ukeverk utført', personWeeks(shown.personHours)],
  ['Timer av lærlinger', quantity(shown.apprenticeHours)],
  ['Ukeverk planlagt', planned?.personWeeks === null ? undefined : planned && quantity(planned.personWeeks)],
  ['Lærlinger planlagt', planned?.apprentices],
  [
    'CO₂ planlagt',
    typeof planned?.tonnesCo2e === 'number' ? `${quantity(planned.tonnesCo2e)} tonn` : notGiven,
  ],
])}</section>
</div>
<h2>Anskaffelser</h2>
${procurementTable(shown.procurements)}
<h2>Bestillinger</h2>
${orderTable(orders.items, 'Det er ikke bestilt noe på dette tiltaket.')}
${orders.items.length > 0 && html`<p>${orders.next !== null && `Her er de nyeste ${orders.items.length}. `}<a href="/bestillinger/liste?tiltak=${encodeURIComponent(shown.measureId)}">Søk i alle bestillinger på tiltaket</a></p>`}`,
  };
}

const groupTexts = { planned: 'Planlagt', running: 'Pågår', signed: 'Kontrakt inngått' } as const;

function procurementTable(groups: Procurements): Html {
  const rows = (['signed', 'running', 'planned'] as const).flatMap((group) =>
    groups[group].map((one) => ({ ...one, group })),
  );
  return table(rows, {
    caption: 'Anskaffelser',
    columns: [
      {
        head: 'Anskaffelse',
        cell: ({ procurementId, title }) =>
          html`<a href="/anskaffelser/${encodeURIComponent(procurementId)}/tildeling">${title}</a>`,
      },
      { head: 'Står i', cell: ({ group }) => groupTexts[group] },
      {
        head: 'Leverandør',
        cell: ({ contracts }) => contracts.flatMap((one) => one.supplierNames).join(', '),
      },
      {
        head: 'Anslått verdi',
        cell: ({ estimatedValueOre }) => estimatedValueOre !== null && kroner(estimatedValueOre),
        kind: 'number',
      },
      {
        head: 'Kontraktsverdi',
        cell: ({ contracts }) =>
          contracts.length > 0 && kroner(contracts.reduce((sum, { valueOre }) => sum + valueOre, 0)),
        kind: 'number',
      },
    ],
    empty: 'Ingen anskaffelser er knyttet til tiltaket.',
  });
}
