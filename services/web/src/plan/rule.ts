/** How often, as a person chooses it: every so many weeks, months or years. */
export type Often = { readonly unit: 'week' | 'month' | 'year'; readonly every: number };

const frequencies = { week: 'WEEKLY', month: 'MONTHLY', year: 'YEARLY' } as const;

/**
 * The recurrence rule (RFC 5545) of a choice, from a first day on. Months that lack the first day have it on their last
 * one instead; by the rule alone they would be left out. Counted from completion the service sees to that itself.
 */
export function ruleOf(
  { unit, every }: Often,
  firstDay: string,
  countsFrom: 'schedule' | 'completion',
): string {
  const rule = `FREQ=${frequencies[unit]}${every > 1 ? `;INTERVAL=${every}` : ''}`;
  const day = Number(firstDay.slice(8));
  if (unit === 'week' || day <= 28 || countsFrom === 'completion') return rule;
  const days = Array.from({ length: day - 27 }, (_, at) => 28 + at).join();
  const month = unit === 'year' ? `;BYMONTH=${Number(firstDay.slice(5, 7))}` : '';
  return `${rule}${month};BYMONTHDAY=${days};BYSETPOS=-1`;
}

const words = {
  DAILY: ['dag', 'dager'],
  WEEKLY: ['uke', 'uker'],
  MONTHLY: ['måned', 'måneder'],
  YEARLY: ['år', 'år'],
} as const;

/** A rule in words, where it is one that people choose here; others as they are. */
export function ruleText(rule: string): string {
  const plain =
    /^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(?:;INTERVAL=(\d+))?(?:;BYMONTH=\d+)?(?:;BYMONTHDAY=28[\d,]*;BYSETPOS=-1)?$/;
  const [, frequency, interval = '1'] = plain.exec(rule) ?? [];
  if (frequency === undefined) return rule;
  const [one, many] = words[frequency as keyof typeof words];
  if (interval === '1') return one === 'uke' ? 'hver uke' : one === 'år' ? 'hvert år' : `hver ${one}`;
  return `hver ${interval}. ${one === 'år' ? 'år' : one}`
    .replace(/^hver (\d+)\. år$/, 'hvert $1. år')
    .replace(many, one);
}
