import { isBusinessDay } from './businessDays.ts';
import { addDays } from './day.ts';
import { instantAt, osloDay } from './osloTime.ts';

/** From when till when people are at work on a business day, by clocks in Norway: `HH:MM`. */
export type BusinessHours = { readonly opensAt: string; readonly closesAt: string };

/** Calendar days that are looked through at the most: about thirty years. */
const daysMax = 11_000;

/** The business hours of each day from one on, as instants in ms; days without are left out. */
function* openTimes(from: string, { opensAt, closesAt }: BusinessHours) {
  for (let day = from, count = 0; count < daysMax; day = addDays(day, 1), count++)
    if (isBusinessDay(day)) yield { opens: instantAt(day, opensAt), closes: instantAt(day, closesAt) };
  throw new RangeError(`business time is counted for ${daysMax} days at the most`);
}

/**
 * The instant (UTC, RFC 3339) at which so many seconds of business time have passed since an instant. Nights,
 * weekends and public holidays do not count, whatever the clocks do in them; what ends with a day ends when it closes.
 * No seconds from outside of business hours end when the next ones begin. Throws a RangeError beyond thirty years.
 */
export function addBusinessTime(from: string, seconds: number, hours: BusinessHours): string {
  const start = Date.parse(from);
  let leftMs = seconds * 1000;
  for (const { opens, closes } of openTimes(osloDay(from), hours)) {
    const begins = Math.max(opens, start);
    if (begins > closes) continue;
    if (leftMs <= closes - begins) return new Date(begins + leftMs).toISOString();
    leftMs -= closes - begins;
  }
  throw new RangeError('there is no end to business days');
}

/** Seconds of business time between two instants; 0 where `to` is not after `from`. Throws as {@link addBusinessTime}. */
export function businessSecondsBetween(from: string, to: string, hours: BusinessHours): number {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  let sumMs = 0;
  if (end <= start) return 0;
  for (const { opens, closes } of openTimes(osloDay(from), hours)) {
    if (opens >= end) break;
    sumMs += Math.max(0, Math.min(closes, end) - Math.max(opens, start));
  }
  return sumMs / 1000;
}
