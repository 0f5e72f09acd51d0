import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { id, line } from '../values.ts';
import { complaint, officers, procurementParams, reason } from './procurement.ts';

/** The operations on complaints (klager). */
export const complaintOperations = {
  fileComplaint: {
    method: 'post',
    path: '/procurements/{procurementId}/complaints',
    summary:
      'Files a complaint (klage), which holds the contract until it is decided; a contractor for itself, an officer for a firm that sent it another way',
    allow: ['contractor', ...officers],
    params: procurementParams,
    body: z.object({
      about: reason,
      /** By an officer: the firm, registered or by its name. A contractor leaves both out. */
      supplierId: id.nullable().default(null),
      filedBy: line.nullable().default(null),
    }),
    answer: { status: 201, body: complaint },
    rejections: {
      wrong_step: 409,
      too_many_complaints: 409,
      complainant_missing: 422,
      complainant_not_used: 422,
      supplier_not_found: 422,
    },
  },
  decideComplaint: {
    method: 'post',
    path: '/procurements/{procurementId}/complaints/{complaintId}/decision',
    summary: 'Decides a complaint, with the reason',
    allow: officers,
    params: procurementParams.extend({ complaintId: id }),
    body: z.object({ outcome: z.enum(['upheld', 'rejected', 'withdrawn']), reason }),
    answer: { status: 200, body: complaint },
    rejections: { complaint_not_found: 404, complaint_decided: 409 },
  },
  listComplaints: {
    method: 'get',
    path: '/procurements/{procurementId}/complaints',
    summary: 'The complaints of a procurement, oldest first; a contractor sees its own',
    allow: [...staff, 'contractor'],
    params: procurementParams,
    answer: { status: 200, body: z.object({ items: z.array(complaint) }) },
  },
} as const satisfies Operations;
