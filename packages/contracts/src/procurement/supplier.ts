import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { emailAddress, id, line, list, organisationNumber, page } from '../values.ts';

const supplierFields = z.object({
  organisationNumber,
  name: line,
  smallOrMedium: z.boolean().nullable().default(null),
  /** The firm's mailbox for orders, rather a shared one than a person's. */
  contactEmail: emailAddress.nullable().default(null),
});
export const supplier = supplierFields.extend({ supplierId: id });

/** The operations on suppliers (leverandører). */
export const supplierOperations = {
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
    query: page.extend({
      /** Words of the name, or the organisation number: all of them, whole or as the beginning of a word. */
      words: line.optional(),
    }),
    answer: { status: 200, body: list(supplier) },
  },
} as const satisfies Operations;
