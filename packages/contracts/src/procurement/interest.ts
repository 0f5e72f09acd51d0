import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { emailAddress, id, line, organisationNumber } from '../values.ts';
import { procurementKind } from './classification.ts';
import { supplier } from './supplier.ts';

const contractors = ['contractor'] as const;
/** Random, and known to the firm alone: it stands in what the firm is sent. */
const stopKey = z.string().regex(/^[\w-]{32}$/, 'as it stood in the link');

const interestFields = z.object({
  /** The first two to eight digits of CPV codes; none: all. */
  cpvPrefixes: z
    .array(z.string().regex(/^\d{2,8}$/, 'two to eight digits, e.g. 45 or 45261900'))
    .max(50)
    .default([]),
  /** None: all. */
  kinds: z.array(procurementKind).max(3).default([]),
  /** Areas of the municipality; none: all. */
  areaIds: z.array(line).max(50).default([]),
});

export const interests = interestFields.extend({
  supplierId: id,
  organisationNumber,
  /** Whether the firm is told of new competitions. */
  alerts: z.boolean(),
});

/** What a firm does for itself: it registers, and says which competitions it wants to hear of. */
export const interestOperations = {
  registerOwnSupplier: {
    method: 'post',
    path: '/own-supplier',
    summary:
      'Registers the firm that the token acts for as a supplier, or changes what the firm says of itself; its number is the token’s',
    allow: contractors,
    body: z.object({
      name: line,
      /** Small or medium firm (SMB), as the firm itself says. */
      smallOrMedium: z.boolean().nullable().default(null),
      contactEmail: emailAddress.nullable().default(null),
    }),
    answer: { status: 200, body: supplier },
    rejections: { organisation_number_missing: 422, organisation_number_invalid: 422 },
  },
  getOwnSupplier: {
    method: 'get',
    path: '/own-supplier',
    summary: 'The firm that the token acts for, as a supplier',
    allow: contractors,
    answer: { status: 200, body: supplier },
  },
  setInterests: {
    method: 'put',
    path: '/own-supplier/interests',
    summary: 'Says which new competitions the firm wants to be told of, and begins to tell it',
    allow: contractors,
    body: interestFields,
    answer: { status: 200, body: interests },
  },
  getInterests: {
    method: 'get',
    path: '/own-supplier/interests',
    summary: 'Which new competitions the firm is told of',
    allow: contractors,
    answer: { status: 200, body: interests },
  },
  removeInterests: {
    method: 'delete',
    path: '/own-supplier/interests',
    summary: 'Ends the news of new competitions; invitations still come',
    allow: contractors,
    answer: { status: 200, body: interests },
  },
  getAlertsByKey: {
    method: 'get',
    path: '/alerts/{stopKey}',
    summary: 'Whose news a link to end them is about; changes nothing',
    allow: 'anyone',
    params: z.object({ stopKey }),
    answer: { status: 200, body: z.object({ name: line, alerts: z.boolean() }) },
  },
  stopAlerts: {
    method: 'post',
    path: '/alerts/{stopKey}/end',
    summary: 'Ends the news of new competitions by the link in one of them, without signing in',
    allow: 'anyone',
    params: z.object({ stopKey }),
    answer: { status: 200, body: z.object({ name: line, alerts: z.boolean() }) },
  },
} as const satisfies Operations;
