import type { OperationAnswer } from '@tiltak/contracts';
import type { frame, measure, projectsOperations } from '@tiltak/contracts/projects';
import type * as z from 'zod';
import { kroner, kronerAtAGlance } from '../format/money.ts';
import { personWeeks } from '../format/quantity.ts';
import { dateIn, day, longDay, moment } from '../format/time.ts';
import { attributes, type Content, type Html, html } from '../html/html.ts';
import { type Column, heading, notGiven, statusTag, table } from '../html/parts.ts';
import type { Page, SignedInVisit } from '../visit.ts';
import { type MeasureChoice, measureSearch } from './measureChoice.ts';
import { useBar } from './useBar.ts';

type Portfolio = OperationAnswer<typeof projectsOperations.getPortfolio>;
type Frame = z.output<typeof frame>;
export type Measure = z.output<typeof measure>;
type RollUp = Portfolio['byPart'][number];

const qualifiers = { exact: '', approximate: 'om lag ', upTo: 'inntil ' } as const;

/** The package on one page: what is decided, what it is used for, and what is left. */
export function portfolioPage(
  visit: SignedInVisit,
  {
    asOf,
    measures,
    portfolio,
  }: {
    readonly portfolio: Portfolio;
    readonly measures: MeasureChoice;
    /** The day that was asked for; undefined: now. */
    readonly asOf: string | undefined;
  },
): Page {
  const decided = portfolio.frames.filter(({ standing }) => standing === 'decided');
  const proposed = portfolio.frames.filter(({ standing }) => standing === 'proposed');
  return {
    title: 'Portefølje',
    section: 'portfolio',
    body: html`${heading('Portefølje', {
      above: asOf ? `Slik det var ved slutten av ${longDay(asOf)}` : `Per ${moment(portfolio.asOf)}`,
      actions: asOfForm(visit, asOf),
    })}
${total(portfolio.total)}
<h2>Besluttede rammer</h2>
${decidedTable(decided)}
${
  proposed.length > 0 &&
  html`<h2>Foreslåtte rammer</h2>
<p class="lead">Disse er foreslått, men ikke vedtatt. De teller ikke med i summen, og ingenting kan belastes dem.</p>
${proposedTable(proposed)}`
}
<h2>Bruk etter del av pakken</h2>
${rollUpTable(portfolio.byPart, { caption: 'Bruk etter del av pakken', head: 'Del' })}
<h2>Bruk etter punkt</h2>
${rollUpTable(portfolio.byPoint, { caption: 'Bruk etter punkt', head: 'Punkt' })}
<h2>Tiltak</h2>
${measureSearch('/portefolje', measures, { per: asOf })}
${measureTable(measures, { frames: portfolio.frames, asOf })}`,
  };
}

function asOfForm({ now }: SignedInVisit, asOf: string | undefined): Html {
  return html`<form class="as-of" method="get" action="/portefolje">
<label for="per">Vis slik det var</label>
<input type="date" id="per" name="per"${attributes({ value: asOf, max: dateIn(now) })}>
<button>Vis</button>
${asOf && html`<a href="/portefolje">Vis nå</a>`}
</form>`;
}

function total(sum: Portfolio['total']): Html {
  const figure = (name: string, ore: number, className: string, hint: string) =>
    html`<div class="figure ${className}"><dt>${name}</dt><dd>${kronerAtAGlance(ore)}<span>${hint}</span></dd></div>`;
  return html`<section class="total" aria-label="Sum av besluttede rammer">
<dl class="figures">
${figure('Besluttet', sum.amountOre, 'decided', 'vedtatte rammer')}
${figure('Reservert', sum.reservedOre, 'reserved', 'bestilt, ikke bundet')}
${figure('Bundet', sum.committedOre, 'committed', 'entreprenør har godtatt')}
${figure('Fakturert', sum.invoicedOre, 'invoiced', 'faktura er registrert')}
${figure('Betalt', sum.paidOre, 'paid', 'av det fakturerte')}
${figure('Rest', sum.availableOre, 'left', 'kan fortsatt brukes')}
</dl>
${useBar(sum)}
</section>`;
}

function decidedTable(frames: readonly Frame[]): Html {
  const columns: readonly Column<Frame>[] = [
    {
      head: 'Ramme',
      cell: (frame) =>
        html`${frame.name}<span class="under">${frame.periodText ?? notGiven}</span>${useBar(frame)}`,
    },
    { head: 'Vedtak', cell: decisionText },
    { head: 'Besluttet', kind: 'number', cell: amountText },
    { head: 'Reservert', kind: 'number', cell: ({ reservedOre }) => kroner(reservedOre) },
    { head: 'Bundet', kind: 'number', cell: ({ committedOre }) => kroner(committedOre) },
    { head: 'Fakturert', kind: 'number', cell: ({ invoicedOre }) => kroner(invoicedOre) },
    { head: 'Betalt', kind: 'number', cell: ({ paidOre }) => kroner(paidOre) },
    {
      head: 'Rest',
      kind: 'number',
      cell: ({ availableOre }) => html`<strong>${kroner(availableOre)}</strong>`,
    },
  ];
  return table(frames, { caption: 'Besluttede rammer', columns, empty: 'Ingen rammer er vedtatt.' });
}

