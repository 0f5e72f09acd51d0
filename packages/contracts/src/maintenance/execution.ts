import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { hours, line, positiveOre } from '../values.ts';
import { orderAnswer, orderParams, orderState } from './order.ts';
import { officers, reason, wrongState } from './shared.ts';

/** The operations from the start of the work to the settlement. */
export const executionOperations = {
  startWork: {
    method: 'post',
    path: '/orders/{orderId}/start-work',
    summary: 'The contractor is at work',
    allow: ['contractor'],
    params: orderParams,
    answer: orderAnswer,
    rejections: { ...wrongState, safety_not_confirmed: 409 },
  },
  reportWorkDone: {
    method: 'post',
    path: '/orders/{orderId}/report-work-done',
    summary: 'The contractor reports the work as done, with the hours it took',
    allow: ['contractor'],
    params: orderParams,
    body: z.object({ personHours: hours, apprenticeHours: hours.default(0) }),
    answer: orderAnswer,
    rejections: { ...wrongState, work_paused: 409, apprentice_hours_exceed_person_hours: 422 },
  },
  acceptWork: {
    method: 'post',
    path: '/orders/{orderId}/accept-work',
    summary: 'Accepts delivered work',
    allow: officers,
    params: orderParams,
    answer: orderAnswer,
    rejections: wrongState,
  },
  rejectWork: {
    method: 'post',
    path: '/orders/{orderId}/reject-work',
    summary: 'Rejects delivered work, with the reason; the contractor must do it again',
    allow: officers,
    params: orderParams,
    body: z.object({ reason }),
    answer: orderAnswer,
    rejections: wrongState,
  },
  registerInvoice: {
    method: 'post',
    path: '/orders/{orderId}/invoices',
    summary: 'Registers an invoice on accepted work',
    allow: officers,
    params: orderParams,
    body: z.object({ invoiceNumber: line, amountOre: positiveOre }),
    answer: { status: 201, body: orderState },
    rejections: { ...wrongState, exceeds_order: 422, invoice_number_used: 409 },
  },
  settleOrder: {
    method: 'post',
    path: '/orders/{orderId}/settle',
    summary: 'The invoices are paid: the order is settled and what is left of its money released',
    allow: officers,
    params: orderParams,
    answer: orderAnswer,
    rejections: { ...wrongState, nothing_invoiced: 409 },
  },
} as const satisfies Operations;
