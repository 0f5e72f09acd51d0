import type { OpenDelivery } from './delivery.ts';

type Waiting = Pick<OpenDelivery, 'eventType' | 'callOffId' | 'attempts' | 'wasHeld'>;

const short = (eventType: string): string => eventType.replace(/^no\.tiltak\.maintenance\.(.+)\.v\d+$/, '$1');

/**
 * What a later event takes the place of. An offer that can't be answered any more is no offer, and of several versions
 * of an order the last one counts. Nothing else is ever left out: what binds (placed), ends (withdrawn, expired,
 * cancelled, settled) or judges (accepted, rejected) is a fact of its own.
 */
const supersededBy: Readonly<Record<string, readonly string[]>> = {
  'calloff.offered': ['calloff.withdrawn', 'calloff.expired', 'order.cancelled'],
  'order.changed': ['order.changed', 'order.cancelled'],
};

/**
 * Of what waits in one queue, first to last: the index of each that is superseded, with the index of the last one that
 * supersedes it. Only after an outage: as long as an endpoint takes what it gets, it gets everything.
 */
export function supersededIn(waiting: readonly Waiting[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  if (!waiting.some(({ attempts, wasHeld }) => attempts > 0 || wasHeld)) return found;
  for (const [index, { eventType, callOffId }] of waiting.entries()) {
    const types = supersededBy[short(eventType)] ?? [];
    const by = waiting.findLastIndex(
      (later, at) => at > index && later.callOffId === callOffId && types.includes(short(later.eventType)),
    );
    if (by !== -1) found.set(index, by);
  }
  return found;
}
