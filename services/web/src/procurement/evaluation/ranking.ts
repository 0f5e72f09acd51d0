import { kroner } from '../../format/money.ts';
import { type Html, html } from '../../html/html.ts';
import { type Column, notice, table } from '../../html/parts.ts';
import { type Evaluation, type LotRanking, type PartNames, pointsText, signedKroner } from './words.ts';

/** A ranked bid, of an evaluation or of a simulation. */
export type Row = Omit<LotRanking['rows'][number], 'supplierId'>;

/** The ranking of each lot, with the whole arithmetic of every bid. */
export function rankings(evaluation: Evaluation, names: PartNames): Html {
  if (evaluation.ranking === null)
    return html`<p class="empty">Tilbudene er ikke rangert. Det gjøres når kvaliteten er ferdig evaluert og prisene er åpnet.</p>`;
  return html`${evaluation.ranking.map((lot) => oneLot(lot, evaluation, names))}`;
}

function oneLot({ lotId, rows }: LotRanking, evaluation: Evaluation, names: PartNames): Html {
  const nameOf = supplierNames(evaluation);
  const low = evaluation.lowPrices.filter((one) => one.lotId === lotId);
  return html`<h3>${names.lot(lotId)}</h3>
${low.map(({ bidId, ofMedianPercent, ofNextLowestPercent }) =>
  notice(
    'warn',
    html`<p>Prisen fra ${nameOf(bidId)} er ${ofMedianPercent} % av medianen av de andre og ${ofNextLowestPercent} % av den laveste av dem. Vurder om tilbyderen skal bes om å forklare den (FOA § 24-9). Dette er et hint og ingen avvisning.</p>`,
  ),
)}
${table(rows, { caption: `Rangering, ${names.lot(lotId)}`, columns: rankingColumns(rows, nameOf, names.criterion), empty: 'Ingen tilbud i delkontrakten.' })}`;
}

/** The columns of a ranking: who, which place, the price, what each criterion gives, and the whole. */
export function rankingColumns(
  rows: readonly Row[],
  nameOf: (bidId: string) => string,
  criterionName: (criterionId: string) => string,
): readonly Column<Row>[] {
  const criteria = rows[0]?.parts.map(({ criterionId }) => criterionId) ?? [];
  return [
    { head: 'Tilbyder', cell: ({ bidId }) => nameOf(bidId) },
    {
      head: 'Plass',
      cell: ({ rank, tied }) => (tied ? `${rank} (likt)` : String(rank)),
      kind: 'number',
    },
    { head: 'Pris', cell: ({ priceOre }) => kroner(priceOre), kind: 'number' },
    ...criteria.map(
      (criterionId): Column<Row> => ({
        head: criterionName(criterionId),
        cell: (row) => arithmetic(row.parts.find((part) => part.criterionId === criterionId)),
        kind: 'number',
      }),
    ),
    { head: rows[0]?.points === null ? 'Evaluert pris' : 'Sum', cell: total, kind: 'number' },
  ];
}

/** Points times weight, or what the points are in money. */
function arithmetic(part: Row['parts'][number] | undefined): string {
  if (!part) return '–';
  if (part.weighted !== null && part.points !== null)
    return `${pointsText(part.points)} × ${part.weightPercent} % = ${pointsText(part.weighted)}`;
  const money = signedKroner(part.amountOre ?? 0);
  return part.points === null ? money : `${pointsText(part.points)} poeng: ${money}`;
}

const total = ({ evaluatedPriceOre, points }: Row): Html =>
  html`<strong>${points === null ? signedKroner(evaluatedPriceOre ?? 0) : pointsText(points)}</strong>`;

/** Who a bid is from. */
export const supplierNames = ({ bids }: Evaluation): ((bidId: string) => string) => {
  const names = new Map(bids.map(({ bidId, supplierName }) => [bidId, supplierName]));
  return (bidId) => names.get(bidId) ?? bidId;
};
