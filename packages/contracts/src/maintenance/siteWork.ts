import * as z from 'zod';
import { date, instant } from '../values.ts';

/** Why work stands still. */
export const pauseReason = z.enum([
  'weather',
  'materials',
  'access',
  'other_trades',
  'waiting_for_client',
  'unforeseen_condition',
  'safety',
  'other',
]);

/** How the work goes, as the contractor tells it. */
export const siteWork = z.object({
  schedule: z.object({ startsOn: date, endsOn: date }).nullable(),
  /** SHA plan and HMS cards; null where nobody has confirmed them. */
  safety: z.object({ confirmedBy: z.string(), confirmedAt: instant }).nullable(),
  /** The pause that lasts; null while nothing is paused. */
  pause: z.object({ reason: pauseReason, text: z.string().nullable(), since: instant }).nullable(),
});
