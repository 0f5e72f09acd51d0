import { type DomainEvent, Rejection } from '@tiltak/decider';
import type { RuleDefinition, RuleRow } from './rule.ts';
import { fits, shapeOf } from './value.ts';

/** Rows that are added to one key at the most: thresholds change every second year. */
export const rowsOfKeyMax = 100;

export type RuleFields = Pick<RuleRow, 'value' | 'validFrom' | 'validTo' | 'source' | 'status' | 'note'>;

export type AddRule = {
  readonly type: 'add';
  readonly ruleId: string;
  /** What the key is about; undefined: nothing is. */
  readonly definition: RuleDefinition | undefined;
  /** What the rule is about that the value names, where it names one. */
  readonly reference: RuleDefinition | undefined;
  readonly fields: RuleFields;
  readonly at: string;
  readonly by: string;
};

export type RuleAdded = DomainEvent<'RuleAdded', RuleRow>;

/** The rows that were added to a key, in the order of their registration. */
export type AddedRules = { readonly rows: readonly RuleRow[] };

/**
 * Adds a row; what it corrects stays, and is read as replaced. Throws the Rejections `rule_key_unknown`,
 * `rule_value_wrong`, `rule_period_reversed` and `too_many_rules`.
 */
export function decide(
  { definition, reference, ...command }: AddRule,
  { rows }: AddedRules,
): readonly RuleAdded[] {
  const { ruleId, fields, at, by } = command;
  if (!definition)
    throw new Rejection('rule_key_unknown', 'key: nothing reads such a rule; take a key from GET /rules.');
  const { unit } = definition;
  if (!fits(unit, fields.value) || (unit === 'rule_key' && reference?.unit !== 'NOK'))
    throw new Rejection('rule_value_wrong', `value: of this rule it is ${shapeOf(unit)}.`, { unit });
  const { validFrom, validTo } = fields;
  if (validTo !== null && validFrom !== null && validTo < validFrom)
    throw new Rejection(
      'rule_period_reversed',
      `\`validTo\` (${validTo}) is before \`validFrom\` (${validFrom}).`,
    );
  if (rows.length >= rowsOfKeyMax)
    throw new Rejection(
      'too_many_rules',
      `key: it has ${rowsOfKeyMax} added rows already, which is the most.`,
    );
  return [
    { type: 'RuleAdded', data: { ruleId, ...definition, ...fields, registeredAt: at, registeredBy: by } },
  ];
}
