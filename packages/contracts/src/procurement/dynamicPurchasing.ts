import * as z from 'zod';
import { position } from '../event.ts';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { id, instant, list, organisationNumber, page, text } from '../values.ts';
import { noticeSummary } from './notice.ts';
import { officers, procurementParams, reason } from './procurement.ts';
import { partId } from './specification.ts';

const refusalGround = z.enum(['requirement_not_met', 'excluded', 'documentation_missing']);
const admissionStatus = z.enum(['applied', 'admitted', 'refused']);

const applicationFields = z.object({
  /** How the requirements are met, and where that is to be seen. */
  statement: reason,
  /** Each requirement of the system. */
  confirmedRequirementIds: z.array(partId).max(100).default([]),
});

export const admission = applicationFields.extend({
  systemId: id,
  supplierId: id,
  organisationNumber,
  name: z.string(),
  status: admissionStatus,
  appliedAt: instant,
  /** The end of the last day for the decision. */
  decideBy: instant,
  /** It was not decided in time, whether or not it has been since. */
  isOverdue: z.boolean(),
  decidedAt: instant.nullable(),
  decidedBy: z.string().nullable(),
  refusal: z
    .object({ ground: refusalGround, requirementId: partId.nullable(), reason: z.string() })
    .nullable(),
});
export const ownAdmission = admission.omit({ decidedBy: true });

export const purchasingSystem = z.object({
  procurementId: id,
  title: z.string(),
  publishedAt: instant,
  expiresAt: instant,
  /** From the publication to the end. */
  takesApplications: z.boolean(),
  /** From its opening to its end. */
  takesPurchases: z.boolean(),
  admissions: z.object({
    applied: z.int(),
    admitted: z.int(),
    refused: z.int(),
    /** Applications that wait for longer than they may. */
    overdue: z.int(),
  }),
});

const ofAdmission = { ...position, systemId: id, supplierId: id };

/** What procurement publishes of dynamic purchasing systems. */
export const dynamicPurchasingEvents = {
  'no.tiltak.procurement.admission.applied.v1': z.object({
    ...ofAdmission,
    organisationNumber,
    decideBy: instant,
  }),
  'no.tiltak.procurement.admission.granted.v1': z.object(ofAdmission),
  'no.tiltak.procurement.admission.refused.v1': z.object({
    ...ofAdmission,
    ground: refusalGround,
    reason: z.string(),
  }),
  /** It should have been decided by now. */
  'no.tiltak.procurement.admission.overdue.v1': z.object({ ...ofAdmission, decideBy: instant }),
} as const;

const admissionParams = procurementParams.extend({ supplierId: id });
const answersAdmission = { status: 200, body: admission } as const;
const answersOwn = { status: 200, body: ownAdmission } as const;

/** The operations on dynamic purchasing systems (dynamiske innkjøpsordninger). */
export const dynamicPurchasingOperations = {
  getPurchasingSystem: {
    method: 'get',
    path: '/procurements/{procurementId}/system',
    summary: 'A dynamic purchasing system: until when it lasts, and how many are admitted or wait',
    allow: staff,
    params: procurementParams,
    answer: { status: 200, body: purchasingSystem },
  },
  openPurchasingSystem: {
    method: 'post',
    path: '/procurements/{procurementId}/system',
    summary: 'Opens the system for purchases, when the first applications are decided',
    allow: officers,
    params: procurementParams,
    answer: { status: 200, body: purchasingSystem },
    rejections: { wrong_step: 409, applications_undecided: 409 },
  },
  applyForAdmission: {
    method: 'post',
    path: '/procurements/{procurementId}/admissions',
    summary:
      'A supplier asks to be admitted, at any time while the system lasts; who was refused may ask again',
    allow: ['contractor'],
    params: procurementParams,
    body: applicationFields,
    answer: answersOwn,
    rejections: {
      supplier_not_found: 422,
      system_not_open: 409,
      already_applied: 409,
      already_admitted: 409,
      requirements_missing: 422,
      requirement_not_found: 422,
    },
  },
  getOwnAdmission: {
    method: 'get',
    path: '/procurements/{procurementId}/admissions/own',
    summary: "A supplier's own application",
    allow: ['contractor'],
    params: procurementParams,
    answer: answersOwn,
  },
  listOwnCalls: {
    method: 'get',
    path: '/procurements/{procurementId}/admissions/own/calls',
    summary: "The purchases in the system that the caller's firm was invited to, newest first",
    allow: ['contractor'],
    params: procurementParams,
    query: page,
    answer: { status: 200, body: list(noticeSummary) },
  },
  listAdmissions: {
    method: 'get',
    path: '/procurements/{procurementId}/admissions',
    summary: 'Who is admitted, who waits, and who was refused; `overdue`: who waits for longer than they may',
    allow: staff,
    params: procurementParams,
    query: page.extend({ status: admissionStatus.optional(), overdue: z.literal('true').optional() }),
    answer: { status: 200, body: list(admission) },
  },
  admitSupplier: {
    method: 'post',
    path: '/procurements/{procurementId}/admissions/{supplierId}/admission',
    summary: 'Admits a supplier that meets the requirements',
    allow: officers,
    params: admissionParams,
    answer: answersAdmission,
    rejections: { already_decided: 409 },
  },
  refuseAdmission: {
    method: 'post',
    path: '/procurements/{procurementId}/admissions/{supplierId}/refusal',
    summary: 'Refuses a supplier, by its ground and with the reason that it is told',
    allow: officers,
    params: admissionParams,
    body: z.object({
      ground: refusalGround,
      /** Required where a requirement is not met. */
      requirementId: partId.nullable().default(null),
      reason: text.min(1),
    }),
    answer: answersAdmission,
    rejections: { already_decided: 409, requirement_not_found: 422 },
  },
} as const satisfies Operations;
