import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { id, instant, line, list, page } from '../values.ts';
import { procedureName, procurementKind } from './classification.ts';
import { deadlines, procurementParams } from './procurement.ts';
import { specification } from './specification.ts';

/**
 * `open`: requests or bids are taken; `closed`: they were, and nothing is decided yet; `invited`: those who were selected
 * are asked for bids, and nobody else may come.
 */
export const noticeStatus = z.enum(['open', 'closed', 'invited', 'awarded', 'cancelled']);

export const noticeSummary = z.object({
  procurementId: id,
  title: z.string(),
  kind: procurementKind,
  procedure: procedureName,
  cpvCodes: z.array(z.string()),
  areaId: z.string().nullable(),
  publishedAt: instant,
  status: noticeStatus,
  /** Until when the public may answer; null where it no longer may. */
  openUntil: instant.nullable(),
});

/** What the public may know of a competition: no estimate, no bidders, nothing of the evaluation. */
export const notice = noticeSummary.extend({
  need: z.string().nullable(),
  deadlines,
  lots: z.array(z.object({ lotId: z.string(), title: z.string() })),
  ...specification.pick({
    noLotsReason: true,
    requirements: true,
    criteria: true,
    priceModel: true,
    climate: true,
    result: true,
    intellectualProperty: true,
    subcontractTiersMax: true,
    apprenticesClause: true,
  }).shape,
  /** Why it was cancelled, where it was. */
  cancelledBecause: z.string().nullable(),
});

/** The public's side of procurement: no token, and nothing that not everyone may read. */
export const noticeOperations = {
  listNotices: {
    method: 'get',
    path: '/notices',
    summary:
      'The competitions that were announced to all: newest first, or those that are open by their deadline',
    allow: 'anyone',
    query: page.extend({
      /** Words that must all be there, in any of their forms; at most eight count. */
      text: line.optional(),
      /** A CPV code or its beginning. */
      cpv: z
        .string()
        .regex(/^\d{2,8}$/, 'two to eight digits')
        .optional(),
      kind: procurementKind.optional(),
      status: noticeStatus.optional(),
      /** Open until this instant or longer. */
      openUntilFrom: instant.optional(),
      /** `deadline` gives those that are open only. */
      order: z.enum(['newest', 'deadline']).default('newest'),
    }),
    answer: { status: 200, body: list(noticeSummary) },
  },
  getNotice: {
    method: 'get',
    path: '/notices/{procurementId}',
    summary: 'A competition that was announced to all; or, to a firm that was invited, one that was not',
    allow: 'anyone',
    params: procurementParams,
    answer: { status: 200, body: notice },
  },
} as const satisfies Operations;
