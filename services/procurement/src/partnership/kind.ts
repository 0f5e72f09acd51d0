/** The two ways of developing together with suppliers. */
export type PartnershipKind = 'innovation_partnership' | 'pre_commercial_procurement';

/** Who holds the rights to what is developed. */
export type RightsHolder = 'supplier' | 'buyer' | 'shared';

/** What differs between the kinds; all else is the same for both. */
export type KindRules = {
  readonly norwegian: string;
  /** `each`: partner by partner; `comparison`: all who are in the phase at once, ranked against each other. */
  readonly decidesBy: 'each' | 'comparison';
  /** Whether what was developed may be bought without a competition of its own. */
  readonly hasPurchaseOption: boolean;
  /** The fewest partners that begin. */
  readonly partnersMin: number;
  readonly rightsHeldBy: readonly RightsHolder[];
  /** The buyer has a right of use in any case. */
  readonly buyerMustHaveUse: boolean;
};

/**
 * FOA kapittel 26 for the innovation partnership, FOA § 2-5 and DFØ's guide for pre-commercial procurement (PCP), as
 * they were read in secondary sources.
 */
export const partnershipKinds: Readonly<Record<PartnershipKind, KindRules>> = {
  innovation_partnership: {
    norwegian: 'Innovasjonspartnerskap',
    decidesBy: 'each',
    hasPurchaseOption: true,
    partnersMin: 1,
    rightsHeldBy: ['supplier', 'buyer', 'shared'],
    buyerMustHaveUse: false,
  },
  pre_commercial_procurement: {
    norwegian: 'Førkommersiell anskaffelse',
    decidesBy: 'comparison',
    hasPurchaseOption: false,
    partnersMin: 2,
    rightsHeldBy: ['supplier'],
    buyerMustHaveUse: true,
  },
};

/** The kind of partnership that a procedure ends in; undefined: it ends in none. */
export const partnershipKindOf = (procedure: string): PartnershipKind | undefined =>
  procedure in partnershipKinds ? (procedure as PartnershipKind) : undefined;
