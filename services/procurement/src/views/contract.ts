import type { contract } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type * as z from 'zod';
import type { Contract, ContractState } from '../contract/contract.ts';
import { apprenticeShareOf, currentValueOf, invoicedOf } from '../contract/value.ts';
import type { RuleRow } from '../rule/rule.ts';
import { numberAt } from '../rule/ruleAt.ts';

type Shown = z.output<typeof contract>;

/** A contract as its operations answer it, with what the rules of the day ask for. Throws `not_found`. */
export function contractAnswer(
  contractId: string,
  state: ContractState,
  { rows, on }: { readonly rows: readonly RuleRow[]; readonly on: string },
): Shown {
  if (state.status === 'none') throw new Rejection('not_found', 'There is no such contract.');
  const { kind: _k, framework: _f, hours, isApprenticesClauseAgreed, funds, ...facts } = state;
  const currentValueOre = currentValueOf(state);
  const least = numberAt(rows, 'apprentices.share_percent_min', on);
  const { status, reason, availableOre } = funds;
  return structuredClone({
    contractId,
    ...facts,
    currentValueOre,
    leftToCeilingOre: leftToCeiling(state),
    invoicedOre: invoicedOf(state),
    funds: { status, reason, availableOre },
    apprentices: {
      isClauseAgreed: isApprenticesClauseAgreed,
      ...hours,
      sharePercent: apprenticeShareOf(hours),
      leastSharePercent: isApprenticesClauseAgreed ? (least?.value ?? null) : null,
      standing: standingOf(state, least?.value ?? 0, on),
      rules: isApprenticesClauseAgreed && least ? [least.rule] : [],
    },
  }) as Shown;
}

/** How the apprentices' clause is kept. A report is due when the contract has come to its end. */
function standingOf(
  { type, isApprenticesClauseAgreed, hours, status, endsOn }: Contract,
  leastPercent: number,
  on: string,
): Shown['apprentices']['standing'] {
  if (!isApprenticesClauseAgreed) return 'not_agreed';
  if (type === 'framework_agreement') return 'by_orders';
  const share = apprenticeShareOf(hours);
  if (share !== null) return share < leastPercent ? 'below' : 'kept';
  const isOver = status === 'completed' || (status === 'signed' && endsOn !== null && endsOn < on);
  return isOver ? 'missing' : 'not_due';
}

/** Of a framework agreement what its changes have left; its call-offs are counted where the orders are. */
const leftToCeiling = (state: Contract): number => state.ceilingOre - currentValueOf(state);
