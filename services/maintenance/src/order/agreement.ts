import type { CallOff } from './callOff.ts';

/** A framework agreement (rammeavtale), as procurement signed it. */
export type Agreement = {
  readonly frameworkAgreementId: string;
  readonly title: string;
  readonly allocation: 'rank' | 'rotation' | 'mini_competition';
  readonly suppliers: readonly {
    readonly supplierId: string;
    readonly organisationNumber: string;
    readonly name: string;
    readonly rank: number;
  }[];
  /** Both days are within the agreement. */
  readonly validFrom: string;
  readonly validTo: string;
};

/** Who is asked next, and why. */
export type Choice = {
  readonly supplier: Agreement['suppliers'][number];
  readonly because: string;
  readonly place: number;
  readonly places: number;
};

/**
 * The first by rank who has not been asked in this round; undefined where all have been. Directive 2014/24 article
 * 33(3): call-offs follow the terms of the agreement, so that the rank decides and nothing else.
 */
export function nextByRank(agreement: Agreement, asked: readonly CallOff[]): Choice | undefined {
  const ranked = agreement.suppliers.toSorted((one, other) => one.rank - other.rank);
  const at = ranked.findIndex(
    ({ supplierId }) => !asked.some((callOff) => callOff.supplierId === supplierId),
  );
  const supplier = ranked[at];
  if (!supplier) return undefined;
  const before = asked.at(-1);
  const places = ranked.length;
  const because = before
    ? `Neste etter rang: ${howItEnded(before)}`
    : `Først etter rang (${at + 1} av ${places})`;
  return { supplier, because, place: at + 1, places };
}

function howItEnded({ status, supplierName }: CallOff): string {
  switch (status) {
    case 'declined':
      return `${supplierName} takket nei`;
    case 'expired':
      return `${supplierName} svarte ikke innen fristen`;
    default:
      return `endringene fra ${supplierName} ble ikke godtatt`;
  }
}
