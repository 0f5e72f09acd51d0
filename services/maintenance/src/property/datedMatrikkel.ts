import { Rejection } from '@tiltak/decider';
import { type Matrikkel, matrikkelText } from '../matrikkel.ts';
import { daysOf } from './municipalityNumbers.ts';

/** A cadastral id and the days, both included, from and to which it held; null: not known, or not ended. */
export type DatedMatrikkel = Matrikkel & {
  readonly validFrom: string | null;
  readonly validTo: string | null;
};

/**
 * The cadastral ids of a property, oldest first, each with its text. Where no day is given, and the municipality
 * number's own days are known, these are filled in: no id holds longer than its number. Throws
 * `matrikkel_period_reversed`, `matrikkel_periods_overlap` (the same id twice at a time) or
 * `municipality_number_not_valid`.
 */
export function dated(
  ids: readonly DatedMatrikkel[],
): readonly (DatedMatrikkel & { readonly text: string })[] {
  const filled = ids.map((id) => {
    const text = matrikkelText(id);
    const days = daysOf(id.municipalityNumber);
    const validFrom = id.validFrom ?? days.from;
    const validTo = id.validTo ?? days.to;
    if (validFrom !== null && validTo !== null && validTo < validFrom)
      throw new Rejection(
        'matrikkel_period_reversed',
        `matrikkelIds: ${text} would end (${validTo}) before it begins (${validFrom}).`,
        { matrikkel: text },
      );
    if (isBefore(validFrom, days.from) || isBefore(days.to, validTo))
      throw new Rejection(
        'municipality_number_not_valid',
        `matrikkelIds: ${text} can hold from ${days.from ?? 'any day'} to ${days.to ?? 'any day'}, as the number ${id.municipalityNumber} did.`,
        { matrikkel: text, municipalityNumber: id.municipalityNumber },
      );
    const { municipalityNumber, gnr, bnr, fnr, snr } = id;
    return { municipalityNumber, gnr, bnr, fnr, snr, validFrom, validTo, text };
  });
  const sorted = filled.toSorted(
    (a, b) => compare(a.validFrom ?? '', b.validFrom ?? '') || compare(a.text, b.text),
  );
  for (const [at, one] of sorted.entries()) {
    const other = sorted.slice(0, at).find((earlier) => earlier.text === one.text && overlap(earlier, one));
    if (other)
      throw new Rejection(
        'matrikkel_periods_overlap',
        `matrikkelIds: ${one.text} stands twice for the same days.`,
        { matrikkel: one.text },
      );
  }
  return sorted;
}

/** Of two that are sorted by their beginning. */
const overlap = (earlier: DatedMatrikkel, later: DatedMatrikkel): boolean =>
  earlier.validTo === null || later.validFrom === null || earlier.validTo >= later.validFrom;

const isBefore = (one: string | null, other: string | null): boolean =>
  one !== null && other !== null && one < other;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
