import type { Entered } from '../../visit.ts';
import { fieldOf, filledRows } from './rows.ts';

/** Whole percent from 1 to 100; undefined for anything else. */
export function percentFrom(text: string): number | undefined {
  const digits = text.replaceAll(/[\s\u00a0%]/g, '');
  const value = /^\d{1,3}$/.test(digits) ? Number(digits) : 0;
  return value >= 1 && value <= 100 ? value : undefined;
}

/** The numbers of the lots that a criterion is for, `1, 3`; null for all, undefined for what can't be read. */
export function lotNumbersFrom(text: string): readonly number[] | null | undefined {
  const parts = text.split(/[\s,;]+/).filter((one) => one !== '');
  if (parts.length === 0) return null;
  return parts.every((one) => /^\d{1,2}$/.test(one)) ? [...new Set(parts.map(Number))] : undefined;
}

/** What the weights of each lot are together, percent, as far as they can be read; by the lots' numbers. */
export function weightSums(entered: Entered): ReadonlyMap<number, number> {
  const criteria = filledRows(entered, 'criterion').map((row) => ({
    lots: lotNumbersFrom(entered.get(fieldOf('criterion', 'Lots', row)) ?? ''),
    percent: percentFrom(entered.get(fieldOf('criterion', 'Weight', row)) ?? '') ?? 0,
  }));
  return new Map(
    filledRows(entered, 'lot').map((lot) => [
      lot,
      criteria
        .filter(({ lots }) => lots === null || lots?.includes(lot))
        .reduce((sum, { percent }) => sum + percent, 0),
    ]),
  );
}

/** The sums in words, as the page's script says them too while somebody writes. */
export function sumText(sums: ReadonlyMap<number, number>): string {
  const distinct = new Set(sums.values());
  if (distinct.size > 1)
    return `${[...sums].map(([lot, sum]) => `Delkontrakt ${lot}: ${sum} prosent.`).join(' ')} Hver skal bli 100.`;
  const [sum = 0] = distinct;
  return sum === 100
    ? 'Vektene er 100 prosent til sammen.'
    : `Vektene er ${sum} prosent til sammen. De skal bli 100.`;
}
