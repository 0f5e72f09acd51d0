import type { evaluation } from '@tiltak/contracts/procurement';
import type * as z from 'zod';
import { kroner } from '../../format/money.ts';

export type Evaluation = z.output<typeof evaluation>;
export type EvaluatedBid = Evaluation['bids'][number];
export type LotRanking = NonNullable<Evaluation['ranking']>[number];
export type Ground = NonNullable<EvaluatedBid['rejection']>['ground'];

/** What a ground for rejection is about. */
export const groundTexts: Readonly<Record<Ground, string>> = {
  late: 'Levert etter fristen',
  wrong_form: 'Ikke levert på riktig måte',
  not_qualified: 'Oppfyller ikke kvalifikasjonskravene',
  convicted: 'Rettskraftig dømt eller bøtelagt for alvorlige forhold',
  taxes_unpaid: 'Har ikke betalt skatter og avgifter',
  conflict_of_interest: 'Interessekonflikt som ikke kan avhjelpes',
  prior_involvement: 'Fordel av å ha deltatt i forberedelsene',
  labour_law_breach: 'Brudd på miljø-, arbeids- eller sosialretten',
  bankrupt: 'Konkurs eller under avvikling',
  misconduct: 'Alvorlige feil i yrkesutøvelsen',
  collusion: 'Konkurransevridende samarbeid med andre leverandører',
  poor_performance: 'Vesentlig mislighold av tidligere kontrakter',
  false_information: 'Uriktige eller villedende opplysninger',
  undue_influence: 'Utilbørlig påvirkning av beslutningen',
  essential_deviation: 'Vesentlig avvik fra anskaffelsesdokumentene',
  not_comparable: 'Kan ikke sammenlignes med de andre tilbudene',
  information_missing: 'Mangler opplysninger eller dokumentasjon',
  abnormally_low: 'Unormalt lavt, og ikke tilfredsstillende forklart',
  abnormally_low_by_breach: 'Unormalt lavt på grunn av brudd på miljø- eller arbeidsregler',
};

export const modelTexts: Readonly<Record<Evaluation['basis']['priceModel']['type'], string>> = {
  linear: 'Lineær modell',
  proportional: 'Forholdsmessig modell',
  hybrid: 'Hybrid (lineær til det dobbelte av laveste pris, deretter forholdsmessig)',
  priced_quality: 'Prissatt kvalitet',
  surcharge: 'Prispåslag',
};

export const tieTexts = {
  lowest_price: 'Laveste pris',
  best_quality: 'Best kvalitet',
  best_climate: 'Best på klima og miljø',
  drawing_of_lots: 'Loddtrekning',
} as const;

/** How a bid stands, in a word. */
export function bidTag({ status }: EvaluatedBid) {
  if (status === 'qualified') return { label: 'Kvalifisert', tone: 'active' } as const;
  if (status === 'rejected') return { label: 'Avvist', tone: 'stopped' } as const;
  return { label: 'Ikke vurdert', tone: 'waiting' } as const;
}

const twoDecimals = new Intl.NumberFormat('nb-NO', { minimumFractionDigits: 2, maximumFractionDigits: 4 });
/** Points as people write them: `8,10`, and the exact product of points and weight. */
export const pointsText = (points: number): string => twoDecimals.format(points);

/** An amount that may be below 0. */
export const signedKroner = (amountOre: number): string =>
  amountOre < 0 ? `−${kroner(-amountOre)}` : kroner(amountOre);

/** The names that the specification gives to lots and criteria; their own ids where it is not there. */
export type PartNames = {
  readonly lot: (lotId: string) => string;
  readonly criterion: (criterionId: string) => string;
  readonly requirement: (requirementId: string) => string;
};
