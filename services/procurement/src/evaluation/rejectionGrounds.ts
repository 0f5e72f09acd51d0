/** Why a bid may or must be rejected, with the paragraph of anskaffelsesforskriften (FOA) part III. */
export type RejectionGround = {
  readonly ground: string;
  readonly paragraph: string;
  /** What the ground is about: the way in which the bid came, the supplier, the bid, or its price. */
  readonly about: 'formal' | 'supplier' | 'tender' | 'abnormally_low';
  /** True: the bid has to be rejected; false: it may be. */
  readonly isDuty: boolean;
  /** How sure the row is: read in public secondary sources, or not found there. */
  readonly status: 'reported' | 'unconfirmed';
};

/**
 * The grounds as data. The duty for late bids and the paragraphs by subject are reported; which of the finer grounds
 * are duties follows directive 2014/24/EU (articles 57 and 69) and general knowledge, and is marked unconfirmed.
 */
export const rejectionGrounds = [
  row('late', '§ 24-1', 'formal', true, 'reported'),
  row('wrong_form', '§ 24-1', 'formal', true, 'unconfirmed'),
  row('not_qualified', '§ 24-2', 'supplier', true, 'reported'),
  row('convicted', '§ 24-2', 'supplier', true, 'unconfirmed'),
  row('taxes_unpaid', '§ 24-2', 'supplier', true, 'unconfirmed'),
  row('conflict_of_interest', '§ 24-2', 'supplier', true, 'unconfirmed'),
  row('misconduct', '§ 24-2', 'supplier', false, 'unconfirmed'),
  row('false_information', '§ 24-2', 'supplier', false, 'unconfirmed'),
  row('essential_deviation', '§ 24-8', 'tender', true, 'reported'),
  row('not_comparable', '§ 24-8', 'tender', true, 'unconfirmed'),
  row('information_missing', '§ 24-8', 'tender', false, 'unconfirmed'),
  row('abnormally_low', '§ 24-9', 'abnormally_low', false, 'reported'),
  row('abnormally_low_by_breach', '§ 24-9', 'abnormally_low', true, 'unconfirmed'),
] as const satisfies readonly RejectionGround[];

export type GroundName = (typeof rejectionGrounds)[number]['ground'];

/** The row of a ground. */
export const groundOf = (ground: GroundName): RejectionGround =>
  rejectionGrounds.find((one) => one.ground === ground)!;

function row<const Ground extends string>(
  ground: Ground,
  paragraph: string,
  about: RejectionGround['about'],
  isDuty: boolean,
  status: RejectionGround['status'],
) {
  return { ground, paragraph, about, isDuty, status } as const;
}
