import type { OperationAnswer } from '@tiltak/contracts';
import type { ruleOperations } from '@tiltak/contracts/procurement';
import { kroner } from '../../format/money.ts';
import { quantity } from '../../format/quantity.ts';

export type ListedRule = OperationAnswer<(typeof ruleOperations)['listRules']>['items'][number];
export type Rule = Omit<ListedRule, 'standing'>;
export type RuleValue = Rule['value'];

/** What stands in rules instead of words. */
const codes: Readonly<Record<string, string>> = {
  goods: 'varer',
  services: 'tjenester',
  works: 'bygg og anlegg',
  allowed: 'kan brukes',
  on_conditions: 'på vilkår',
  not_allowed: 'kan ikke brukes',
  insignificant: 'uvesentlig avtrykk',
  critical_interest: 'helse, sikkerhet eller beredskap',
  national_minimum: 'lovpålagte minimumskrav',
};

/** Units whose values are codes, or lists of them. */
const coded = ['kinds', 'standing', 'exemption_grounds'];

/** What stands behind a number. */
const counted: Readonly<Record<string, string>> = {
  EUR: 'euro',
  percent: '%',
  days: 'dager',
  months: 'måneder',
  years: 'år',
  tiers: 'ledd',
  persons: 'lærling',
  count: 'kriterier',
};

/** A rule's value as people read it: `1 300 000 kr`, `30 dager`, `tjenester og bygg og anlegg`. */
export function valueText({ unit, value }: Pick<Rule, 'unit' | 'value'>): string {
  if (typeof value === 'number')
    return unit === 'NOK' ? kroner(value * 100) : `${quantity(value)}\u00a0${counted[unit] ?? unit}`;
  const words = [value].flat().map((word) => (coded.includes(unit) ? (codes[word] ?? word) : word));
  return words.join(', ');
}

/**
 * A value as people write it into the form, for a rule of the unit: digits may be grouped, words stand in Norwegian,
 * and a list has commas. Whether it fits is for the service to say.
 */
export function valueFrom(text: string, unit: string): RuleValue {
  const written = text.trim();
  if (unit === 'NOK' || unit in counted) {
    const digits = written.replaceAll(/[\s\u00a0\u202f]/g, '');
    return /^\d{1,15}$/.test(digits) ? Number(digits) : written;
  }
  const words = unit === 'text' ? [written] : written.split(',').map((word) => word.trim());
  const known = words.map((word) => (coded.includes(unit) ? codeOf(word) : word));
  const isList = unit === 'kinds' || unit === 'cpv' || unit === 'exemption_grounds';
  return isList ? known : (known[0] ?? '');
}

function codeOf(word: string): string {
  const found = Object.entries(codes).find(([, text]) => text === word.toLocaleLowerCase('nb'));
  return found?.[0] ?? word;
}
