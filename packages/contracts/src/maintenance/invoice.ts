import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { hours, line, organisationNumber, positiveOre, text } from '../values.ts';
import { orderAnswer, orderParams, orderState } from './order.ts';
import { officers, reason, wrongState } from './shared.ts';

/** By its number, which people choose: in the body, because a path can't hold all that a number may. */
const invoiceDecision = z.object({ invoiceNumber: line, reason });

/** The operations from an invoice to the settlement. */
export const invoiceOperations = {
  registerInvoice: {
    method: 'post',
    path: '/orders/{orderId}/invoices',
    summary:
      'Registers an invoice on accepted work: matched, or deviating, with a list of what differs from what was agreed',
    allow: officers,
    params: orderParams,
    body: z.object({
      invoiceNumber: line,
      amountOre: positiveOre,
      /** The firm that sent it; another than the contractor is a deviation. */
      organisationNumber: organisationNumber.nullable().default(null),
      /** The hours that it charges, where it is priced by hours; more than were reported is a deviation. */
      personHours: hours.nullable().default(null),
    }),
    answer: { status: 201, body: orderState },
    rejections: { ...wrongState, exceeds_order: 422, invoice_number_used: 409 },
  },
  approveInvoice: {
    method: 'post',
    path: '/orders/{orderId}/approve-invoice',
    summary: 'Approves a deviating invoice all the same, with the reason',
    allow: officers,
    params: orderParams,
    body: invoiceDecision,
    answer: orderAnswer,
    rejections: wrongState,
  },
  rejectInvoice: {
    method: 'post',
    path: '/orders/{orderId}/reject-invoice',
    summary:
      'Rejects an invoice that is not paid, with the reason: it is credited, and its amount free again',
    allow: officers,
    params: orderParams,
    body: invoiceDecision,
    answer: orderAnswer,
    rejections: wrongState,
  },
  payInvoice: {
    method: 'post',
    path: '/orders/{orderId}/pay-invoice',
    summary: 'An invoice is paid before the settlement, which pays those that are left',
    allow: officers,
    params: orderParams,
    body: z.object({ invoiceNumber: line }),
    answer: orderAnswer,
    rejections: wrongState,
  },
  settleOrder: {
    method: 'post',
    path: '/orders/{orderId}/settle',
    summary: 'The invoices are paid: the order is settled and what is left of its money released',
    allow: officers,
    params: orderParams,
    body: z.object({
      /** Invoiced money that is not paid until the defects are fixed; only while there are open defects. */
      retained: z
        .object({ amountOre: positiveOre, reason: text.min(1) })
        .nullable()
        .default(null),
    }),
    answer: orderAnswer,
    rejections: {
      ...wrongState,
      nothing_invoiced: 409,
      invoice_deviating: 409,
      defects_open: 409,
      no_open_defects: 422,
      exceeds_unpaid: 422,
      documentation_missing: 409,
    },
  },
  payRetained: {
    method: 'post',
    path: '/orders/{orderId}/pay-retained',
    summary: 'The defects are fixed: what was retained is paid',
    allow: officers,
    params: orderParams,
    answer: orderAnswer,
    rejections: { ...wrongState, nothing_retained: 409, defects_open: 409 },
  },
  keepRetained: {
    method: 'post',
    path: '/orders/{orderId}/keep-retained',
    summary: 'What was retained is never paid (prisavslag), with the reason: it is credited and released',
    allow: officers,
    params: orderParams,
    body: z.object({ reason }),
    answer: orderAnswer,
    rejections: { ...wrongState, nothing_retained: 409 },
  },
} as const satisfies Operations;
