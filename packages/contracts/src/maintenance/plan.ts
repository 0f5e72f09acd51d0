import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { date, id, line, list, page, text } from '../values.ts';
import { jobFields } from './job.ts';
import { officers, reason, wrongState } from './shared.ts';

export const planFields = z.object({
  buildingId: id,
  title: line,
  description: text.nullable().default(null),
  buildingPart: jobFields.shape.buildingPart,
  /** A recurrence rule of RFC 5545 without hours, e.g. `FREQ=YEARLY;BYMONTH=10`; daily at the most. */
  rrule: line,
  /** Whether the next day follows from the rule alone, or counts from when the last job was done. */
  countsFrom: z.enum(['schedule', 'completion']).default('schedule'),
  /** The rule's first day; today where it is left out. Rules are counted from it, so that it isn't long ago. */
  startsOn: date.refine((day) => day >= '2000-01-01', 'in 2000 or later').optional(),
  /** How many days before the work is due its job is registered. */
  leadDays: z.int().min(0).max(365).default(14),
});

export const plan = planFields.extend({
  planId: id,
  startsOn: date,
  status: z.enum(['active', 'ended']),
  /** Null where the rule has no day left, the plan was ended, or the last job is still to be done. */
  nextDueOn: date.nullable(),
  /** The job that must be done before the next day is known, in a plan that counts from completion. */
  waitsFor: id.nullable(),
  jobsMade: z.int(),
  endedBecause: z.string().nullable(),
});

const planParams = z.object({ planId: id });

/** The operations on preventive plans (vedlikeholdsplaner). */
export const planOperations = {
  createPlan: {
    method: 'post',
    path: '/plans',
    summary:
      'Makes a preventive plan (vedlikeholdsplan): work that recurs, and is registered as a job each time',
    allow: ['property.officer'],
    body: planFields,
    answer: { status: 201, body: plan },
    rejections: {
      building_not_found: 422,
      rule_not_valid: 422,
      rule_too_frequent: 422,
      rule_without_days: 422,
    },
  },
  getPlan: {
    method: 'get',
    path: '/plans/{planId}',
    summary: 'A preventive plan',
    allow: staff,
    params: planParams,
    answer: { status: 200, body: plan },
  },
  listPlans: {
    method: 'get',
    path: '/plans',
    summary: 'The preventive plans, newest first',
    allow: staff,
    query: page.extend({ buildingId: id.optional() }),
    answer: { status: 200, body: list(plan) },
  },
  endPlan: {
    method: 'post',
    path: '/plans/{planId}/end',
    summary: 'Ends a preventive plan, with the reason; its jobs stay',
    allow: officers,
    params: planParams,
    body: z.object({ reason }),
    answer: { status: 200, body: plan },
    rejections: wrongState,
  },
} as const satisfies Operations;
