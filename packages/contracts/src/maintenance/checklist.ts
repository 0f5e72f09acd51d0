import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { id, line, list, page, text } from '../values.ts';
import { jobFields } from './job.ts';
import { orderAnswer, orderParams } from './order.ts';
import { officers, wrongState } from './shared.ts';

const templateFields = z.object({
  title: line,
  /** Two digits of the building parts table (NS 3451); null: for any kind of work. */
  buildingPart: jobFields.shape.buildingPart,
  items: z.array(line).min(1).max(100),
});

export const checklistTemplate = templateFields.extend({
  templateId: id,
  /** From 1; each change is an edition of its own. */
  edition: z.int(),
});
const templateParams = z.object({ templateId: id });

const itemResult = z.enum(['ok', 'not_applicable', 'failed']);

export const checklist = z.object({
  checklistId: id,
  orderId: id,
  /** What it is a copy of; later editions don't change it. */
  template: z.object({ templateId: id, edition: z.int() }),
  title: z.string(),
  /** Items that nobody has looked at: while there are any, the work can't be reported as done. */
  openItems: z.int(),
  items: z.array(
    z.object({
      text: z.string(),
      result: itemResult.nullable(),
      remark: z.string().nullable(),
      /** The job that the item became when it failed. */
      jobId: id.nullable(),
    }),
  ),
});

/** The operations on checklists (sjekklister). */
export const checklistOperations = {
  makeChecklistTemplate: {
    method: 'post',
    path: '/checklist-templates',
    summary: 'Makes a template of a checklist, for a building part or any kind of work',
    allow: ['property.officer'],
    body: templateFields,
    answer: { status: 201, body: checklistTemplate },
  },
  getChecklistTemplate: {
    method: 'get',
    path: '/checklist-templates/{templateId}',
    summary: 'A template of a checklist, in its latest edition',
    allow: staff,
    params: templateParams,
    answer: { status: 200, body: checklistTemplate },
  },
  changeChecklistTemplate: {
    method: 'post',
    path: '/checklist-templates/{templateId}/change',
    summary: 'Makes a new edition of a template; orders keep the edition that they got',
    allow: ['property.officer'],
    params: templateParams,
    body: templateFields,
    answer: { status: 200, body: checklistTemplate },
  },
  listChecklistTemplates: {
    method: 'get',
    path: '/checklist-templates',
    summary: 'The templates of checklists, newest first',
    allow: staff,
    query: page.extend({
      /** Words of the title: all of them, whole or as the beginning of a word. */
      words: line.optional(),
      buildingPart: z.string().max(2).optional(),
    }),
    answer: { status: 200, body: list(checklistTemplate) },
  },
  attachChecklist: {
    method: 'post',
    path: '/orders/{orderId}/checklists',
    summary: 'Attaches a copy of a template to a placed order: the contractor must look at all of it',
    allow: officers,
    params: orderParams,
    body: z.object({ templateId: id }),
    answer: orderAnswer,
    rejections: { ...wrongState, template_not_found: 422 },
  },
  listChecklists: {
    method: 'get',
    path: '/orders/{orderId}/checklists',
    summary: "An order's checklists, of which there are at most twenty",
    allow: [...staff, 'contractor'],
    params: orderParams,
    answer: { status: 200, body: list(checklist) },
  },
  answerChecklistItem: {
    method: 'post',
    path: '/orders/{orderId}/checklists/{checklistId}/answer',
    summary: 'What the contractor found at an item; one that failed becomes a job in the same building, once',
    allow: ['contractor'],
    params: orderParams.extend({ checklistId: id }),
    body: z.object({
      /** Counted from 1. */
      item: z.int().min(1).max(100),
      result: itemResult,
      remark: text.nullable().default(null),
    }),
    answer: { status: 200, body: checklist },
    rejections: { ...wrongState, reason_missing: 422 },
  },
} as const satisfies Operations;
