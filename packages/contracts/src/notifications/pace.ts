import * as z from 'zod';
import { instant } from '../values.ts';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time as HH:MM, from 00:00 to 23:59');
/** Longer than that is not maintenance: then the endpoint is better disabled. */
const onceDaysMax = 7;
const dayMs = 24 * 3_600_000;
const holdsUrgent = z.boolean().default(false);

/**
 * A time in which the contractor's system is closed: deliveries wait for its end, without being tried and without
 * counting as failed. Those of urgent orders go all the same, unless `holdsUrgent`.
 */
export const maintenanceWindow = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('weekly'),
    /** The day on which it begins: 1 (Monday) to 7. */
    weekday: z.int().min(1).max(7),
    /** By the clock in Norway; not later than `from`: on the next day. */
    from: clock,
    until: clock,
    holdsUrgent,
  }),
  z
    .object({ kind: z.literal('once'), from: instant, until: instant, holdsUrgent })
    .refine(({ from, until }) => Date.parse(until) > Date.parse(from), {
      path: ['until'],
      message: 'until must be later than from',
    })
    .refine(({ from, until }) => Date.parse(until) - Date.parse(from) <= onceDaysMax * dayMs, {
      path: ['until'],
      message: `a window lasts at most ${onceDaysMax} days; disable the endpoint for longer`,
    }),
]);
export const maintenanceWindows = z.array(maintenanceWindow).max(20);

/** What the contractor's system takes at the most. */
export const endpointLimits = z.object({
  /** Requests under way at the same time. */
  inFlightMax: z.int().min(1).max(16).default(16),
  /** Requests begun in a second; null: as many as it takes. */
  perSecondMax: z.int().min(1).max(1000).nullable().default(null),
});
