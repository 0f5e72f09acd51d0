import { midnightMs } from './day.ts';

const timeZone = 'Europe/Oslo';
const hourMs = 3_600_000;
/** Swedish dates are written YYYY-MM-DD. */
const days = new Intl.DateTimeFormat('sv-SE', { timeZone });
const offsets = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });

/** The calendar day in Norway, `YYYY-MM-DD`, of an instant (RFC 3339). */
export const osloDay = (instant: string): string => days.format(new Date(instant));

/** How many hours Norway is ahead of UTC: 1, and 2 in summer. */
function hoursAhead(ms: number): number {
  const name = offsets.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return Number(/^GMT([+-]\d\d):00$/.exec(name)?.[1] ?? 0);
}

/**
 * The instant, in ms, at which clocks in Norway show a time (`HH:MM`) of a day. Of the hour that comes twice in autumn
 * the first is meant; in the hour that is left out in spring it is as many minutes after its end. Throws a RangeError
 * for what is not a day.
 */
export function instantAt(day: string, time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const shown = midnightMs(day) + hours * hourMs + minutes * 60_000;
  const inSummer = shown - 2 * hourMs;
  return hoursAhead(inSummer) === 2 ? inSummer : shown - hourMs;
}

/**
 * The last instant that "as of" takes in: an instant (RFC 3339) itself, and of a day (`YYYY-MM-DD`) the last
 * millisecond of that day in Norway. UTC, RFC 3339, to be compared with the journal's times as text.
 */
export function lastInstantOf(asOf: string): string {
  if (asOf.includes('T')) return new Date(asOf).toISOString();
  return new Date(instantAt(asOf, '24:00') - 1).toISOString();
}
