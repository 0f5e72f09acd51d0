import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { date, id, instant, line, list, page, text } from '../values.ts';
import { urgency } from './clock.ts';
import { officers, reason, wrongState } from './shared.ts';

export const jobStatus = z.enum([
  'registered',
  'triaged',
  'approved',
  'rejected',
  'merged',
  'deferred',
  'ordered',
  'closed',
  'reopened',
]);

/** Where a job comes from: people of the municipality, the public, or a preventive plan. */
export const jobSource = z.enum(['staff', 'public', 'plan']);

export const jobFields = z.object({
  buildingId: id,
  /** A room of the building, where it is about one. */
  roomId: id.nullable().default(null),
  title: line,
  /** Where in the building: a room, a floor, a side of it. */
  location: line.nullable().default(null),
  description: text.nullable().default(null),
  /** Two digits of the building parts table (NS 3451), e.g. 26 for roofs. */
  buildingPart: z
    .string()
    .regex(/^\d{2}$/, 'two digits, e.g. 26')
    .nullable()
    .default(null),
  /** NS 3424; TGIU is "not examined". */
  conditionGrade: z.enum(['TG0', 'TG1', 'TG2', 'TG3', 'TGIU']).nullable().default(null),
  consequenceGrade: z.enum(['KG0', 'KG1', 'KG2', 'KG3']).nullable().default(null),
  /** Null: as the two grades have it, and normal without them. */
  urgency: urgency.nullable().default(null),
  /** Why it is another than the grades have it. */
  urgencyReason: text.nullable().default(null),
});

export const job = jobFields.extend({
  jobId: id,
  status: jobStatus,
  urgency,
  /** As the condition and consequence grades have it; null where one is missing or not examined. */
  urgencyByGrades: urgency.nullable(),
  /** The preventive plan that registered it, and the day that this has it on; null where a person did. */
  planId: id.nullable(),
  plannedFor: date.nullable(),
  /** The checklist item that failed and became this job; null for all others. */
  foundBy: z.object({ orderId: id, checklistId: id, item: z.int() }).nullable(),
  reason: z.string().nullable(),
  duplicateOf: id.nullable(),
  /** The jobs that were merged into this one; what was merged into those follows with them. */
  duplicates: z.array(id),
  source: jobSource,
  /** The job's own photos and documents; see `listJobFiles`. */
  fileCount: z.int(),
  deferredTo: z.int().nullable(),
  orderId: id.nullable(),
  registeredAt: instant,
});

const jobParams = z.object({ jobId: id });
const jobAnswer = { status: 200, body: job } as const;

/** The operations on jobs (arbeid): what is wrong or wanted in a building. */
export const jobOperations = {
  registerJob: {
    method: 'post',
    path: '/jobs',
    summary: 'Registers a job (arbeid): what is wrong or wanted in a building',
    allow: ['property.officer'],
    body: jobFields,
    answer: { status: 201, body: job },
    rejections: { building_not_found: 422, room_not_found: 422 },
  },
  getJob: {
    method: 'get',
    path: '/jobs/{jobId}',
    summary: 'A job',
    allow: staff,
    params: jobParams,
    answer: { status: 200, body: job },
  },
  listJobs: {
    method: 'get',
    path: '/jobs',
    summary: 'The jobs, newest first',
    allow: staff,
    query: page.extend({
      status: jobStatus.optional(),
      buildingId: id.optional(),
      urgency: urgency.optional(),
      buildingPart: z
        .string()
        .regex(/^\d{2}$/, 'two digits, e.g. 26')
        .optional(),
      planId: id.optional(),
      /** Who it comes from. */
      source: jobSource.optional(),
      /** On this day or later; these are answered by when they were registered. */
      registeredSince: date.optional(),
      /** Words of the title or the description: all of them, whole or as the beginning of a word. */
      words: line.optional(),
    }),
    answer: { status: 200, body: list(job) },
  },
  listSimilarJobs: {
    method: 'get',
    path: '/jobs/{jobId}/similar',
    summary:
      'Jobs of the same building, of the last year, that this one may repeat; the likeliest first, at most ten',
    allow: staff,
    params: jobParams,
    answer: { status: 200, body: z.object({ items: z.array(job.extend({ likeness: z.number() })) }) },
  },
  triageJob: {
    method: 'post',
    path: '/jobs/{jobId}/triage',
    summary:
      'Notes that somebody who knows the building has looked at a job, with its building part and grades; the urgency follows from the grades where nobody decided otherwise',
    allow: officers,
    params: jobParams,
    body: jobFields.pick({ buildingPart: true, conditionGrade: true, consequenceGrade: true }),
    answer: jobAnswer,
    rejections: wrongState,
  },
  approveJob: {
    method: 'post',
    path: '/jobs/{jobId}/approve',
    summary: 'Approves a job, so that it may be ordered',
    allow: officers,
    params: jobParams,
    answer: jobAnswer,
    rejections: wrongState,
  },
  rejectJob: {
    method: 'post',
    path: '/jobs/{jobId}/reject',
    summary: 'Rejects a job, with the reason',
    allow: officers,
    params: jobParams,
    body: z.object({ reason }),
    answer: jobAnswer,
    rejections: wrongState,
  },
  mergeJob: {
    method: 'post',
    path: '/jobs/{jobId}/merge',
    summary:
      'Merges a job into the one that it repeats, which from then on shows its files and its reporters too',
    allow: officers,
    params: jobParams,
    body: z.object({ duplicateOf: id }),
    answer: jobAnswer,
    rejections: {
      ...wrongState,
      ...{ duplicate_of_itself: 422, original_not_found: 422, other_building: 422 },
      too_many_duplicates: 409,
    },
  },
  deferJob: {
    method: 'post',
    path: '/jobs/{jobId}/defer',
    summary: 'Defers a job to a plan year',
    allow: officers,
    params: jobParams,
    body: z.object({ year: z.int().min(2000).max(2100), reason: text.nullable().default(null) }),
    answer: jobAnswer,
    rejections: { ...wrongState, year_in_the_past: 422 },
  },
  reopenJob: {
    method: 'post',
    path: '/jobs/{jobId}/reopen',
    summary: 'Takes up again a job that was rejected, merged, deferred or closed, with the reason',
    allow: officers,
    params: jobParams,
    body: z.object({ reason }),
    answer: jobAnswer,
    rejections: wrongState,
  },
  changeUrgency: {
    method: 'post',
    path: '/jobs/{jobId}/urgency',
    summary: 'Gives a job another urgency than its grades have it, with the reason',
    allow: officers,
    params: jobParams,
    body: z.object({ urgency: urgency, reason }),
    answer: jobAnswer,
    rejections: wrongState,
  },
} as const satisfies Operations;
