import { addDays } from '@tiltak/calendar';

/** The last day of as many months that begin on a day: of 12 months from 1 March the last day of February. */
export function lastDayOfMonths(startsOn: string, months: number): string {
  const [year = 0, month = 1, day = 1] = startsOn.split('-').map(Number);
  const ahead = new Date(Date.UTC(year, month - 1 + months, 1));
  const daysInMonth = new Date(Date.UTC(ahead.getUTCFullYear(), ahead.getUTCMonth() + 1, 0)).getUTCDate();
  ahead.setUTCDate(Math.min(day, daysInMonth));
  const after = ahead.toISOString().slice(0, 10);
  return day > daysInMonth ? after : addDays(after, -1);
}
