import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { date, id, text } from '../values.ts';
import { orderAnswer, orderParams, orderState } from './order.ts';
import { officers, reason, wrongState } from './shared.ts';
import { remark } from './siteWork.ts';

const params = orderParams.extend({ claimId: id });
const optionalReason = text.nullable().default(null);

/** The operations on claims (reklamasjoner), and on the end of an order. */
export const claimOperations = {
  raiseClaim: {
    method: 'post',
    path: '/orders/{orderId}/claims',
    summary: 'Raises a claim (reklamasjon) about accepted work, within five years; the contractor is told',
    allow: officers,
    params: orderParams,
    body: z.object({ description: text.min(1), dueOn: date }),
    answer: { status: 201, body: orderState.extend({ claimId: id }) },
    rejections: { ...wrongState, claim_too_late: 422, due_in_the_past: 422 },
  },
  answerClaim: {
    method: 'post',
    path: '/orders/{orderId}/claims/{claimId}/answer',
    summary: 'The contractor acknowledges or disputes a claim',
    allow: ['contractor'],
    params,
    body: z.object({ answer: z.enum(['acknowledge', 'dispute']), reason: optionalReason }),
    answer: orderAnswer,
    rejections: { ...wrongState, reason_missing: 422 },
  },
  reportClaimFixed: {
    method: 'post',
    path: '/orders/{orderId}/claims/{claimId}/report-fixed',
    summary: 'The contractor reports what was claimed as fixed',
    allow: ['contractor'],
    params,
    body: z.object({ remark }),
    answer: orderAnswer,
    rejections: wrongState,
  },
  returnClaim: {
    method: 'post',
    path: '/orders/{orderId}/claims/{claimId}/return',
    summary: 'What was claimed is not fixed after all, with the reason and a new deadline',
    allow: officers,
    params,
    body: z.object({ reason, dueOn: date }),
    answer: orderAnswer,
    rejections: { ...wrongState, due_in_the_past: 422 },
  },
  closeClaim: {
    method: 'post',
    path: '/orders/{orderId}/claims/{claimId}/close',
    summary: 'Closes a claim: what was fixed is approved, or it is given up, with the reason',
    allow: officers,
    params,
    body: z.object({ reason: optionalReason }),
    answer: orderAnswer,
    rejections: { ...wrongState, reason_missing: 422 },
  },
  closeOrder: {
    method: 'post',
    path: '/orders/{orderId}/close',
    summary:
      'Closes a settled order with nothing open; by itself it closes when the time for claims is over. Claims in time open it again',
    allow: officers,
    params: orderParams,
    body: z.object({ reason: optionalReason }),
    answer: orderAnswer,
    rejections: { ...wrongState, defects_open: 409, claims_open: 409, money_retained: 409 },
  },
} as const satisfies Operations;
