import type { Letter, LetterLot, Place } from '../award/letter.ts';
import { type Block, type Document, entry, paragraph, table } from '../protocol/document.ts';
import { decimal, kroner, moment } from '../protocol/words.ts';

export type WrittenLetter = Letter & {
  readonly procurementId: string;
  readonly procurementTitle: string;
  readonly supplierName: string;
  /** Why the award was annulled after the letter was sent; null: it was not. */
  readonly annulledBecause: string | null;
};

const outcomes: Readonly<Record<Letter['outcome'], string>> = {
  won: 'Dere er valgt.',
  lost: 'Dere er ikke valgt.',
  rejected: 'Tilbudet deres er avvist.',
};

/**
 * The award letter (meddelelse om valg av leverandør) to one bidder: who won, why, its own points beside the winner's,
 * until when no contract is signed, and how to complain. Of other losers it says nothing.
 */
export function letterOf(letter: WrittenLetter): Document {
  const { procurementTitle, procurementId, supplierName, sentAt, outcome, annulledBecause, lots } = letter;
  return {
    title: `Meddelelse om valg av leverandør: ${procurementTitle}`,
    lead: [
      `Til ${supplierName}. Sak ${procurementId}. Sendt ${moment(sentAt)}.`,
      ...(annulledBecause === null ? [] : [`Tildelingen er senere omgjort: ${annulledBecause}`]),
    ],
    sections: [
      { key: 'outcome', heading: 'Resultat', blocks: [paragraph(outcomes[outcome]), ...rejection(letter)] },
      ...lots.map((lot) => ({
        key: lot.lotId,
        heading: `${lot.lotId}: ${lot.title}`,
        blocks: lotBlocks(lot),
      })),
      { key: 'standstill', heading: 'Karens', blocks: [standstill(letter)] },
      { key: 'complaint', heading: 'Slik klager dere', blocks: complaint(letter) },
    ],
  };
}

const rejection = ({ rejection: found }: Letter): readonly Block[] =>
  found === null ? [] : [entry(`Avvist etter FOA ${found.paragraph}`, found.reason)];

function lotBlocks({ outcome, reason, winners, own, comparison }: LetterLot): readonly Block[] {
  return [
    paragraph(outcome === 'won' ? 'Dere er valgt.' : 'Dere er ikke valgt.'),
    table(
      'Valgt leverandør',
      ['Leverandør', 'Plass', 'Pris uten mva.', 'Poeng eller evaluert pris'],
      winners.map((winner) => [winner.name, String(winner.rank), kroner(winner.priceOre), resultOf(winner)]),
      'Ingen leverandør er valgt.',
    ),
    entry('Begrunnelse', reason),
    paragraph(
      `Tilbudet deres kom på plass ${own.rank}, med pris ${kroner(own.priceOre)} og ${resultOf(own)}.`,
    ),
    table(
      'Deres poeng og det beste tilbudets',
      ['Kriterium', 'Vekt', 'Dere', 'Beste tilbud'],
      comparison.map(({ title, weightPercent, own: ours, best }) => [
        title,
        `${weightPercent} %`,
        scoreText(ours),
        scoreText(best),
      ]),
      'Tilbudene er ikke sammenlignet etter kriterier.',
    ),
  ];
}

const resultOf = ({ points, evaluatedPriceOre }: Place): string => {
  if (points !== null) return `${decimal(points)} poeng`;
  return evaluatedPriceOre === null ? 'ingen poengsum' : `evaluert pris ${kroner(evaluatedPriceOre)}`;
};

const scoreText = ({
  points,
  amountOre,
}: {
  readonly points: number | null;
  readonly amountOre: number | null;
}): string => {
  const parts = [
    ...(points === null ? [] : [`${decimal(points)} poeng`]),
    ...(amountOre === null ? [] : [`${kroner(amountOre)} i evaluert pris`]),
  ];
  return parts.join(', ') || '–';
};

const standstill = ({ standstillEndsAt }: Letter): Block =>
  paragraph(
    standstillEndsAt === null
      ? 'Det er ingen karens: kontrakten kan inngås nå.'
      : `Kontrakten inngås ikke før karensen er ute, ${moment(standstillEndsAt)}. En klage som er åpen, stanser den.`,
  );

const complaint = ({ standstillEndsAt }: Letter): readonly Block[] => [
  paragraph(
    `Mener dere at noe er gjort feil, kan dere klage skriftlig til kommunen${
      standstillEndsAt === null ? '' : ' før karensen er ute'
    }. Skriv hvilken sak det gjelder og hva dere mener er feil.`,
  ),
];
