import * as z from 'zod';
import { text } from '../values.ts';

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
