import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { date, id } from '../values.ts';
import { orderAnswer, orderParams } from './order.ts';
import { officers, reason, wrongState } from './shared.ts';
import { remark } from './siteWork.ts';

const params = orderParams.extend({ defectId: id });

/** The operations on defects (mangler) that work was accepted with. */
export const defectOperations = {
  reportDefectFixed: {
    method: 'post',
    path: '/orders/{orderId}/defects/{defectId}/report-fixed',
    summary: 'The contractor reports a defect as fixed; an officer approves it or sends it back',
    allow: ['contractor'],
    params,
    body: z.object({ remark }),
    answer: orderAnswer,
    rejections: wrongState,
  },
  approveDefect: {
    method: 'post',
    path: '/orders/{orderId}/defects/{defectId}/approve',
    summary: 'Approves a defect as fixed; time never does',
    allow: officers,
    params,
    answer: orderAnswer,
    rejections: wrongState,
  },
  returnDefect: {
    method: 'post',
    path: '/orders/{orderId}/defects/{defectId}/return',
    summary: 'Sends a defect back that is not fixed after all, with the reason and a new deadline',
    allow: officers,
    params,
    body: z.object({ reason, dueOn: date }),
    answer: orderAnswer,
    rejections: { ...wrongState, due_in_the_past: 422 },
  },
} as const satisfies Operations;
