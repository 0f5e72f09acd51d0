import * as z from 'zod';
import { instant } from '../values.ts';

/** How soon work must be done; what the times are, the service levels say. */
export const urgency = z.enum(['low', 'normal', 'high', 'immediate']);

/** Response: from offer to answer. Arrival: from placed to on site. Fix: from placed to reported done. */
export const clockName = z.enum(['response', 'arrival', 'fix']);

/** A clock of an order: by when something must have happened, and how that goes. */
export const orderClock = z.object({
  clock: clockName,
  startedAt: instant,
  /** While the work is paused it stands still here; when the work goes on it moves by as long as that took. */
  dueAt: instant,
  /**
   * `late`: done, but after the clock was broken. `stopped`: the order was cancelled or the offer withdrawn. A response
   * clock that broke is an offer that expired.
   */
  status: z.enum(['running', 'about_to_break', 'broken', 'paused', 'met', 'late', 'stopped']),
});
