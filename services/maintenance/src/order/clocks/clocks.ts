import { addBusinessTime, businessSecondsBetween } from '@tiltak/calendar';
import type { OrderEvent } from '../events.ts';
import type { Order } from '../order.ts';
import type { RunningHours, StartedClock } from './events.ts';

export type Clock = StartedClock & {
  readonly startedAt: string;
  /** When it was told that it is about to break. */
  readonly warnedAt: string | null;
  /** When it was told that it broke: at `dueAt` or a moment later. */
  readonly brokenAt: string | null;
  /** Nothing runs any more: what was to be done is done, or the order was cancelled. */
  readonly end: { readonly at: string | null; readonly how: 'met' | 'late' | 'stopped' } | null;
};

/** The clocks of a placed order. */
export type Clocks = {
  readonly clocks: readonly Clock[];
  /** While the work is paused, no clock runs. */
  readonly pausedAt: string | null;
};

/** The clocks after any event of the order; undefined before it was placed. */
export function clocksAfter(before: Clocks | undefined, event: OrderEvent): Clocks | undefined {
  if (event.type === 'ClocksStarted') {
    const { at, clocks } = event.data;
    const news = { startedAt: at, warnedAt: null, brokenAt: null, end: null };
    return { clocks: clocks.map((clock) => ({ ...clock, ...news })), pausedAt: null };
  }
  if (!before) return undefined;
  const each = (change: (clock: Clock) => Clock): Clocks => ({
    ...before,
    clocks: before.clocks.map((clock) => (clock.end === null ? change(clock) : clock)),
  });
  switch (event.type) {
    case 'ClockAboutToBreak':
      return each((one) => (one.clock === event.data.clock ? { ...one, warnedAt: event.data.at } : one));
    case 'ClockBroken':
      return each((one) => (one.clock === event.data.clock ? { ...one, brokenAt: event.data.at } : one));
    case 'WorkStarted':
      return each((one) => (one.clock === 'arrival' ? ended(one, event.data.at) : one));
    case 'WorkDone':
      return { ...each((one) => ended(one, event.data.at)), pausedAt: null };
    case 'OrderCancelled':
      return each((one) => ({ ...one, end: { at: null, how: 'stopped' } }));
    case 'WorkPaused':
      return { ...before, pausedAt: before.pausedAt ?? event.data.at };
    case 'WorkResumed': {
      const { pausedAt } = before;
      if (pausedAt === null) return before;
      return { ...each((one) => resumed(one, pausedAt, event.data.at)), pausedAt: null };
    }
    default:
      return before;
  }
}

const ended = (clock: Clock, at: string): Clock => ({
  ...clock,
  end: { at, how: clock.brokenAt === null ? 'met' : 'late' },
});

/** What was left when the work was paused is left when it goes on. */
function resumed(clock: Clock, pausedAt: string, at: string): Clock {
  if (clock.brokenAt !== null) return clock;
  const later = (instant: string) =>
    instant <= pausedAt ? instant : plus(at, secondsBetween(pausedAt, instant, clock.hours), clock.hours);
  return { ...clock, dueAt: later(clock.dueAt), warnAt: later(clock.warnAt) };
}

/** An instant that many seconds later, of those that count. */
export const plus = (at: string, seconds: number, hours: RunningHours): string =>
  hours === 'always'
    ? new Date(Date.parse(at) + seconds * 1000).toISOString()
    : addBusinessTime(at, seconds, hours);

function secondsBetween(from: string, to: string, hours: RunningHours): number {
  return hours === 'always'
    ? (Date.parse(to) - Date.parse(from)) / 1000
    : businessSecondsBetween(from, to, hours);
}

/** When there is something to tell of a clock that runs; undefined where there is nothing (any more). */
export function nextClockAt(order: Order): string | undefined {
  if (order.status === 'none' || !order.clocks || order.clocks.pausedAt !== null) return undefined;
  return order.clocks.clocks
    .filter(({ end, brokenAt }) => end === null && brokenAt === null)
    .map(({ warnedAt, warnAt, dueAt }) => (warnedAt === null ? warnAt : dueAt))
    .sort()[0];
}
