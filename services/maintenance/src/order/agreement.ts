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
  /** The most that may be called off in all, in øre. */
  readonly ceilingOre: number;
  /** Both days are within the agreement. */
  readonly validFrom: string;
  readonly validTo: string;
};

/** What has been called off from an agreement so far, and whose turn it was last. */
export type AgreementUse = {
  /** In øre: orders that somebody is asked for or bound by, and what was paid of settled ones. */
  readonly calledOffOre: number;
  /** The supplier that was asked last, whatever it answered; null before the first. */
  readonly lastAsked: string | null;
};
export const unused: AgreementUse = { calledOffOre: 0, lastAsked: null };

/** Who is asked next, and why. */
export type Choice = {
  readonly supplier: Agreement['suppliers'][number];
  readonly because: string;
  readonly place: number;
  readonly places: number;
};

/**
 * The first who has not been asked in this round; nobody where all have been. Directive 2014/24 article 33(3):
 * call-offs follow the terms of the agreement, so that these decide and nothing else: the rank, or the turn, which
 * goes round by rank and passes on with every offer, also one that is declined.
 */
export function nextSupplier(
  agreement: Agreement & { readonly allocation: 'rank' | 'rotation' },
  use: AgreementUse,
  asked: readonly CallOff[],
): readonly Choice[] {
  const ranked = agreement.suppliers.toSorted((one, other) => one.rank - other.rank);
  const byTurn = agreement.allocation === 'rotation';
  const last = byTurn ? ranked.findIndex(({ supplierId }) => supplierId === use.lastAsked) : -1;
  const inTurn = [...ranked.slice(last + 1), ...ranked.slice(0, last + 1)];
  const supplier = inTurn.find(
    ({ supplierId }) => !asked.some((callOff) => callOff.supplierId === supplierId),
  );
  if (!supplier) return [];
  const place = ranked.indexOf(supplier) + 1;
  const places = ranked.length;
  const before = asked.at(-1);
  const because = before
    ? `Neste ${byTurn ? 'i tur' : 'etter rang'}: ${howItEnded(before)}`
    : byTurn
      ? `Står for tur${last < 0 ? '' : ` etter ${ranked[last]?.name}`} (${place} av ${places})`
      : `Først etter rang (${place} av ${places})`;
  return [{ supplier, because, place, places }];
}

/** All are asked in a mini-competition, on the same terms. */
export function allSuppliers({ suppliers }: Agreement): readonly Choice[] {
  const places = suppliers.length;
  return suppliers
    .toSorted((one, other) => one.rank - other.rank)
    .map((supplier, index) => ({
      supplier,
      because: `Minikonkurranse blant ${places}`,
      place: index + 1,
      places,
    }));
}

function howItEnded(callOff: CallOff): string {
  const { supplierName } = callOff;
  switch (callOff.status) {
    case 'declined':
      return `${supplierName} takket nei`;
    case 'expired':
      return `${supplierName} svarte ikke innen fristen`;
    default:
      return callOff.status === 'withdrawn' && callOff.answeredAt === null
        ? `forespørselen til ${supplierName} ble trukket tilbake`
        : `endringene fra ${supplierName} ble ikke godtatt`;
  }
}
