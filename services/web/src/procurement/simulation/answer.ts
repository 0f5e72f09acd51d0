import type { simulation } from '@tiltak/contracts/procurement';
import type * as z from 'zod';
import { kroner } from '../../format/money.ts';
import { quantity } from '../../format/quantity.ts';
import { type Html, html } from '../../html/html.ts';
import { notice, table } from '../../html/parts.ts';
import { rankingColumns } from '../evaluation/ranking.ts';
import { modelTexts } from '../evaluation/words.ts';

type Simulation = z.output<typeof simulation>;
type Tried = NonNullable<Simulation['bids']>;
type Name = (criterionId: string) => string;

const bidName = (bidId: string): string => `Tilbud ${bidId}`;
const percent = (value: number | null): string => (value === null ? '–' : `${quantity(value)} %`);

/** What the simulator found. */
export function simulationAnswer({ bids, climateRule, typical }: Simulation, nameOf: Name): Html {
  return html`${bids && ofBids(bids, nameOf)}
<section><h2>Typiske konkurranser</h2>
<p>${quantity(typical.competitions)} oppdiktede konkurranser med ${quantity(typical.bidsEach)} tilbud hver, rundt ${kroner(typical.aroundOre)}. De er ikke hentet fra virkelige konkurranser.</p>
${table(typical.models, {
  caption: 'Rangvending etter modell',
  columns: [
    { head: 'Modell', cell: ({ type }) => modelTexts[type] },
    {
      head: 'Konkurranser der et tilbud snur rekkefølgen på andre',
      cell: ({ withReversal }) => quantity(withReversal),
      kind: 'number',
    },
    {
      head: 'Konkurranser der det avgjør hvem som vinner',
      cell: ({ withOtherWinner }) => quantity(withOtherWinner),
      kind: 'number',
    },
  ],
  empty: 'Ingen modeller.',
})}
${climateText(typical.climate, climateRule)}
</section>`;
}

/** The nominal weight is what the rule asks about; the effective one tells whether it will matter. */
function climateText(
  { effectivePercent: { high, low, median }, nominalPercent }: Simulation['typical']['climate'],
  climateRule: Simulation['climateRule'],
): Html {
  const least = climateRule?.weightPercentMin;
  const isBelow = least !== undefined && nominalPercent < least;
  return html`${
    isBelow &&
    notice(
      'warn',
      html`<p>Klima og miljø vektes ${percent(nominalPercent)}. Der hensynet vektes, skal det være minst ${percent(least)} (FOA § 7-9).</p>`,
    )
  }
<p>Klima og miljø er oppgitt til ${percent(nominalPercent)}. I de oppdiktede konkurransene utgjør det i midten ${percent(median)} av forskjellene mellom tilbudene (fra ${percent(low)} til ${percent(high)} i de midterste åtte av ti).${
    climateRule &&
    html` Regelen: ${climateRule.rule.source}, ${climateRule.rule.status === 'confirmed' ? 'bekreftet' : 'ikke bekreftet'}.`
  }</p>`;
}

function ofBids(bids: Tried, nameOf: Name): Html {
  return html`<section><h2>Tilbudene du prøvde</h2>
<h3>Rangering</h3>
${table(bids.ranking, { caption: 'Rangering', columns: rankingColumns(bids.ranking, bidName, nameOf), empty: 'Ingen tilbud.' })}
<h3>Rangvending</h3>
${reversals(bids)}
<h3>Hvor mye vektene tåler</h3>
${sensitivities(bids, nameOf)}
<h3>Virkelig vekt</h3>
${table(bids.weights, {
  caption: 'Virkelig vekt',
  columns: [
    { head: 'Kriterium', cell: ({ criterionId }) => nameOf(criterionId) },
    { head: 'Oppgitt vekt', cell: ({ nominalPercent }) => percent(nominalPercent), kind: 'number' },
    {
      head: 'Andel av forskjellene',
      cell: ({ effectivePercent }) => percent(effectivePercent),
      kind: 'number',
    },
  ],
  empty: 'Ingen kriterier.',
})}
<h3>De samme tilbudene etter hver modell</h3>
${table(bids.models, {
  caption: 'Rekkefølge etter modell',
  columns: [
    { head: 'Modell', cell: ({ type }) => modelTexts[type] },
    {
      head: 'Rekkefølge',
      cell: ({ order }) => order.map(({ bidId, rank }) => `${rank}. ${bidName(bidId)}`).join(', '),
    },
  ],
  empty: 'Ingen modeller.',
})}
</section>`;
}

function reversals({ reversals: { byAddition, byRemoval } }: Tried): Html {
  const lines = byRemoval.first.flatMap(({ bid, pairs }) =>
    pairs.map(
      ({ aheadWith, aheadWithout }) =>
        html`<li>Uten ${bidName(bid.bidId)} ville ${bidName(aheadWithout)} vært foran ${bidName(aheadWith)}.</li>`,
    ),
  );
  const [added] = byAddition.first;
  return html`${
    lines.length === 0
      ? html`<p>Ingen av tilbudene snur rekkefølgen på de andre.</p>`
      : html`<ul>${lines}</ul>`
  }
<p>${
    added === undefined
      ? 'Heller ingen av de tilbudene som kunne ha kommet i tillegg, gjør det.'
      : `${quantity(byAddition.count)} av 32 tilbud som kunne ha kommet i tillegg, ville snudd rekkefølgen, for eksempel ett på ${kroner(added.bid.priceOre)}.`
  }</p>`;
}

function sensitivities({ sensitivities: found }: Tried, nameOf: Name): Html {
  const text = ({ unit }: (typeof found)[number], value: number) =>
    unit === 'percent' ? percent(value) : kroner(value);
  const winner = (bidId: string | null) => (bidId === null ? 'ingen andre' : bidName(bidId));
  return table(found, {
    caption: 'Hvor mye vektene tåler',
    columns: [
      { head: 'Kriterium', cell: ({ criterionId }) => nameOf(criterionId) },
      { head: 'Nå', cell: (one) => text(one, one.current), kind: 'number' },
      { head: 'Samme vinner fra', cell: (one) => text(one, one.from), kind: 'number' },
      {
        head: 'til',
        cell: (one) => (one.to === null ? 'uten grense' : text(one, one.to)),
        kind: 'number',
      },
      { head: 'Under vinner', cell: ({ winnerBelow }) => winner(winnerBelow) },
      { head: 'Over vinner', cell: ({ winnerAbove }) => winner(winnerAbove) },
    ],
    empty: 'Ingen er best alene, så dette kan ikke regnes ut.',
  });
}
