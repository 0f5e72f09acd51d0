const dayMs = 24 * 3_600_000;

/** Midnight UTC of a calendar day (`YYYY-MM-DD`), in ms. Throws a RangeError for what is not a day. */
export function midnightMs(day: string): number {
  const ms = Date.parse(`${day}T00:00:00Z`);
  // Date.parse takes the 31st of a month of 30 days for the first of the next.
  if (Number.isNaN(ms) || dayOf(ms) !== day) throw new RangeError(`not a calendar day: ${day}`);
  return ms;
}

/** The calendar day, in UTC, of a time in ms. */
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The calendar day that many days later; earlier where `days` is negative. Throws a RangeError for what is no day. */
export const addDays = (day: string, days: number): string => dayOf(midnightMs(day) + days * dayMs);

/** The same day that many months later, or the last of a month that is too short for it. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dayOf(Date.UTC(year, month - 1 + months, Math.min(date, last)));
}
