import { addDays } from './day.ts';

/** A day off by law. */
export type PublicHoliday = {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** In Norwegian, as calendars write it. */
  readonly name: string;
};

/**
 * Easter Sunday of a year of the Gregorian calendar, `YYYY-MM-DD`: the algorithm of J. Meeus, J. H. Butcher and
 * H. Spencer Jones (Meeus, Astronomical Algorithms, chapter 8), exact for every year.
 */
export function easterSunday(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const leapCenturies = Math.floor(century / 4);
  const moonDrift = Math.floor((8 * century + 13) / 25);
  const epact = (19 * golden + century - leapCenturies - moonDrift + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const days = epact + weekday - 7 * late + 114;
  const two = (number: number) => String(number).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(Math.floor(days / 31))}-${two((days % 31) + 1)}`;
}

/** Days from Easter Sunday, by lov 24. februar 1995 nr. 12 om helligdager og helligdagsfred § 2. */
const movable: readonly (readonly [days: number, name: string])[] = [
  [-3, 'Skjærtorsdag'],
  [-2, 'Langfredag'],
  [0, 'Første påskedag'],
  [1, 'Andre påskedag'],
  [39, 'Kristi himmelfartsdag'],
  [49, 'Første pinsedag'],
  [50, 'Andre pinsedag'],
];

/** By the same section; the first and the seventeenth of May by lov 26. april 1947 nr. 1 om 1 og 17 mai. */
const fixed: readonly (readonly [monthDay: string, name: string])[] = [
  ['01-01', 'Første nyttårsdag'],
  ['05-01', 'Arbeidernes dag'],
  ['05-17', 'Grunnlovsdagen'],
  ['12-25', 'Første juledag'],
  ['12-26', 'Andre juledag'],
];

/**
 * The public holidays (helligdager og høytidsdager) of a year, in its order. Ordinary Sundays are holidays of the same
 * law and not listed. Two may fall on one day, as Ascension Day and the first of May did in 2008. The eves of Easter,
 * Whitsun and Christmas, and New Year's Eve, are no holidays by law.
 */
export function publicHolidays(year: number): readonly PublicHoliday[] {
  const easter = easterSunday(year);
  const written = easter.slice(0, 4);
  return [
    ...fixed.map(([monthDay, name]) => ({ day: `${written}-${monthDay}`, name })),
    ...movable.map(([days, name]) => ({ day: addDays(easter, days), name })),
  ].sort((one, other) => (one.day < other.day ? -1 : 1));
}

/** Years whose holidays are remembered; whoever asks about more pays for working them out again. */
const yearsKeptMax = 200;
const daysOfYear = new Map<string, ReadonlySet<string>>();

/** Whether the day (`YYYY-MM-DD`) is a public holiday; ordinary Sundays are not asked about here. */
export function isPublicHoliday(day: string): boolean {
  const year = day.slice(0, 4);
  let days = daysOfYear.get(year);
  if (!days) {
    if (daysOfYear.size >= yearsKeptMax) daysOfYear.clear();
    days = new Set(publicHolidays(Number(year)).map((holiday) => holiday.day));
    daysOfYear.set(year, days);
  }
  return days.has(day);
}
