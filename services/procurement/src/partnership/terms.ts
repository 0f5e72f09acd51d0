import { Rejection } from '@tiltak/decider';
import { type PartnershipKind, partnershipKinds, type RightsHolder } from './kind.ts';

/** Something that a test measures: met at this value or above it, or at this value or below it. */
export type Goal = {
  readonly goalId: string;
  readonly name: string;
  readonly unit: string;
  readonly comparison: 'at_least' | 'at_most';
  readonly value: number;
};

/** A phase (fase): what a partner delivers, by when, for how much, and what is measured of it. */
export type Phase = {
  readonly title: string;
  readonly subGoals: readonly Goal[];
  readonly deliverables: readonly { readonly deliverableId: string; readonly title: string }[];
  /** The most that each partner is paid for it, integer øre without VAT. */
  readonly budgetOre: number;
  /** The last day of the delivery, `YYYY-MM-DD`. */
  readonly deadline: string;
  /** The most partners that may be in it. */
  readonly partnersMax: number;
};

export type Terms = {
  /** What must be reached before anything may be bought. */
  readonly goals: readonly Goal[];
  /** The most that the purchase may cost, øre; null where there is no option to buy. */
  readonly maximumCostOre: number | null;
  /** The most that all partners together are paid for the development, øre. */
  readonly maximumDevelopmentOre: number;
  /** In their order; the first is phase 1. */
  readonly phases: readonly Phase[];
  readonly intellectualProperty: {
    readonly heldBy: RightsHolder;
    /** The buyer may use what is developed without paying more. */
    readonly buyerMayUse: boolean;
    readonly terms: string;
  };
};

/** What the case says that the terms must fit. */
export type TermsOfCase = {
  readonly kind: PartnershipKind;
  readonly estimatedValueOre: number;
  /** In Norway, `YYYY-MM-DD`. */
  readonly today: string;
};

/**
 * Throws `part_twice`, `maximum_cost_missing`, `purchase_is_separate`, `rights_not_allowed`, `phases_out_of_order`,
 * `deadline_past`, `partners_increase`, `several_partners_needed`, `budgets_exceed_maximum`, `value_too_low`. What is
 * wrong with a phase says which one in its facts: `phase`, from 1.
 */
export function checkTerms(terms: Terms, { kind, estimatedValueOre, today }: TermsOfCase): void {
  checkNames(terms);
  checkPurchase(terms, kind);
  checkPhases(terms, kind);
  const [first] = terms.phases;
  if (first && first.deadline <= today)
    throw new Rejection(
      'deadline_past',
      `phases.0.deadline: ${first.deadline} has passed; choose a later day.`,
      { phase: 1 },
    );
  // The value of the procurement is the most that is developed and bought for (FOA § 5-4).
  const valueOre = terms.maximumDevelopmentOre + (terms.maximumCostOre ?? 0);
  if (estimatedValueOre < valueOre)
    throw new Rejection(
      'value_too_low',
      `The procurement's estimatedValueOre (${estimatedValueOre}) must cover development and purchase: ${valueOre}.`,
      { valueOre },
    );
}

function checkNames({ goals, phases }: Terms): void {
  const goalIds = [...goals, ...phases.flatMap(({ subGoals }) => subGoals)].map(({ goalId }) => goalId);
  const deliverableIds = phases.flatMap(({ deliverables }) =>
    deliverables.map(({ deliverableId }) => deliverableId),
  );
  for (const ids of [goalIds, deliverableIds]) {
    const twice = ids.find((one, at) => ids.indexOf(one) !== at);
    if (twice !== undefined)
      throw new Rejection('part_twice', `${twice} is there twice; give each part a name of its own.`);
  }
}

function checkPurchase({ maximumCostOre, intellectualProperty }: Terms, kind: PartnershipKind): void {
  const { norwegian, hasPurchaseOption, rightsHeldBy, buyerMustHaveUse } = partnershipKinds[kind];
  if (hasPurchaseOption && maximumCostOre === null)
    throw new Rejection(
      'maximum_cost_missing',
      'maximumCostOre: say what the purchase may cost at the most.',
    );
  if (!hasPurchaseOption && maximumCostOre !== null)
    throw new Rejection(
      'purchase_is_separate',
      `maximumCostOre: ${norwegian} holds no purchase; what is developed is bought in a procurement of its own.`,
    );
  const { heldBy, buyerMayUse } = intellectualProperty;
  if (!rightsHeldBy.includes(heldBy) || (buyerMustHaveUse && !buyerMayUse))
    throw new Rejection(
      'rights_not_allowed',
      `intellectualProperty: in ${norwegian} the rights are held by ${rightsHeldBy.join(' or ')}${
        buyerMustHaveUse ? ', and the buyer has a right of use' : ''
      }.`,
    );
}

function checkPhases({ phases, maximumDevelopmentOre }: Terms, kind: PartnershipKind): void {
  const { norwegian, partnersMin } = partnershipKinds[kind];
  for (const [at, phase] of phases.entries()) {
    const before = phases[at - 1];
    if (before && phase.deadline <= before.deadline)
      throw new Rejection(
        'phases_out_of_order',
        `phases.${at}.deadline (${phase.deadline}) is not after that of the phase before it (${before.deadline}).`,
        { phase: at + 1 },
      );
    if (before && phase.partnersMax > before.partnersMax)
      throw new Rejection(
        'partners_increase',
        `phases.${at}.partnersMax (${phase.partnersMax}) is more than before it (${before.partnersMax}); partners leave, and none come.`,
        { phase: at + 1 },
      );
  }
  if ((phases[0]?.partnersMax ?? 0) < partnersMin)
    throw new Rejection(
      'several_partners_needed',
      `phases.0.partnersMax: ${norwegian} begins with at least ${partnersMin} partners in parallel.`,
      { phase: 1 },
    );
  const budgetsOre = phases.reduce((sum, { budgetOre, partnersMax }) => sum + budgetOre * partnersMax, 0);
  if (budgetsOre > maximumDevelopmentOre)
    throw new Rejection(
      'budgets_exceed_maximum',
      `maximumDevelopmentOre (${maximumDevelopmentOre}) is less than the phases' budgets for all their partners (${budgetsOre}).`,
      { budgetsOre },
    );
}
