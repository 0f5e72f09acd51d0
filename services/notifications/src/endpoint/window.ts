import { addDays, instantAt, osloDay } from '@tiltak/calendar';

/** A time in which a contractor's system is closed, as the contractor has declared it. */
export type MaintenanceWindow = {
  /** Urgent orders wait too. */
  readonly holdsUrgent: boolean;
} & (
  | {
      readonly kind: 'weekly';
      /** Of its beginning, 1 (Monday) to 7. */
      readonly weekday: number;
      /** `HH:MM` in Norway. */
      readonly from: string;
      /** `HH:MM` in Norway; not later than `from`: on the next day. */
      readonly until: string;
    }
  | {
      readonly kind: 'once';
      /** RFC 3339. */
      readonly from: string;
      readonly until: string;
    }
);

/** Windows that follow upon each other are looked through so many times: no contractor is closed for ever. */
const followingMax = 50;

/**
 * When what is to be sent at `now` may be sent again, in milliseconds of the epoch: the end of the window that holds it
 * back, and of those that begin before that ends. Undefined: nothing holds it back.
 */
export function closedUntil(
  windows: readonly MaintenanceWindow[],
  { now, urgent }: { readonly now: number; readonly urgent: boolean },
): number | undefined {
  const holding = windows.filter(({ holdsUrgent }) => holdsUrgent || !urgent);
  let until = now;
  for (let following = 0; following < followingMax; following += 1) {
    const ends = holding.flatMap((window) => endsAt(window, until) ?? []);
    if (ends.length === 0) break;
    until = Math.max(...ends);
  }
  return until === now ? undefined : until;
}

/** The end of a window at a time within it; undefined outside. */
function endsAt(window: MaintenanceWindow, at: number): number | undefined {
  if (window.kind === 'once') {
    const [from, until] = [Date.parse(window.from), Date.parse(window.until)];
    return from <= at && at < until ? until : undefined;
  }
  const today = osloDay(new Date(at).toISOString());
  for (const day of [today, addDays(today, -1)]) {
    if (weekdayOf(day) !== window.weekday) continue;
    const endDay = window.until > window.from ? day : addDays(day, 1);
    const [from, until] = [instantAt(day, window.from), instantAt(endDay, window.until)];
    if (from <= at && at < until) return until;
  }
  return undefined;
}

/** 1 (Monday) to 7 (ISO 8601). */
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