function proposedTable(frames: readonly Frame[]): Html {
  const columns: readonly Column<Frame>[] = [
    {
      head: 'Ramme',
      cell: ({ name }) => html`${name} ${statusTag({ label: 'Foreslått', tone: 'waiting' })}`,
    },
    { head: 'Periode', cell: ({ periodText }) => periodText ?? notGiven },
    { head: 'Forslag fra', cell: ({ decision }) => decision.body ?? notGiven },
    { head: 'Dato', cell: ({ decision }) => dateText(decision) },
    { head: 'Foreslått', kind: 'number', cell: amountText },
  ];
  return table(frames, { caption: 'Foreslåtte rammer', columns, empty: '' });
}

const amountText = ({ amountOre, amountQualifier }: Frame) =>
  `${qualifiers[amountQualifier]}${kroner(amountOre)}`;

function decisionText({ decision }: Frame): Content {
  const { body, caseNumber } = decision;
  return html`${body ?? notGiven}<span class="under">Dato: ${dateText(decision)}</span><span class="under">Sak: ${caseNumber ?? notGiven}</span>`;
}

/** The date, or what the source writes in place of one. */
const dateText = ({ date, dateText: written }: Frame['decision']): Content =>
  date === null ? (written ?? notGiven) : day(date);

function rollUpTable(
  rows: readonly RollUp[],
  { caption, head }: { readonly caption: string; readonly head: string },
): Html {
  const columns: readonly Column<RollUp>[] = [
    {
      head,
      cell: ({ key, name }) =>
        /^\d+$/.test(key)
          ? html`<span class="pointed"><span class="point">${key}</span><span>${name}</span></span>`
          : name,
    },
    { head: 'Tiltak', kind: 'number', cell: ({ measures }) => measures },
    { head: 'Planlagte anskaffelser', kind: 'number', cell: ({ procurements }) => procurements.planned },
    { head: 'Pågående', kind: 'number', cell: ({ procurements }) => procurements.running },
    { head: 'Kontrakter', kind: 'number', cell: ({ procurements }) => procurements.signed },
    { head: 'Reservert', kind: 'number', cell: ({ reservedOre }) => kroner(reservedOre) },
    { head: 'Bundet', kind: 'number', cell: ({ committedOre }) => kroner(committedOre) },
    { head: 'Fakturert', kind: 'number', cell: ({ invoicedOre }) => kroner(invoicedOre) },
    { head: 'Betalt', kind: 'number', cell: ({ paidOre }) => kroner(paidOre) },
    { head: 'Ukeverk', kind: 'number', cell: ({ personHours }) => personWeeks(personHours) },
  ];
  return table(rows, { caption, columns, empty: 'Ingen tiltak er registrert.' });
}

function measureTable(
  { items, sought }: MeasureChoice,
  { asOf, frames }: { readonly frames: readonly Frame[]; readonly asOf: string | undefined },
): Html {
  const names = new Map(
    frames.map(({ frameId, name, standing }) => [
      frameId,
      standing === 'decided' ? name : `${name} (foreslått)`,
    ]),
  );
  const query = asOf === undefined ? '' : `?per=${asOf}`;
  const columns: readonly Column<Measure>[] = [
    {
      head: 'Tiltak',
      cell: ({ measureId, name }) =>
        html`<a href="/tiltak/${encodeURIComponent(measureId)}${query}">${name}</a>`,
    },
    { head: 'Del', cell: ({ part }) => partText(part) ?? notGiven },
    { head: 'Punkt', cell: ({ points }) => (points.length === 0 ? notGiven : points.join(', ')) },
    {
      head: 'Ramme',
      cell: ({ frameId }) =>
        frameId === null ? html`<span class="gap">ingen ramme</span>` : (names.get(frameId) ?? notGiven),
    },
    { head: 'Bundet', kind: 'number', cell: ({ committedOre }) => kroner(committedOre) },
    { head: 'Fakturert', kind: 'number', cell: ({ invoicedOre }) => kroner(invoicedOre) },
  ];
  const empty = sought === '' ? 'Ingen tiltak er registrert.' : 'Ingen tiltak passer til søket.';
  return table(items, { caption: 'Tiltak', columns, empty });
}

/** The part of the package as its name is written in running text. */
export function partText(part: string | null): string | undefined {
  return part === null ? undefined : part.charAt(0).toUpperCase() + part.slice(1);
}
