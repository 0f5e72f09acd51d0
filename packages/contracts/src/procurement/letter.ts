import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { id } from '../values.ts';
import { procurementParams } from './procurement.ts';
import { documentFormat, writtenDocument } from './protocol.ts';

/** The operations on award letters (meddelelser om valg av leverandør) as documents. */
export const letterOperations = {
  getAwardLetter: {
    method: 'get',
    path: '/procurements/{procurementId}/award/letters/{supplierId}',
    summary:
      'The newest award letter to a bidder as a page (HTML) or as a tagged PDF; a bidder reads its own only',
    allow: [...staff, 'contractor'],
    params: procurementParams.extend({ supplierId: id }),
    query: z.object({ format: documentFormat }),
    answer: writtenDocument,
  },
} as const satisfies Operations;
