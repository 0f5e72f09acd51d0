import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { date, id, instant, ore, positiveOre, text } from '../values.ts';
import { officers, reason, wrongState } from './shared.ts';

export const changeStatus = z.enum(['notified', 'priced', 'awaiting_funds', 'approved', 'rejected']);

/** What a change adds to the order's price, without VAT; below 0 it lowers it. */
const addedOre = z.int().min(-1_000_000_000_000_00).max(1_000_000_000_000_00);

/** A change of a placed order (endringsmelding): notified, priced by the contractor, then approved or rejected. */
export const change = z.object({
  changeId: id,
  status: changeStatus,
  proposedBy: z.enum(['contractor', 'officer']),
  what: z.string(),
  why: z.string().nullable(),
  /** Null until the contractor has priced it. */
  addedOre: addedOre.nullable(),
  /** The due date that it brings; null where that stays. */
  dueOn: date.nullable(),
  proposedAt: instant,
  /** Why it was rejected. */
  reason: z.string().nullable(),
  /** What was left in the frame, where the money was refused. */
  availableOre: ore.nullable(),
});

const orderParams = z.object({ orderId: id });
const changeParams = z.object({ orderId: id, changeId: id });
const changeState = z.object({ orderId: id, changeId: id, status: changeStatus, amountOre: positiveOre });
const price = { change_too_low: 422, due_in_the_past: 422 } as const;

/** The operations by which a placed order's price, scope or due date is changed. */
export const changeOperations = {
  proposeChange: {
    method: 'post',
    path: '/orders/{orderId}/changes',
    summary:
      'Proposes a change of a placed order; the contractor may price it at once, an officer leaves that to it',
    allow: ['contractor', ...officers],
    params: orderParams,
    body: z.object({
      what: text.min(1),
      why: text.nullable().default(null),
      addedOre: addedOre.nullable().default(null),
      dueOn: date.nullable().default(null),
    }),
    answer: { status: 201, body: changeState },
    rejections: { ...wrongState, ...price, price_is_contractors: 422, too_many_changes: 409 },
  },
  priceChange: {
    method: 'post',
    path: '/orders/{orderId}/changes/{changeId}/price',
    summary: "The contractor's price for a change that was notified without one",
    allow: ['contractor'],
    params: changeParams,
    body: z.object({ addedOre, dueOn: date.nullable().default(null) }),
    answer: { status: 200, body: changeState },
    rejections: { ...wrongState, ...price },
  },
  approveChange: {
    method: 'post',
    path: '/orders/{orderId}/changes/{changeId}/approve',
    summary: 'Approves a priced change; where it costs more, it holds when the money has been reserved',
    allow: officers,
    params: changeParams,
    answer: { status: 202, body: changeState },
    rejections: {
      ...wrongState,
      change_too_low: 422,
      approver_needed: 409,
      same_person: 409,
      agreement_ceiling_reached: 409,
    },
  },
  rejectChange: {
    method: 'post',
    path: '/orders/{orderId}/changes/{changeId}/reject',
    summary: 'Rejects a change, with the reason',
    allow: officers,
    params: changeParams,
    body: z.object({ reason }),
    answer: { status: 200, body: changeState },
    rejections: wrongState,
  },
} as const satisfies Operations;
