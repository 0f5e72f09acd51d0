import type { AwardedLot } from '../award/award.ts';
import { shareOf } from '../award/ceiling.ts';
import type { ProcurementCase } from '../procurement/procurement.ts';
import type { Result } from '../procurement/specification.ts';
import type { Draft } from './events.ts';

type Parties = ReadonlyMap<string, { readonly organisationNumber: string; readonly name: string }>;

/** Tiers of subcontractors where nothing was specified: as the law has it for the contracts that it limits. */
const usualTiersMax = 2;

/** The contracts that an award leads to: one with each winner of a lot; one framework agreement for each lot. */
export function draftsOf(
  procurement: ProcurementCase,
  award: {
    readonly procurementId: string;
    readonly lots: readonly AwardedLot[];
    readonly startsOn: string | null;
    readonly endsOn: string | null;
  },
  parties: Parties,
): readonly Draft[] {
  const result = procurement.specification?.result ?? { type: 'contract' as const };
  return award.lots.flatMap((lot): readonly Draft[] => {
    const party = (supplierId: string, rank: number) => {
      const { organisationNumber = '', name = '' } = parties.get(supplierId) ?? {};
      return { supplierId, organisationNumber, name, rank };
    };
    const common = {
      ...commonOf(procurement, lot, award.lots.length),
      procurementId: award.procurementId,
      startsOn: award.startsOn,
      endsOn: award.endsOn,
    };
    if (result.type === 'framework_agreement') {
      const suppliers = lot.winners.map(({ supplierId, rank }) => party(supplierId, rank));
      if (suppliers.length === 0) return [];
      return [{ ...common, ...frameworkOf(procurement, lot, result), suppliers }];
    }
    const type = result.type === 'partnership' ? ('partnership' as const) : ('contract' as const);
    return lot.winners.map(({ supplierId, priceOre }) => ({
      ...common,
      type,
      suppliers: [party(supplierId, 1)],
      valueOre: priceOre,
      ceilingOre: priceOre + lot.optionsOre,
      framework: null,
    }));
  });
}

const commonOf = (
  { measureId, title, kind, specification }: ProcurementCase,
  lot: AwardedLot,
  lotCount: number,
) => ({
  lotId: lot.lotId,
  measureId,
  title: lotCount > 1 ? `${title}: ${lot.title}` : title,
  kind,
  subcontractTiersMax: specification?.subcontractTiersMax ?? usualTiersMax,
  isApprenticesClauseAgreed: specification?.apprenticesClause ?? false,
});

function frameworkOf(
  { specification }: ProcurementCase,
  { lotId, ceilingOre: awardedOre }: AwardedLot,
  { allocation, months, ceilingOre }: Extract<Result, { type: 'framework_agreement' }>,
) {
  const share = shareOf({ maxOre: ceilingOre, lots: specification?.lots ?? [] }, lotId);
  return {
    type: 'framework_agreement' as const,
    valueOre: 0,
    ceilingOre: awardedOre ?? share,
    framework: { allocation, months },
  };
}
