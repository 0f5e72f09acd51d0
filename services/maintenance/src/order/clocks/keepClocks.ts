import { lastInstantOf, osloDay } from '@tiltak/calendar';
import { awaitsAnswer, contractorOf } from '../callOff.ts';
import { type OrderEvent, urgencyOf } from '../events.ts';
import type { Order } from '../order.ts';
import { plus } from './clocks.ts';
import type { RunningHours, StartedClock } from './events.ts';
import { levelsOn, type ServiceLevels } from './serviceLevels.ts';

export type ClockCommand =
  /** The order has just been placed. */
  | { readonly type: 'startClocks'; readonly at: string }
  /** Tells of the clocks that are about to break, or broken. */
  | { readonly type: 'checkClocks'; readonly at: string }
  /** The contractor who was asked has not answered yet, and most of the time is gone. */
  | { readonly type: 'warnOfDeadline'; readonly callOffId: string; readonly at: string };

/** Starts the clocks of an order that is placed and has none, by the service levels of its day. */
export function startClocks(at: string, state: Order): OrderEvent[] {
  if (state.status !== 'placed' || state.clocks) return [];
  const levels = levelsOn(osloDay(at));
  const urgency = urgencyOf(state.terms);
  const { runs, arrivalSeconds, fixSeconds } = levels.byUrgency[urgency];
  const hours = runs === 'always' ? runs : levels.businessHours;
  const due = byDueDay(at, state.terms.dueOn, levels);
  const fix =
    fixSeconds === null ? due : earlier(due, limited('fix', { at, seconds: fixSeconds, hours }, levels));
  const arrival =
    arrivalSeconds === null ? [] : [limited('arrival', { at, seconds: arrivalSeconds, hours }, levels)];
  const clocks = [...arrival, fix];
  return [{ type: 'ClocksStarted', data: { at, urgency, levelsFrom: levels.validFrom, clocks } }];
}

function limited(
  clock: StartedClock['clock'],
  limit: { readonly at: string; readonly seconds: number; readonly hours: RunningHours },
  { warnAtShare }: ServiceLevels,
): StartedClock {
  const { at, seconds, hours } = limit;
  return { clock, hours, dueAt: plus(at, seconds, hours), warnAt: plus(at, seconds * warnAtShare, hours) };
}

/** Whatever the urgency, the work is to be done by the end of the due day that the contractor said yes to. */
function byDueDay(at: string, dueOn: string, levels: ServiceLevels): StartedClock {
  const seconds = Math.max(0, (Date.parse(lastInstantOf(dueOn)) - Date.parse(at)) / 1000);
  return limited('fix', { at, seconds, hours: 'always' }, levels);
}

const earlier = (one: StartedClock, other: StartedClock): StartedClock =>
  one.dueAt < other.dueAt ? one : other;

/** Tells once of each clock that it is about to break, and once that it is broken; only the latter where it is late. */
export function checkClocks(at: string, state: Order): OrderEvent[] {
  if (!('contractor' in state) || !state.contractor || !state.clocks || state.clocks.pausedAt !== null)
    return [];
  const { contractor, clocks, terms } = state;
  const urgency = urgencyOf(terms);
  return clocks.clocks
    .filter(({ end, brokenAt }) => end === null && brokenAt === null)
    .flatMap(({ clock, warnAt, dueAt, warnedAt }): OrderEvent[] => {
      const data = { contractor, clock, urgency, dueAt, at };
      if (dueAt <= at) return [{ type: 'ClockBroken', data }];
      return warnAt <= at && warnedAt === null ? [{ type: 'ClockAboutToBreak', data }] : [];
    });
}

/** Tells once that an offer is about to expire. One that is answered, over, or was told of is nothing. */
export function warnOfDeadline(callOffId: string, at: string, state: Order): OrderEvent[] {
  if (state.status !== 'offered') return [];
  const callOff = state.callOffs.find((one) => one.callOffId === callOffId);
  if (!callOff || !awaitsAnswer(callOff) || callOff.warnedAt !== undefined || callOff.respondBy <= at)
    return [];
  const { respondBy: dueAt } = callOff;
  const urgency = urgencyOf(state.terms);
  return [
    {
      type: 'ClockAboutToBreak',
      data: { contractor: contractorOf(callOff), clock: 'response', urgency, dueAt, at },
    },
  ];
}

/** When an offer is about to expire: the same share of its time is gone as with the other clocks. */
export function warnOfDeadlineAt({
  offeredAt,
  respondBy,
}: {
  readonly offeredAt: string;
  readonly respondBy: string;
}): Date {
  const start = Date.parse(offeredAt);
  const { warnAtShare } = levelsOn(osloDay(offeredAt));
  return new Date(start + (Date.parse(respondBy) - start) * warnAtShare);
}
