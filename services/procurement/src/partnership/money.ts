import { Rejection } from '@tiltak/decider';
import { requireRun } from './guards.ts';
import type { Partner, StatedPartnership } from './partnership.ts';

/** What a partner has been granted for its development so far, øre. */
export const developmentOre = ({ runs }: Pick<Partner, 'runs'>): number =>
  sum(runs.flatMap(({ instalments }) => instalments.map(({ amountOre }) => amountOre)));

/** A payment for a phase. */
type Payment = { readonly supplierId: string; readonly phase: number; readonly amountOre: number };

/**
 * Whether all of these can be paid on top of what was granted before: none above its phase's budget, and all together
 * not above the most that the development may cost. Throws `budget_exceeded`, `maximum_development_exceeded`.
 */
export function checkPayments(state: StatedPartnership, payments: readonly Payment[]): void {
  for (const { supplierId, phase, amountOre } of payments) {
    const budgetOre = state.terms.phases[phase - 1]?.budgetOre ?? 0;
    const { instalments } = requireRun(state, { supplierId, phase });
    const leftOre = budgetOre - sum(instalments.map((one) => one.amountOre));
    if (amountOre > leftOre)
      throw new Rejection(
        'budget_exceeded',
        `Of the budget of phase ${phase} (${budgetOre} øre) ${leftOre} øre are left for this partner, not ${amountOre}.`,
        { supplierId, leftOre },
      );
  }
  const leftOre = state.terms.maximumDevelopmentOre - sum(state.partners.map(developmentOre));
  const askedOre = sum(payments.map(({ amountOre }) => amountOre));
  if (askedOre > leftOre)
    throw new Rejection(
      'maximum_development_exceeded',
      `Of the most that the development may cost ${leftOre} øre are left, not ${askedOre}.`,
      { leftOre },
    );
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
