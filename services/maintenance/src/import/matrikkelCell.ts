import { matrikkelFrom } from '../matrikkel.ts';
import type { DatedMatrikkel } from '../property/datedMatrikkel.ts';

const one = /^([\d/\-\s]+?)\s*(?:\(\s*(?:fra\s+(\d{4}-\d\d-\d\d))?\s*(?:til\s+(\d{4}-\d\d-\d\d))?\s*\))?$/i;

/**
 * Cadastral ids as they stand in a cell: `0219-94/12 (til 2019-12-31); 3201-94/12 (fra 2024-01-01)`, the days left out
 * where they aren't known. Undefined where it is something else.
 */
export function matrikkelIdsIn(cell: string): readonly DatedMatrikkel[] | undefined {
  const ids = cell
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [, text = '', from, to] = one.exec(part) ?? [];
      const id = matrikkelFrom(text);
      const days = [from, to].filter((day) => day !== undefined);
      return id && days.every(isDay) ? { ...id, validFrom: from ?? null, validTo: to ?? null } : undefined;
    });
  return ids.every((id) => id !== undefined) ? ids : undefined;
}

const isDay = (text: string): boolean => {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

/** The same as {@link matrikkelIdsIn} reads it. */
export const matrikkelCell = (ids: readonly (DatedMatrikkel & { readonly text: string })[]): string =>
  ids
    .map(({ text, validFrom, validTo }) => {
      const days = [...(validFrom ? [`fra ${validFrom}`] : []), ...(validTo ? [`til ${validTo}`] : [])];
      return days.length === 0 ? text : `${text} (${days.join(' ')})`;
    })
    .join('; ');
