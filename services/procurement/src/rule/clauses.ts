import type { RuleRow } from './rule.ts';
import { numberAt, ruleAt } from './ruleAt.ts';

export type ClauseName =
  | 'apprentices'
  | 'subcontract_tiers'
  | 'pay_and_working_conditions'
  | 'payment_by_bank'
  | 'hms_card';

/** `to_be_assessed`: the rules don't say, or not enough is known of the contract. */
export type ClauseStanding = 'required' | 'not_required' | 'to_be_assessed';

/** A term that the contract must have (kontraktskrav), with the rules that ask for it and those that set its measure. */
export type RequiredClause = {
  readonly clause: ClauseName;
  readonly standing: ClauseStanding;
  readonly rules: readonly RuleRow[];
};

export type ContractFacts = {
  readonly kind: 'goods' | 'services' | 'works';
  readonly estimatedValueOre: number;
  readonly cpvCodes: readonly string[];
  /** How long the contract lasts; null: not known. */
  readonly months: number | null;
  /** The day whose rules hold. */
  readonly on: string;
};

/** Which terms a contract must have, each with its rules; never left out, so that what is not known shows. */
export function requiredClauses(facts: ContractFacts, rows: readonly RuleRow[]): readonly RequiredClause[] {
  return [
    apprentices(facts, rows),
    subcontractTiers(facts, rows),
    toAssess('pay_and_working_conditions', facts, rows),
    toAssess('payment_by_bank', facts, rows),
    toAssess('hms_card', facts, rows),
  ];
}

const isDefined = <Value>(value: Value | undefined): value is Value => value !== undefined;

/** The value in øre from which a clause is asked for, by an amount of its own or by the rule that it follows. */
function thresholdOf(rows: readonly RuleRow[], name: string, on: string) {
  const own = numberAt(rows, `${name}.threshold`, on);
  if (own) return { valueOre: own.value * 100, rules: [own.rule] };
  const follows = ruleAt(rows, `${name}.threshold_follows`, on);
  const followed = follows && numberAt(rows, String(follows.value), on);
  return followed && { valueOre: followed.value * 100, rules: [follows, followed.rule] };
}

const holds = (rule: RuleRow | undefined, word: string): boolean =>
  Array.isArray(rule?.value) && rule.value.includes(word);

/**
 * The apprentices' clause (lærlingeklausul): services and works from the threshold on that last more than three
 * months. Whether a craft with apprentices does the work is for people to say.
 */
function apprentices(
  { kind, estimatedValueOre, months, on }: ContractFacts,
  rows: readonly RuleRow[],
): RequiredClause {
  const kinds = ruleAt(rows, 'apprentices.kinds', on);
  const longer = numberAt(rows, 'apprentices.months_over', on);
  const threshold = thresholdOf(rows, 'apprentices', on);
  const measures = ['apprentices.share_percent_min', 'apprentices.count_min'].map((key) =>
    ruleAt(rows, key, on),
  );
  const rules = [kinds, longer?.rule, ...(threshold?.rules ?? []), ...measures].filter(isDefined);
  const standing = (): ClauseStanding => {
    if (!kinds || !longer || !threshold) return 'to_be_assessed';
    if (!holds(kinds, kind) || estimatedValueOre < threshold.valueOre) return 'not_required';
    if (months === null) return 'to_be_assessed';
    return months > longer.value ? 'required' : 'not_required';
  };
  return { clause: 'apprentices', standing: standing(), rules };
}

/** The limit of subcontract tiers (begrensning i leverandørkjeden): works, and services of the listed CPV codes. */
function subcontractTiers(
  { kind, estimatedValueOre, cpvCodes, on }: ContractFacts,
  rows: readonly RuleRow[],
): RequiredClause {
  const [most, kinds, cpv, stricter] = ['max', 'kinds', 'cpv', 'stricter'].map((name) =>
    ruleAt(rows, `subcontract_tiers.${name}`, on),
  );
  const threshold = thresholdOf(rows, 'subcontract_tiers', on);
  const rules = [most, kinds, cpv, stricter, ...(threshold?.rules ?? [])].filter(isDefined);
  const standing = (): ClauseStanding => {
    if (!most || !kinds || !threshold) return 'to_be_assessed';
    if (estimatedValueOre < threshold.valueOre) return 'not_required';
    if (holds(kinds, kind) || cpvCodes.some((code) => holds(cpv, code))) return 'required';
    // What the services are is told by their code alone.
    return kind === 'services' && cpvCodes.length === 0 ? 'to_be_assessed' : 'not_required';
  };
  return { clause: 'subcontract_tiers', standing: standing(), rules };
}

/** A term of the contract whose scope no row gives. */
function toAssess(clause: ClauseName, { on }: ContractFacts, rows: readonly RuleRow[]): RequiredClause {
  const rule = ruleAt(rows, `contract_clause.${clause}`, on);
  return { clause, standing: 'to_be_assessed', rules: rule ? [rule] : [] };
}
