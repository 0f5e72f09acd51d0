import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { date, id, line, text } from '../values.ts';
import { orderAnswer, orderParams } from './order.ts';
import { orderStatus, wrongState } from './shared.ts';
import { pauseReason, siteWork } from './siteWork.ts';

/** The operations by which a contractor tells how the work goes. */
export const siteWorkOperations = {
  getSiteWork: {
    method: 'get',
    path: '/orders/{orderId}/site-work',
    summary: 'How the work of an order goes, for its contractor and the municipality',
    allow: [...staff, 'contractor'],
    params: orderParams,
    answer: {
      status: 200,
      body: siteWork.extend({
        orderId: id,
        status: orderStatus,
        constructionWork: z.boolean(),
        /** Hours by person since the work was last reported as done, in sum; null where there are none. */
        unreportedHours: z.object({ personHours: z.number(), apprenticeHours: z.number() }).nullable(),
      }),
    },
  },
  scheduleWork: {
    method: 'post',
    path: '/orders/{orderId}/schedule-work',
    summary: 'The contractor says on which days the work starts and ends; a later schedule replaces it',
    allow: ['contractor'],
    params: orderParams,
    body: z.object({ startsOn: date, endsOn: date }),
    answer: orderAnswer,
    rejections: { ...wrongState, ends_before_start: 422, schedule_in_the_past: 422 },
  },
  confirmSafety: {
    method: 'post',
    path: '/orders/{orderId}/confirm-safety',
    summary:
      'The contractor confirms that the SHA plan is known to those who work and that they carry HMS cards; construction work can not start without it',
    allow: ['contractor'],
    params: orderParams,
    body: z.object({
      /** The plan for safety, health and working environment has been read and made known to those who work. */
      shaPlanRead: z.literal(true),
      hmsCardsCarried: z.literal(true),
      /** The firm's own reference of the person who confirms (an employee number, say): no name. */
      confirmedBy: line.max(50),
    }),
    answer: orderAnswer,
    rejections: wrongState,
  },
  pauseWork: {
    method: 'post',
    path: '/orders/{orderId}/pause-work',
    summary: 'The work stands still, with the reason',
    allow: ['contractor'],
    params: orderParams,
    body: z.object({ reason: pauseReason, text: text.nullable().default(null) }),
    answer: orderAnswer,
    rejections: { ...wrongState, already_paused: 409, reason_missing: 422 },
  },
  resumeWork: {
    method: 'post',
    path: '/orders/{orderId}/resume-work',
    summary: 'The work that stood still goes on',
    allow: ['contractor'],
    params: orderParams,
    answer: orderAnswer,
    rejections: { ...wrongState, not_paused: 409 },
  },
} as const satisfies Operations;
