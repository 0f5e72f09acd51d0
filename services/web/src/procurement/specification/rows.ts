import type { Entered } from '../../visit.ts';

/** The parts of a competition that the form has numbered rows for, and the most rows of each. */
export const rowsMax = { lot: 20, requirement: 30, criterion: 20 } as const;
export type Part = keyof typeof rowsMax;

/** Empty rows after those that are filled in, and after somebody asked for more. */
const spareRows = 2;
const moreRows = 8;

/** The button that only asks for more rows, and saves nothing. */
export const moreField = 'flere';
export const asksForMore = (entered: Entered): boolean => (entered.get(moreField) ?? '') !== '';

/** A field of a row by its name: `lotTitle3`. */
export const fieldOf = (part: Part, field: string, row: number): string => `${part}${field}${row}`;

/** The numbers of the rows that somebody has named, in their order. */
export function filledRows(entered: Entered, part: Part): readonly number[] {
  return numbersTo(rowsMax[part]).filter(
    (row) => (entered.get(fieldOf(part, 'Title', row)) ?? '').trim() !== '',
  );
}

/** The numbers of the rows to show: the filled ones and some that are empty. */
export function shownRows(entered: Entered, part: Part): readonly number[] {
  const last = filledRows(entered, part).at(-1) ?? 0;
  return numbersTo(Math.min(rowsMax[part], last + (asksForMore(entered) ? moreRows : spareRows)));
}

const numbersTo = (last: number): readonly number[] => Array.from({ length: last }, (_, at) => at + 1);

/** The rows' ids: each keeps the one it has, and a new one gets the first that is free. */
export function idsOf(entered: Entered, part: Part, prefix: string): ReadonlyMap<number, string> {
  const rows = filledRows(entered, part);
  const given = new Map(
    rows.flatMap((row) => {
      const own = entered.get(fieldOf(part, 'Id', row)) ?? '';
      return own === '' ? [] : [[row, own] as const];
    }),
  );
  const used = new Set(given.values());
  let next = 1;
  return new Map(
    rows.map((row) => {
      const own = given.get(row);
      if (own !== undefined) return [row, own];
      while (used.has(`${prefix}${next}`)) next += 1;
      used.add(`${prefix}${next}`);
      return [row, `${prefix}${next}`];
    }),
  );
}
