import * as z from 'zod';
import { line, text } from '../values.ts';

/** Who may decide on jobs and orders. */
export const officers = ['property.officer', 'property.approver'] as const;
export const reason = text.min(1);
/** The thing is not in a state in which this can be done; `detail` names both. */
export const wrongState = { wrong_state: 409 } as const;

export const orderStatus = z.enum([
  'draft',
  'submitted',
  'funded',
  'held',
  'offered',
  'placed',
  'in_execution',
  'delivered',
  'accepted',
  'rework',
  'settled',
  'closed',
  'cancelled',
]);

/** Who may change the property register. */
export const registrars = ['property.officer', 'admin'] as const;

/** A cadastral unit (matrikkelenhet). The municipality number keeps its leading zero: Bærum is 0219, 3024 or 3201. */
export const matrikkel = z.object({
  municipalityNumber: z.string().regex(/^\d{4}$/, 'four digits, e.g. 3201'),
  gnr: z.int().min(1).max(99_999),
  bnr: z.int().min(1).max(99_999),
  fnr: z.int().min(0).max(99_999).optional(),
  snr: z.int().min(0).max(99_999).optional(),
});

/** A cadastral unit as it is written, with the lease and section numbers where there are any. */
export const matrikkelText = z
  .string()
  .trim()
  .regex(
    /^\d{4}-\d{1,5}\/\d{1,5}(\/\d{1,5}){0,2}$/,
    'like 3201-94/12, or 3201-94/12/0/3 with lease and section',
  );

/** The id that a thing has in the municipality's own system; two of a kind never share one. */
export const reference = line.max(60).nullable().default(null);
