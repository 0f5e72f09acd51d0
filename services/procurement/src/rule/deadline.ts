import { addDays, businessDayOnOrAfter, instantAt, osloDay } from '@tiltak/calendar';
import type { RuleRow } from './rule.ts';
import { numberAt, ruleAt } from './ruleAt.ts';

/**
 * The last day of a period of calendar days, as the EEA's rules on periods count (Regulation 1182/71 article 3,
 * forskrift om tidsfrister i EØS-avtalen): the day on which it begins doesn't count, and a period that would end on a
 * Saturday, a Sunday or a public holiday ends with the next working day.
 */
export const lastDayOf = (beginsOn: string, days: number): string =>
  businessDayOnOrAfter(addDays(beginsOn, days));

/**
 * The day after the last one of a period: a period in days lasts until its last day's last hour has passed (Regulation
 * 1182/71 article 3(2)), so that an earlier hour of that day would cut it short.
 */
export const dayAfterPeriod = (beginsOn: string, days: number): string =>
  addDays(lastDayOf(beginsOn, days), 1);

/** The instant at which a day ends in Norway: UTC, RFC 3339. */
const endOf = (day: string): string => new Date(instantAt(day, '24:00')).toISOString();

export type Window = 'requests' | 'bids';

export type MinimumDeadline = {
  /** The first day that a deadline may be on, at whatever hour: the day after the last one of the least period. */
  readonly earliest: string;
  /** When that day begins, and the whole of the period has passed; UTC, RFC 3339. */
  readonly endsAt: string;
  /** None: no least number of days is known for it, and the time must be enough for what is asked. */
  readonly rules: readonly RuleRow[];
};

/**
 * The least time that suppliers get, to ask to take part (`requests`) or to bid. `publishedOn` is the day on which the
 * period begins: of the notice, or of the invitation where only those who are invited may bid. Without a rule there is
 * no period, and the earliest day is that day.
 */
export function minimumDeadline(options: {
  readonly procedure: string;
  readonly window: Window;
  readonly publishedOn: string;
  readonly rows: readonly RuleRow[];
}): MinimumDeadline {
  const { procedure, window, publishedOn, rows } = options;
  const least = numberAt(rows, `deadline.${procedure}.${window}`, publishedOn);
  const earliest = least ? dayAfterPeriod(publishedOn, least.value) : publishedOn;
  const counting = ruleAt(rows, 'deadline.counting', publishedOn);
  return {
    earliest,
    endsAt: new Date(instantAt(earliest, '00:00')).toISOString(),
    rules: least ? [least.rule, ...(counting ? [counting] : [])] : [],
  };
}

/** Standstill where no row says how long: the longest that the directive knows (2007/66/EC article 2a). */
const longestStandstillDays = 15;

/**
 * When the standstill (karens) is over that began when the award letter was sent: at the end of its last day. Before
 * that instant nothing may be signed. Where no row of the day says how long it lasts, it lasts 15 days.
 */
export function standstillEnd(options: {
  /** RFC 3339. */
  readonly sentAt: string;
  readonly electronically: boolean;
  readonly rows: readonly RuleRow[];
}): { readonly endsAt: string; readonly rules: readonly RuleRow[] } {
  const { sentAt, electronically, rows } = options;
  const sentOn = osloDay(sentAt);
  const period = numberAt(rows, `standstill.days_${electronically ? 'electronic' : 'other'}`, sentOn);
  const others = ['standstill.duty', 'deadline.counting'].map((key) => ruleAt(rows, key, sentOn));
  return {
    endsAt: endOf(lastDayOf(sentOn, period?.value ?? longestStandstillDays)),
    rules: [period?.rule, ...others].filter((rule) => rule !== undefined),
  };
}
