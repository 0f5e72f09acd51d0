import type { ownPartnership, partnership } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type * as z from 'zod';
import { developmentOre } from '../partnership/money.ts';
import type { Partner, Partnership, StatedPartnership } from '../partnership/partnership.ts';
import { unmetGoals } from '../partnership/purchase.ts';

type Shown = z.output<typeof partnership>;
type Own = z.output<typeof ownPartnership>;

/** The whole of a partnership, for those who work for the municipality. Throws `not_found`. */
export function partnershipAnswer(state: Partnership): Shown {
  if (state.status === 'none') throw notFound();
  const { partners, proposals, terms } = state;
  const purchaseOre = terms.maximumCostOre;
  return structuredClone({
    ...common(state),
    measureId: state.measureId,
    partners: partners.map((one) => ({
      ...shownPartner(one),
      unmetGoalIds: [...unmetGoals(state, one)],
      purchasePercentOfDevelopment: percent(one.purchase?.priceOre ?? null, developmentOre(one)),
    })),
    proposals: proposals.map((one) =>
      one.type === 'decision'
        ? { ...one, supplierId: null, amountOre: null, reason: null }
        : { ...one, decisions: null },
    ),
    developmentOre: partners.reduce((sum, one) => sum + developmentOre(one), 0),
    maximumPurchasePercent: percent(purchaseOre, terms.maximumDevelopmentOre),
  }) as Shown;
}

/** What a partner sees of it; of the others nothing, not even how many they are. Throws `not_found`. */
export function ownPartnershipAnswer(state: Partnership, supplierId: string | undefined): Own {
  const own =
    state.status === 'none' ? undefined : state.partners.find((one) => one.supplierId === supplierId);
  if (state.status === 'none' || !own) throw notFound();
  return structuredClone({ ...common(state), partner: shownPartner(own) }) as Own;
}

const notFound = () => new Rejection('not_found', 'There is no such partnership.');

function common({ procurementId, kind, status, terms, statedAt, startedAt, ended }: StatedPartnership) {
  return { procurementId, kind, status, terms, statedAt, startedAt, ended };
}

const shownPartner = (partner: Partner) => ({ ...partner, developmentOre: developmentOre(partner) });

/** To one decimal; null where there is nothing to compare with. */
const percent = (part: number | null, whole: number): number | null =>
  part === null || whole === 0 ? null : Math.round((part * 1000) / whole) / 10;
