import { addDays, midnightMs } from './day.ts';
import { isPublicHoliday } from './holidays.ts';

/** Business days that are counted at the most: longer deadlines are dates. */
const daysMax = 10_000;

/**
 * Whether people are at work (arbeidsdag): Monday to Friday, and no public holiday. Saturdays are none: also a legal
 * deadline moves on from a Saturday (domstolloven § 149; Regulation 1182/71 article 3). Throws a RangeError for what
 * is not a day.
 */
export function isBusinessDay(day: string): boolean {
  const weekday = new Date(midnightMs(day)).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !isPublicHoliday(day);
}

/** The day itself, or where it is no business day the first one after it: to where a deadline moves that ends on it. */
export function businessDayOnOrAfter(day: string): string {
  let found = day;
  while (!isBusinessDay(found)) found = addDays(found, 1);
  return found;
}

/** The first business day after the day. */
export const nextBusinessDay = (day: string): string => businessDayOnOrAfter(addDays(day, 1));

/**
 * The business day that many business days after a day, which itself does not count; 0 is the day or the first
 * business day after it. Throws a RangeError for a number that is not whole, negative, or above 10,000.
 */
export function addBusinessDays(day: string, days: number): string {
  if (!Number.isInteger(days) || days < 0 || days > daysMax)
    throw new RangeError(`business days are counted from 0 to ${daysMax}, not ${days}`);
  if (days === 0) return businessDayOnOrAfter(day);
  let found = day;
  for (let left = days; left > 0; left--) found = nextBusinessDay(found);
  return found;
}
