import type { Facts } from '../order.ts';
import { followUpOf } from './followUp.ts';

/** The absolute limit for claims, from the day on which the work was taken over. */
const claimYears = 5;

/**
 * The last day on which a claim about the order's work can be raised; null before it is accepted. Of orders that were
 * accepted before that day was kept, the day on which the work was reported as done stands for it.
 */
export function claimsUntil(order: Facts): string | null {
  const from = followUpOf(order).acceptedOn ?? order.work.doneAt?.slice(0, 10) ?? null;
  return from === null ? null : yearsAfter(from, claimYears);
}

/** The same date so many years later; the 29th of February becomes the 28th where there is none. */
function yearsAfter(day: string, years: number): string {
  const year = Number(day.slice(0, 4)) + years;
  const isLeapDay = day.endsWith('-02-29');
  // Day 0 of March is the last day of February.
  const lastOfFebruary = new Date(Date.UTC(year, 2, 0)).getUTCDate();
  return isLeapDay ? `${year}-02-${lastOfFebruary}` : `${year}${day.slice(4)}`;
}
