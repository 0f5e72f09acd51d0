const timeZone = 'Europe/Oslo';
const calendarDate = /^(\d{4})-(\d{2})-(\d{2})$/;

const longDate = new Intl.DateTimeFormat('nb-NO', { dateStyle: 'long', timeZone });
const numericDate = new Intl.DateTimeFormat('nb-NO', {
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  timeZone,
});
const minuteOfDay = new Intl.DateTimeFormat('nb-NO', { hour: '2-digit', minute: '2-digit', timeZone });
const secondOfDay = new Intl.DateTimeFormat('nb-NO', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZone,
});
const isoDate = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone });

/** A calendar date (`2026-11-22`) as `22. november 2026`. */
export function longDay(date: string): string {
  return longDate.format(noonOf(date));
}

/** A calendar date (`2026-11-22`) as `22.11.2026`. */
export function day(date: string): string {
  return numericDate.format(noonOf(date));
}

/** An instant in Norwegian time as `22.11.2026 kl. 14.03`. */
export function moment(instant: string): string {
  const at = new Date(instant);
  return `${numericDate.format(at)} kl.\u00a0${minuteOfDay.format(at).replace(':', '.')}`;
}

/** The day of an instant in Norwegian time, as `22.11.2026`. */
export function dayOf(instant: string): string {
  return numericDate.format(new Date(instant));
}

/** An instant's time of day in Norway, as `14:03:07`. */
export function timeOfDay(instant: string): string {
  return secondOfDay.format(new Date(instant));
}

/** The calendar date that an instant falls on in Norway, `2026-11-22`. */
export function dateIn(instant: Date): string {
  return isoDate.format(instant);
}

/**
 * A date as a date field sends it (`2026-11-22`) or as people type it (`22.11.2026`, `1.2.2026`), as `YYYY-MM-DD`.
 * Undefined where there is no such day.
 */
export function dateFrom(text: string): string | undefined {
  const typed = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text.trim());
  const date = typed
    ? `${typed[3]}-${typed[2]!.padStart(2, '0')}-${typed[1]!.padStart(2, '0')}`
    : text.trim();
  return isCalendarDate(date) ? date : undefined;
}

function isCalendarDate(date: string): boolean {
  if (!calendarDate.test(date)) return false;
  const at = new Date(`${date}T00:00:00Z`);
  // 31 February would be read as a day in March.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
}

/** Noon UTC is the same calendar day in Norway, summer and winter. */
function noonOf(date: string): Date {
  return new Date(`${date}T12:00:00Z`);
}
