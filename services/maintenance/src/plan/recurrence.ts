import { Rejection } from '@tiltak/decider';
import rrule from 'rrule';

const { Frequency, RRule } = rrule;

/** Days have no hours here: a rule is worked out at midnight UTC of each, so that summer time moves nothing. */
const midnightOf = (day: string): Date => new Date(`${day}T00:00:00Z`);
const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);

/** Rules that find no day within so many years are taken to have none left: some would be looked for until year 9999. */
const yearsMax = 30;

/**
 * Days of a recurrence rule (RFC 5545, section 3.3.10: `FREQ=YEARLY;BYMONTH=10`), from the first day on. Throws the
 * Rejections `rule_not_valid` and `rule_too_frequent`: a plan recurs daily at the most.
 */
export function openRule(rule: string, startsOn: string) {
  const options = parse(rule);
  if (options.freq === undefined) throw notValid('it has no FREQ');
  if (options.dtstart || options.tzid) throw notValid('the first day is given by startsOn');
  if (options.interval !== undefined && !(options.interval >= 1)) throw notValid('INTERVAL is 1 or more');
  if (options.freq > Frequency.DAILY || options.byhour || options.byminute || options.bysecond)
    throw new Rejection(
      'rule_too_frequent',
      'rrule: FREQ is DAILY, WEEKLY, MONTHLY or YEARLY, without hours.',
    );
  // Each day of decades would be tried for one that may never come, which takes the library many seconds.
  const { bymonth, bymonthday, byyearday, byweekno } = options;
  if (options.freq === Frequency.DAILY && (bymonth ?? bymonthday ?? byyearday ?? byweekno) != null)
    throw notValid('with months, FREQ is WEEKLY, MONTHLY or YEARLY');
  return {
    /** The first day on or after this one; null where there is none (any more). */
    onOrAfter(day: string): string | null {
      const from = midnightOf(day < startsOn ? startsOn : day);
      const last = new Date(from);
      last.setUTCFullYear(last.getUTCFullYear() + yearsMax);
      const until = options.until && options.until < last ? options.until : last;
      const found = new RRule({ ...options, dtstart: midnightOf(startsOn), until }).after(from, true);
      return found && dayOf(found);
    },
  };
}

function parse(rule: string) {
  try {
    return RRule.parseString(rule);
  } catch (error) {
    throw notValid(error instanceof Error ? error.message : String(error));
  }
}

const notValid = (why: string) =>
  new Rejection('rule_not_valid', `rrule: a rule as FREQ=YEARLY;BYMONTH=10 of RFC 5545 (${why}).`);

/**
 * The day from which a rule is counted on: the day on which work was done. Rules of months and years skip months that
 * lack the day (RFC 5545, 3.3.10), and half a year after 31 August would come a year late; so the 28th stands for what
 * comes after it.
 */
export function countedFrom(rule: string, day: string): string {
  const isOfMonths = /\bFREQ=(MONTHLY|YEARLY)\b/i.test(rule);
  return isOfMonths && day.slice(8) > '28' ? `${day.slice(0, 8)}28` : day;
}

/** The day after. */
export function nextDay(day: string): string {
  const next = midnightOf(day);
  next.setUTCDate(next.getUTCDate() + 1);
  return dayOf(next);
}
