import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { date, id, line, list, organisationNumber, page, positiveOre } from '../values.ts';

export const allocation = z.enum(['rank', 'rotation', 'mini_competition']);
const agreementFields = z.object({
  title: line,
  suppliers: z
    .array(z.object({ supplierId: id, rank: z.int().min(1).max(100) }))
    .min(1)
    .max(100),
  allocation,
  ceilingOre: positiveOre,
  validFrom: date,
  validTo: date,
});
export const frameworkAgreement = agreementFields.extend({
  frameworkAgreementId: id,
  status: z.enum(['signed']),
  suppliers: z.array(
    z.object({ supplierId: id, organisationNumber, name: z.string(), rank: z.int().min(1) }),
  ),
});

/** The operations on framework agreements (rammeavtaler). */
export const frameworkAgreementOperations = {
  signFrameworkAgreement: {
    method: 'post',
    path: '/framework-agreements',
    summary: 'Registers a signed framework agreement (rammeavtale) with its suppliers by rank',
    allow: ['procurement.officer'],
    body: agreementFields,
    answer: { status: 201, body: frameworkAgreement },
    rejections: {
      supplier_not_found: 422,
      supplier_twice: 422,
      rank_twice: 422,
      ends_before_start: 422,
    },
  },
  getFrameworkAgreement: {
    method: 'get',
    path: '/framework-agreements/{frameworkAgreementId}',
    summary: 'A framework agreement',
    allow: staff,
    params: z.object({ frameworkAgreementId: id }),
    answer: { status: 200, body: frameworkAgreement },
  },
  listFrameworkAgreements: {
    method: 'get',
    path: '/framework-agreements',
    summary: 'The framework agreements, in the order they were signed',
    allow: staff,
    query: page.extend({
      /** Words of the title or of a supplier's name: all of them, whole or as the beginning of a word. */
      words: line.optional(),
      /** Those that call-offs may be made from on that day. */
      validOn: date.optional(),
    }),
    answer: { status: 200, body: list(frameworkAgreement) },
  },
} as const satisfies Operations;
