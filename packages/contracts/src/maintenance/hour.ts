import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { date, id, line, list, page } from '../values.ts';
import { orderAnswer, orderParams } from './order.ts';
import { officers, reason, wrongState } from './shared.ts';

/** Hours of one person on one day, to the quarter of an hour. */
const dayHours = z.number().min(0).max(24).multipleOf(0.25);

const newEntry = z.object({
  day: date,
  /** The firm's own reference of the person, an employee number say: it stays in the history, so no name. */
  worker: line.max(50),
  /** Kept apart from the history, and may be deleted; null: no name is given. */
  workerName: line.nullable().default(null),
  hours: dayHours,
  isApprentice: z.boolean().default(false),
});

export const hourEntry = newEntry.extend({ entryId: id, isReported: z.boolean() });

/** The operations on hours by person. */
export const hourOperations = {
  reportHours: {
    method: 'post',
    path: '/orders/{orderId}/hours',
    summary: 'Hours by person and day; reportWorkDone then needs no sums of its own',
    allow: ['contractor'],
    params: orderParams,
    body: z.object({ entries: z.array(newEntry).min(1).max(100) }),
    answer: orderAnswer,
    rejections: { ...wrongState, day_in_the_future: 422, more_than_a_day: 422 },
  },
  correctHours: {
    method: 'post',
    path: '/orders/{orderId}/hours/{entryId}/correct',
    summary: 'Corrects hours that are not a part of a report of done work yet, with the reason',
    allow: ['contractor'],
    params: orderParams.extend({ entryId: id }),
    body: z.object({ hours: dayHours, reason }),
    answer: orderAnswer,
    rejections: { ...wrongState, hours_reported: 409, more_than_a_day: 422 },
  },
  eraseWorkerName: {
    method: 'post',
    path: '/orders/{orderId}/hours/erase-name',
    summary: "Deletes a worker's name, in all orders of the firm; the hours stay, by the firm's reference",
    allow: ['contractor', ...officers],
    params: orderParams,
    body: z.object({ worker: line.max(50) }),
    answer: { status: 200, body: z.object({ worker: z.string(), workerName: z.null() }) },
  },
  listHours: {
    method: 'get',
    path: '/orders/{orderId}/hours',
    summary: "An order's hours by person and day, in the order in which they were reported",
    allow: [...staff, 'contractor'],
    params: orderParams,
    query: page,
    answer: { status: 200, body: list(hourEntry) },
  },
} as const satisfies Operations;
