import * as z from 'zod';
import { date, id, instant, line, text } from '../values.ts';

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

/** A defect (mangel) that work was accepted with; `fixed` is what the contractor says, `approved` what an officer does. */
export const defect = z.object({
  defectId: id,
  description: z.string(),
  dueOn: date,
  status: z.enum(['open', 'fixed', 'approved']),
  remark: z.string().nullable(),
});

/** A claim (reklamasjon) about accepted work. */
export const claim = z.object({
  claimId: id,
  description: z.string(),
  dueOn: date,
  raisedOn: date,
  status: z.enum(['raised', 'acknowledged', 'disputed', 'fixed', 'closed']),
  remark: z.string().nullable(),
});

/** How the work goes, and what became of it after it was accepted. */
export const siteWork = z.object({
  schedule: z.object({ startsOn: date, endsOn: date }).nullable(),
  /** SHA plan and HMS cards; null where nobody has confirmed them. */
  safety: z.object({ confirmedBy: z.string(), confirmedAt: instant }).nullable(),
  /** The pause that lasts; null while nothing is paused. */
  pause: z.object({ reason: pauseReason, text: z.string().nullable(), since: instant }).nullable(),
  /** How often somebody was told that the work waits for its inspection. */
  inspectionEscalations: z.int(),
  acceptedOn: date.nullable(),
  defects: z.array(defect),
  claims: z.array(claim),
  /** The last day on which a claim can be raised; null before the work is accepted. */
  claimsUntil: date.nullable(),
});

/** A defect as an inspection finds it. */
export const foundDefect = z.object({ description: text.min(1), dueOn: date });

/** What a contractor says of something that it has fixed. */
export const remark = line.nullable().default(null);
