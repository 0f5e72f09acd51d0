import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { hours } from '../values.ts';
import { orderAnswer, orderParams } from './order.ts';
import { officers, reason, wrongState } from './shared.ts';
import { foundDefect } from './siteWork.ts';

/** The operations from the start of the work to its acceptance. */
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
    body: z.object({
      /** Left out where hours by person are reported; else it must agree with them. */
      personHours: hours.optional(),
      /** None where left out, or those of the hours by person. */
      apprenticeHours: hours.optional(),
    }),
    answer: orderAnswer,
    rejections: {
      ...wrongState,
      work_paused: 409,
      checklist_open: 409,
      hours_missing: 422,
      hours_disagree: 422,
      apprentice_hours_exceed_person_hours: 422,
    },
  },
  acceptWork: {
    method: 'post',
    path: '/orders/{orderId}/accept-work',
    summary: 'Accepts delivered work, if wanted with defects that must be fixed by a deadline',
    allow: officers,
    params: orderParams,
    body: z.object({ defects: z.array(foundDefect).max(100).default([]) }),
    answer: orderAnswer,
    rejections: { ...wrongState, due_in_the_past: 422 },
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
} as const satisfies Operations;
