import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { date, emailAddress, id, line, list, organisationNumber, page, positiveOre } from '../values.ts';

const supplierFields = z.object({
  organisationNumber,
  name: line,
  smallOrMedium: z.boolean().nullable().default(null),
  /** The firm's mailbox for orders, rather a shared one than a person's. */
  contactEmail: emailAddress.nullable().default(null),
});
export const supplier = supplierFields.extend({ supplierId: id });

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

/** The operations of procurement. */
export const procurementOperations = {
  registerSupplier: {
    method: 'post',
    path: '/suppliers',
    summary:
      'Registers a supplier (leverandør); a known organisation number answers with the supplier that is there',
    allow: ['procurement.officer', 'admin'],
    body: supplierFields,
    answer: { status: 201, body: supplier },
  },
  getSupplier: {
    method: 'get',
    path: '/suppliers/{supplierId}',
    summary: 'A supplier',
    allow: staff,
    params: z.object({ supplierId: id }),
    answer: { status: 200, body: supplier },
  },
  changeSupplierContact: {
    method: 'put',
    path: '/suppliers/{supplierId}/contact',
    summary:
      'Sets or removes the address that a supplier gets its e-mail at; a contractor may do so for itself',
    allow: ['procurement.officer', 'admin', 'contractor'],
    params: z.object({ supplierId: id }),
    body: z.object({ contactEmail: emailAddress.nullable() }),
    answer: { status: 200, body: supplier },
  },
  listSuppliers: {
    method: 'get',
    path: '/suppliers',
    summary: 'The suppliers, in the order they were registered',
    allow: staff,
    query: page,
    answer: { status: 200, body: list(supplier) },
  },
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
    query: page,
    answer: { status: 200, body: list(frameworkAgreement) },
  },
} as const satisfies Operations;
