import { type RuleRow, ruleStatuses } from './rule.ts';

/** Where a row stands on a day. `replaced`: a row that was registered later says otherwise of the same first day. */
export type RuleStanding = 'in_force' | 'disputed' | 'not_yet' | 'ended' | 'replaced';

const from = ({ validFrom }: RuleRow): string => validFrom ?? '';
const bySureness = (one: RuleRow, other: RuleRow): number =>
  ruleStatuses.indexOf(one.status) - ruleStatuses.indexOf(other.status);

/**
 * The rows of a key that nothing has replaced. Of those with the same first day the one that was registered last
 * stands; rows that the product came with may disagree, and then both stand.
 */
function standing(rows: readonly RuleRow[], key: string): readonly RuleRow[] {
  const ofKey = rows.filter((row) => row.key === key);
  return ofKey.filter((row, at) => {
    const rivals = ofKey.filter((other, place) => place !== at && from(other) === from(row));
    return rivals.every((other) => {
      if (other.registeredAt === null) return true;
      if (row.registeredAt === null) return false;
      // Of two registrations in the same instant the later row is the one that was added to the other.
      return row.registeredAt === other.registeredAt
        ? ofKey.indexOf(other) < at
        : other.registeredAt < row.registeredAt;
    });
  });
}

/** What is only proposed holds on no day; what it would change has a key without the ending. */
const isProposal = (key: string): boolean => key.endsWith('.proposed');

/** The rows of a key that say what holds on a day: one, or several that disagree, the surest first. */
function said(rows: readonly RuleRow[], key: string, date: string): readonly RuleRow[] {
  if (isProposal(key)) return [];
  const inForce = standing(rows, key).filter(
    (row) => from(row) <= date && (row.validTo === null || date <= row.validTo),
  );
  const newest = inForce.map(from).sort().at(-1);
  return inForce.filter((row) => from(row) === newest).sort(bySureness);
}

/**
 * The row of a key that holds on a day (`YYYY-MM-DD`): the one that began last and has not ended; where rows disagree
 * about the same first day, the surest, and of equals the first. Undefined: no row says anything of that day.
 */
export const ruleAt = (rows: readonly RuleRow[], key: string, date: string): RuleRow | undefined =>
  said(rows, key, date)[0];

/** The rows that say something else of the day than {@link ruleAt}, from the same first day on. */
export const disputedAt = (rows: readonly RuleRow[], key: string, date: string): readonly RuleRow[] =>
  said(rows, key, date).slice(1);

/** A rule whose value is a number, or undefined where there is none on the day. */
export function numberAt(
  rows: readonly RuleRow[],
  key: string,
  date: string,
): { readonly value: number; readonly rule: RuleRow } | undefined {
  const rule = ruleAt(rows, key, date);
  return rule && typeof rule.value === 'number' ? { value: rule.value, rule } : undefined;
}

/** Where a row stands among the others on a day. */
export function standingOf(rows: readonly RuleRow[], row: RuleRow, date: string): RuleStanding {
  if (!standing(rows, row.key).includes(row)) return 'replaced';
  const [used, ...others] = said(rows, row.key, date);
  if (row === used) return 'in_force';
  if (others.includes(row)) return 'disputed';
  return from(row) > date || isProposal(row.key) ? 'not_yet' : 'ended';
}
