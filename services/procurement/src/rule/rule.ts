/**
 * What a rule's value is measured in. `rule_key`: it is as another rule's; `standing`: whether a procedure may be
 * used; amounts are in whole kroner or euro, as the sources give them.
 */
export const ruleUnits = [
  'NOK',
  'EUR',
  'percent',
  'days',
  'months',
  'years',
  'tiers',
  'persons',
  'count',
  'text',
  'kinds',
  'cpv',
  'rule_key',
  'standing',
  'exemption_grounds',
] as const;
export type RuleUnit = (typeof ruleUnits)[number];

/** How sure it is: read in the law or told by who answers for it, read in a secondary source, or neither. */
export const ruleStatuses = ['confirmed', 'reported', 'unconfirmed'] as const;
export type RuleStatus = (typeof ruleStatuses)[number];

export type RuleValue = number | string | readonly string[];

/**
 * A rule of procurement as it stood from a day on, with where that was read and how sure it is. A decision stores the
 * rows that it used, so that it can be read again under the rules of its day.
 */
export type RuleRow = {
  readonly ruleId: string;
  /** What it is about: `eea_threshold.works`. Rows of one key follow each other in time. */
  readonly key: string;
  /** In Norwegian, for people. */
  readonly title: string;
  readonly value: RuleValue;
  readonly unit: RuleUnit;
  /** Its first day; null: not known, and taken to hold for as far back as anyone asks. */
  readonly validFrom: string | null;
  /** Its last day; null: until the next row of its key. */
  readonly validTo: string | null;
  readonly source: string;
  readonly status: RuleStatus;
  readonly note: string | null;
  /** When an administrator added it; null for the rows that the product came with. */
  readonly registeredAt: string | null;
  readonly registeredBy: string | null;
};

/** What all rows of a key share. */
export type RuleDefinition = Pick<RuleRow, 'key' | 'title' | 'unit'>;
