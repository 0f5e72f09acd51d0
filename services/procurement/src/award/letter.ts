/** A bid's place in a lot. */
export type Place = {
  readonly rank: number;
  readonly priceOre: number;
  readonly points: number | null;
  readonly evaluatedPriceOre: number | null;
};
type Part = {
  readonly criterionId: string;
  readonly points: number | null;
  readonly amountOre: number | null;
};
type Compared = Pick<Part, 'points' | 'amountOre'>;

/** What a bidder is told of a lot that it has bid for. */
export type LetterLot = {
  readonly lotId: string;
  readonly title: string;
  readonly outcome: 'won' | 'lost';
  readonly reason: string;
  readonly winners: readonly (Place & { readonly supplierId: string; readonly name: string })[];
  readonly own: Place;
  /** The bidder's own score beside that of the best bid, by criterion. */
  readonly comparison: readonly {
    readonly criterionId: string;
    readonly title: string;
    readonly weightPercent: number;
    readonly own: Compared;
    readonly best: Compared;
  }[];
};

/** The facts of an award letter (meddelelse om valg av leverandør), to one bidder. Of other losers it says nothing. */
export type Letter = {
  readonly awardNumber: number;
  readonly supplierId: string;
  readonly organisationNumber: string;
  readonly bidId: string;
  readonly outcome: 'won' | 'lost' | 'rejected';
  readonly rejection: { readonly paragraph: string; readonly reason: string } | null;
  readonly lots: readonly LetterLot[];
  readonly sentAt: string;
  readonly standstillEndsAt: string | null;
};

type Row = Place & {
  readonly bidId: string;
  readonly supplierId: string;
  readonly parts: readonly Part[];
};

export type LetterFacts = {
  readonly number: number;
  readonly lots: readonly {
    readonly lotId: string;
    readonly title: string;
    readonly reason: string;
    readonly winners: readonly { readonly supplierId: string }[];
  }[];
  readonly bids: readonly {
    readonly bidId: string;
    readonly supplierId: string;
    readonly rejection: { readonly paragraph: string; readonly reason: string } | null;
  }[];
  readonly ranking: Readonly<Record<string, readonly Row[]>>;
  readonly criteria: readonly {
    readonly criterionId: string;
    readonly title: string;
    readonly weightPercent: number;
  }[];
  readonly suppliers: ReadonlyMap<string, { readonly organisationNumber: string; readonly name: string }>;
  readonly sentAt: string;
  readonly standstillEndsAt: string | null;
};

/** The letters to all bidders, those whose bids were rejected among them. */
export function lettersOf(facts: LetterFacts): readonly Letter[] {
  const { number: awardNumber, bids, suppliers, sentAt, standstillEndsAt } = facts;
  return bids.map(({ bidId, supplierId, rejection }) => {
    const lots = rejection ? [] : lotsOf(bidId, facts);
    return {
      awardNumber,
      supplierId,
      organisationNumber: suppliers.get(supplierId)?.organisationNumber ?? '',
      bidId,
      outcome: rejection ? 'rejected' : lots.some(({ outcome }) => outcome === 'won') ? 'won' : 'lost',
      rejection: rejection && { paragraph: rejection.paragraph, reason: rejection.reason },
      lots,
      sentAt,
      standstillEndsAt,
    };
  });
}

function lotsOf(bidId: string, { lots, ranking, criteria, suppliers }: LetterFacts): readonly LetterLot[] {
  return lots.flatMap(({ lotId, title, reason, winners }) => {
    const rows = ranking[lotId] ?? [];
    const own = rows.find((row) => row.bidId === bidId);
    const best = rows[0];
    if (!own || !best) return [];
    const won = rows.filter((row) => winners.some(({ supplierId }) => supplierId === row.supplierId));
    return {
      lotId,
      title,
      outcome: won.includes(own) ? 'won' : 'lost',
      reason,
      winners: won.map((row) => ({
        supplierId: row.supplierId,
        name: suppliers.get(row.supplierId)?.name ?? '',
        ...placeOf(row),
      })),
      own: placeOf(own),
      comparison: criteria.flatMap(({ criterionId, title, weightPercent }) => {
        const [ours, theirs] = [own, best].map((row) => partOf(row, criterionId));
        return ours && theirs ? [{ criterionId, title, weightPercent, own: ours, best: theirs }] : [];
      }),
    };
  });
}

const placeOf = ({ rank, priceOre, points, evaluatedPriceOre }: Row): Place => ({
  rank,
  priceOre,
  points,
  evaluatedPriceOre,
});

function partOf({ parts }: Row, criterionId: string): Compared | undefined {
  const part = parts.find((one) => one.criterionId === criterionId);
  return part && { points: part.points, amountOre: part.amountOre };
}
