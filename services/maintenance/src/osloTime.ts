export { osloDay } from '@tiltak/calendar';

const timeZone = 'Europe/Oslo';
const moments = new Intl.DateTimeFormat('nb-NO', {
  timeZone,
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** An instant as Norwegians write it: `24.11.2026 kl. 12.00`. */
export function osloMoment(instant: string): string {
  const part = Object.fromEntries(
    moments.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
  );
  return `${part.day}.${part.month}.${part.year} kl. ${part.hour}.${part.minute}`;
}

/** A calendar day as Norwegians write it: `24.11.2026`. */
export const norwegianDay = (date: string): string => date.split('-').reverse().join('.');
