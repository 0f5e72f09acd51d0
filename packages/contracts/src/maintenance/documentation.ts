import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { id, line } from '../values.ts';
import { orderParams } from './order.ts';
import { officers, reason, wrongState } from './shared.ts';

/**
 * Where a document is: the `fileId` of a file of one of the order's jobs, or a reference in the words of whoever keeps
 * it.
 */
const source = z.object({ type: z.enum(['file', 'reference']), value: line });

const documentFields = z.object({
  /** What it documents, in the words of the order's list. */
  kind: line,
  title: line,
  source,
});

export const documentation = z.object({
  required: z.array(z.string()),
  /** That of which no document is approved. */
  missing: z.array(z.string()),
  blocksSettlement: z.boolean(),
  documents: z.array(
    documentFields.extend({
      documentId: id,
      status: z.enum(['delivered', 'approved', 'returned']),
      reason: z.string().nullable(),
    }),
  ),
});

const params = orderParams.extend({ documentId: id });
const answer = { status: 200, body: documentation } as const;

/** The operations on operating and maintenance documentation (FDV). */
export const documentationOperations = {
  getDocumentation: {
    method: 'get',
    path: '/orders/{orderId}/documentation',
    summary: 'What an order must be documented by, what was delivered, and what is missing',
    allow: [...staff, 'contractor'],
    params: orderParams,
    answer,
  },
  deliverDocument: {
    method: 'post',
    path: '/orders/{orderId}/documents',
    summary: 'The contractor delivers a document (FDV)',
    allow: ['contractor'],
    params: orderParams,
    body: documentFields,
    answer: { status: 201, body: documentation },
    rejections: { ...wrongState, file_not_found: 422 },
  },
  approveDocument: {
    method: 'post',
    path: '/orders/{orderId}/documents/{documentId}/approve',
    summary: 'Approves a document',
    allow: officers,
    params,
    answer,
    rejections: wrongState,
  },
  returnDocument: {
    method: 'post',
    path: '/orders/{orderId}/documents/{documentId}/return',
    summary: 'Sends a document back, with the reason; the contractor delivers another',
    allow: officers,
    params,
    body: z.object({ reason }),
    answer,
    rejections: wrongState,
  },
} as const satisfies Operations;
