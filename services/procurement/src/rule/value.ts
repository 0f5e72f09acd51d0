import type { RuleUnit, RuleValue } from './rule.ts';

const words: Readonly<Partial<Record<RuleUnit, readonly string[]>>> = {
  kinds: ['goods', 'services', 'works'],
  standing: ['allowed', 'on_conditions', 'not_allowed'],
  exemption_grounds: ['insignificant', 'critical_interest', 'national_minimum'],
};
/** The greatest number that a unit makes sense up to: days, months and years are of deadlines and contracts. */
const most: Readonly<Partial<Record<RuleUnit, number>>> = {
  NOK: 1_000_000_000_000,
  EUR: 1_000_000_000_000,
  percent: 100,
  days: 3650,
  months: 1200,
  years: 100,
  tiers: 100,
  persons: 10_000,
  count: 1000,
};

/** What a value of the unit looks like, for whoever gave another. */
export function shapeOf(unit: RuleUnit): string {
  const known = words[unit];
  if (unit === 'standing') return `one of ${known?.join(', ')}`;
  if (known) return `a list of ${known.join(', ')}, each once`;
  if (unit === 'cpv') return 'a list of CPV codes of eight digits';
  if (unit === 'rule_key') return 'the key of a rule about an amount in NOK, e.g. eea_threshold.works';
  if (unit === 'text') return 'a sentence';
  return `a whole number from 0 to ${most[unit]} (${unit})`;
}

/** Whether a rule of the unit can have the value. */
export function fits(unit: RuleUnit, value: RuleValue): boolean {
  const limit = most[unit];
  if (limit !== undefined)
    return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= limit;
  if (unit === 'text') return typeof value === 'string' && value.length > 0;
  if (unit === 'rule_key') return typeof value === 'string' && /^[a-z_]+(\.[a-z_]+)*$/.test(value);
  const known = words[unit] ?? [];
  if (unit === 'standing') return typeof value === 'string' && known.includes(value);
  if (!Array.isArray(value) || value.length === 0 || new Set(value).size < value.length) return false;
  return value.every((word) => (unit === 'cpv' ? /^\d{8}$/.test(word) : known.includes(word)));
}
