import type { ProcedureName } from '../procurement/procedure/procedure.ts';

/** Why a bid may or must be rejected, with its paragraphs of anskaffelsesforskriften (FOA). */
export type RejectionGround = {
  readonly ground: string;
  /** In part III, from the EEA threshold on. */
  readonly paragraph: string;
  /** In part II, below it; the part alone where no paragraph was read. */
  readonly paragraphPartTwo: string;
  /** What the ground is about: the way in which the bid came, the supplier, the bid, or its price. */
  readonly about: 'formal' | 'supplier' | 'tender' | 'abnormally_low';
  /** True: the bid has to be rejected; false: it may be. */
  readonly isDuty: boolean;
  /** How sure the row is in part III: read in public secondary sources, or not found there. */
  readonly status: 'reported' | 'unconfirmed';
  /** Where it was read. */
  readonly source: string;
};

const nou = 'NOU 2024: 9 kapittel 8.1 (regjeringen.no)';
const secondary = 'Offentlig annenhåndskilde, ikke notert hvilken';
const espd = 'Standardtekst om nasjonale avvisningsgrunner i ESPD, brukt i konkurransegrunnlag';
const subjects = 'Paragrafen etter emne: NOU 2024: 9 kapittel 8.1; plikten: allmenn kunnskap';
const directive = (number: number) => `Direktiv 2014/24/EU artikkel 57 nr. ${number}; allmenn kunnskap`;
/** KOFA 2025/0498 as robertmyhre.no tells it: § 9-6 asks for the rejection of bids that deviate essentially. */
const tenderPartTwo = '§ 9-6';
const partTwo = 'del II';

/**
 * The grounds as data. That late bids are rejected, the paragraphs by subject, the duty for those who were convicted
 * and the right where there is a conflict of interest or misconduct are reported; the finer grounds follow directive
 * 2014/24/EU (articles 57 and 69) and general knowledge, and are marked unconfirmed. Of part II only § 9-6 was read.
 */
export const rejectionGrounds = [
  row('late', '§ 24-1', partTwo, 'formal', true, 'reported', secondary),
  row('wrong_form', '§ 24-1', partTwo, 'formal', true, 'unconfirmed', subjects),
  row('not_qualified', '§ 24-2', partTwo, 'supplier', true, 'reported', nou),
  row('convicted', '§ 24-2', partTwo, 'supplier', true, 'reported', espd),
  row('taxes_unpaid', '§ 24-2', partTwo, 'supplier', true, 'unconfirmed', directive(2)),
  row('conflict_of_interest', '§ 24-2', partTwo, 'supplier', false, 'reported', nou),
  row('prior_involvement', '§ 24-2', partTwo, 'supplier', false, 'unconfirmed', directive(4)),
  row('labour_law_breach', '§ 24-2', partTwo, 'supplier', false, 'unconfirmed', directive(4)),
  row('bankrupt', '§ 24-2', partTwo, 'supplier', false, 'unconfirmed', directive(4)),
  row('misconduct', '§ 24-2', partTwo, 'supplier', false, 'reported', espd),
  row('collusion', '§ 24-2', partTwo, 'supplier', false, 'unconfirmed', directive(4)),
  row('poor_performance', '§ 24-2', partTwo, 'supplier', false, 'unconfirmed', directive(4)),
  row('false_information', '§ 24-2', partTwo, 'supplier', false, 'unconfirmed', directive(4)),
  row('undue_influence', '§ 24-2', partTwo, 'supplier', false, 'unconfirmed', directive(4)),
  row('essential_deviation', '§ 24-8', tenderPartTwo, 'tender', true, 'reported', nou),
  row('not_comparable', '§ 24-8', partTwo, 'tender', true, 'unconfirmed', subjects),
  row('information_missing', '§ 24-8', partTwo, 'tender', false, 'unconfirmed', subjects),
  row('abnormally_low', '§ 24-9', partTwo, 'abnormally_low', false, 'reported', secondary),
  row('abnormally_low_by_breach', '§ 24-9', partTwo, 'abnormally_low', true, 'unconfirmed', subjects),
] as const satisfies readonly RejectionGround[];

export type GroundName = (typeof rejectionGrounds)[number]['ground'];

/** The row of a ground. */
export const groundOf = (ground: GroundName): RejectionGround =>
  rejectionGrounds.find((one) => one.ground === ground)!;

/** Where the ground stands for a procedure: open tenders follow part II, limited ones part I, all others part III. */
export function paragraphIn(
  procedure: ProcedureName,
  { paragraph, paragraphPartTwo }: RejectionGround,
): string {
  if (procedure === 'open_tender') return paragraphPartTwo;
  return procedure === 'limited_tender' ? 'del I' : paragraph;
}

function row<const Ground extends string>(
  ground: Ground,
  paragraph: string,
  paragraphPartTwo: string,
  about: RejectionGround['about'],
  isDuty: boolean,
  status: RejectionGround['status'],
  source: string,
) {
  return { ground, paragraph, paragraphPartTwo, about, isDuty, status, source } as const;
}
