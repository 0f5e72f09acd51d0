import { Rejection } from '@tiltak/decider';
import type { Of } from './commands.ts';
import type { PartnershipEvent } from './events.ts';
import { requirePartner } from './guards.ts';
import { partnershipKinds } from './kind.ts';
import type { Partner, StatedPartnership } from './partnership.ts';

type Events = readonly PartnershipEvent[];

/**
 * The goals of the whole that the partner's recorded tests don't show to be met, the newest measurement of each
 * counting. One that was never measured is not met.
 */
export function unmetGoals(
  { terms }: Pick<StatedPartnership, 'terms'>,
  { runs }: Partner,
): readonly string[] {
  const newest = new Map(
    runs.flatMap(({ test }) =>
      (test?.measurements ?? []).map(({ goalId, isMet }) => [goalId, isMet] as const),
    ),
  );
  return terms.goals.map(({ goalId }) => goalId).filter((goalId) => newest.get(goalId) !== true);
}

/**
 * Only what was developed may be bought, from who developed it, when every goal is met and the price is kept. All
 * options that are open or taken share the maximum cost. Throws `purchase_is_separate`, `partner_not_found`,
 * `not_developed`, `purchase_exercised`, `goal_not_met`, `maximum_cost_exceeded`.
 */
export function openPurchaseOption(state: StatedPartnership, command: Of<'openPurchaseOption'>): Events {
  const { supplierId, what, priceOre, by, at } = command;
  requireOption(state);
  const partner = requirePartner(state, supplierId);
  if (partner.status !== 'developed')
    throw new Rejection(
      'not_developed',
      'Nothing is bought that was not developed: this partner has not come through all phases.',
    );
  if (partner.purchase?.status === 'exercised')
    throw new Rejection('purchase_exercised', 'This option was exercised before.');
  checkPurchase(state, partner, priceOre);
  return [{ type: 'PurchaseOptionOpened', data: { supplierId, what, priceOre, by, at } }];
}

/**
 * By another person than who opened it. It becomes a change of the partner's contract; where the frame has no money for
 * that, it can be exercised again. Throws `option_not_open`, `purchase_exercised`, `same_person`.
 */
export function exercisePurchaseOption(
  state: StatedPartnership,
  { supplierId, reason, changeId, wasRefused, by, at }: Of<'exercisePurchaseOption'>,
): Events {
  requireOption(state);
  const partner = requirePartner(state, supplierId);
  const { purchase, contractId } = partner;
  if (!purchase) throw new Rejection('option_not_open', 'The option must be opened first.');
  if (purchase.status === 'exercised' && !wasRefused)
    throw new Rejection('purchase_exercised', 'This option was exercised before.');
  const { what, priceOre, openedBy } = purchase;
  if (openedBy === by)
    throw new Rejection('same_person', 'An option is exercised by another person than who opened it.');
  checkPurchase(state, partner, priceOre);
  const data = { supplierId, contractId, changeId, what, priceOre, reason, openedBy, exercisedBy: by, at };
  return [{ type: 'PurchaseOptionExercised', data }];
}

function requireOption({ kind }: StatedPartnership): void {
  const { hasPurchaseOption, norwegian } = partnershipKinds[kind];
  if (!hasPurchaseOption)
    throw new Rejection(
      'purchase_is_separate',
      `${norwegian} holds no purchase; what is developed is bought in a procurement of its own.`,
    );
}

function checkPurchase(state: StatedPartnership, partner: Partner, priceOre: number): void {
  const unmet = unmetGoals(state, partner);
  if (unmet.length > 0)
    throw new Rejection('goal_not_met', `The recorded tests don't meet: ${unmet.join(', ')}.`, { unmet });
  const others = state.partners.filter(({ supplierId }) => supplierId !== partner.supplierId);
  const boundOre = others.reduce((sum, { purchase }) => sum + (purchase?.priceOre ?? 0), 0);
  const leftOre = (state.terms.maximumCostOre ?? 0) - boundOre;
  if (priceOre > leftOre)
    throw new Rejection(
      'maximum_cost_exceeded',
      `priceOre: of the maximum cost ${leftOre} øre are left, not ${priceOre}.`,
      { leftOre },
    );
}
