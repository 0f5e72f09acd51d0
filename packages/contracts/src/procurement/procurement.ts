import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { date, id, instant, line, list, page, positiveOre, text } from '../values.ts';
import { cpvCode, procedureName, procurementKind } from './classification.ts';
import { preparationRejections } from './preparation.ts';
import { ruleRow } from './rule.ts';
import { lot, specification } from './specification.ts';

export const procurementStatus = z.enum([
  'draft',
  'planned',
  'market_dialogue',
  'published',
  'qualification',
  /** In a procedure of two stages: those who were selected may bid. */
  'invited',
  'closed_for_bids',
  'opened',
  /** Dialogue or negotiation, in rounds. */
  'negotiation',
  'evaluation',
  'awarded',
  'standstill',
  'contracted',
  'completed',
  'cancelled',
]);

export { procedureName, procurementKind };

const procurementFields = z.object({
  title: line,
  kind: procurementKind,
  procedure: procedureName,
  estimatedValueOre: positiveOre,
  /** The measure that pays. */
  measureId: id,
  /** What is needed, by function and not by product. */
  need: text.nullable().default(null),
  /** The unit of the municipality that buys: splitting is looked for within one. */
  unit: line.nullable().default(null),
  cpvCodes: z.array(cpvCode).max(20).default([]),
  /** Where it is carried out: an area of the municipality, as measures have it. */
  areaId: line.nullable().optional(),
  /** Why this procedure; required for a direct purchase. */
  procedureReason: text.nullable().default(null),
  /** The dynamic purchasing system that a purchase is made in. */
  systemId: id.nullable().default(null),
  /**
   * A rehearsal (øvelse), where the installation allows it: least periods are not waited for, and the public sees
   * nothing of it. All else is as in a real case.
   */
  rehearsal: z.boolean().default(false),
});

export const deadlines = z.object({
  /** For requests to participate, in procedures of two stages. */
  requests: instant.nullable(),
  bids: instant.nullable(),
});

export const complaint = z.object({
  complaintId: id,
  filedAt: instant,
  filedBy: line,
  /** Null: the firm is no registered supplier. */
  supplierId: id.nullable(),
  about: text,
  decidedAt: instant.nullable(),
  outcome: z.enum(['upheld', 'rejected', 'withdrawn']).nullable(),
  reason: text.nullable(),
});

export const procurement = procurementFields.extend({
  procurementId: id,
  status: procurementStatus,
  /** Where the procedure lets it go from here; a case can also be cancelled until there is a contract. */
  next: z.array(procurementStatus),
  createdAt: instant,
  plan: z.object({ publishOn: date, startOn: date.nullable() }).nullable(),
  specification: specification.extend({ version: z.int(), lots: z.array(lot) }).nullable(),
  publishedAt: instant.nullable(),
  deadlines,
  /** When requests or bids were asked for the last time. */
  askedAt: instant.nullable(),
  /** The last day on which questions may be asked; null: until the deadline. */
  questionsUntil: date.nullable(),
  /** A shorter deadline that waits for a second person. */
  shorterDeadline: z
    .object({
      window: z.enum(['requests', 'bids']),
      deadline: instant,
      reason: text,
      proposedBy: z.string(),
      proposedAt: instant,
    })
    .nullable(),
  /** A bid for an earlier version of the specification has to be reconfirmed; null: none has. */
  reconfirmBidsSince: z.int().nullable(),
  /** When bids were opened for the first time. */
  openedAt: instant.nullable(),
  /** Who was asked by name at the publication; null: anyone may read it. */
  askedSupplierIds: z.array(id).nullable(),
  /** How many times bids have been asked for. */
  round: z.int(),
  /** Who may bid; null: anyone. */
  invitedSupplierIds: z.array(id).nullable(),
  complaints: z.array(complaint),
  cancelledBecause: z.string().nullable(),
  /** The rules that the deadlines were checked by. */
  rules: z.array(ruleRow),
});

export const officers = ['procurement.officer'] as const;
export const procurementParams = z.object({ procurementId: id });
export const reason = text.min(1);
export const answersCase = { status: 200, body: procurement } as const;

/** What a specification is refused for. */
export const specificationRejections = {
  part_twice: 422,
  lot_not_found: 422,
  reason_missing: 422,
  weights_not_100: 422,
  criteria_not_allowed: 422,
  result_not_allowed: 422,
  climate_rule: 422,
} as const;

/** The operations on the case (anskaffelsessak) itself. */
export const caseOperations = {
  createProcurement: {
    method: 'post',
    path: '/procurements',
    summary: 'Opens a procurement (anskaffelse) as a draft',
    allow: officers,
    body: procurementFields,
    answer: { status: 201, body: procurement },
    rejections: { reason_missing: 422, system_missing: 422, rehearsals_off: 422 },
  },
  getProcurement: {
    method: 'get',
    path: '/procurements/{procurementId}',
    summary: 'A procurement',
    allow: staff,
    params: procurementParams,
    answer: answersCase,
  },
  listProcurements: {
    method: 'get',
    path: '/procurements',
    summary: 'Procurements, newest first: the plan (anskaffelsesplan) and all that came of it',
    allow: staff,
    query: page.extend({
      status: procurementStatus.optional(),
      measureId: id.optional(),
      procedure: procedureName.optional(),
      unit: line.optional(),
      /** The purchases in that dynamic purchasing system. */
      systemId: id.optional(),
    }),
    answer: { status: 200, body: list(procurement) },
  },
  changeProcurement: {
    method: 'put',
    path: '/procurements/{procurementId}',
    summary: 'Changes what is known of a procurement that is not published',
    allow: officers,
    params: procurementParams,
    body: procurementFields,
    answer: answersCase,
    rejections: { reason_missing: 422, system_missing: 422, wrong_step: 409 },
  },
  planProcurement: {
    method: 'post',
    path: '/procurements/{procurementId}/plan',
    summary: 'Puts a procurement into the plan, or changes when it is planned for',
    allow: officers,
    params: procurementParams,
    body: z.object({ publishOn: date, startOn: date.nullable().default(null) }),
    answer: answersCase,
    rejections: { wrong_step: 409, starts_before_publication: 422 },
  },
  specifyCompetition: {
    method: 'put',
    path: '/procurements/{procurementId}/specification',
    summary: 'Says what the bidders are to compete by, before it is published',
    allow: officers,
    params: procurementParams,
    body: specification,
    answer: answersCase,
    rejections: { wrong_step: 409, ...specificationRejections },
  },
  publishProcurement: {
    method: 'post',
    path: '/procurements/{procurementId}/publication',
    summary: 'Publishes the competition: from now on questions, requests and bids are taken',
    allow: officers,
    params: procurementParams,
    body: z.object({
      requestsDeadline: instant.nullable().default(null),
      bidsDeadline: instant.nullable().default(null),
      /** In a limited tender: who is asked. */
      invitedSupplierIds: z.array(id).min(1).max(100).nullable().default(null),
      /** The last day on which questions may be asked; null: until the deadline. */
      questionsUntil: date.nullable().default(null),
    }),
    answer: answersCase,
    rejections: {
      wrong_step: 409,
      specification_missing: 422,
      keys_missing: 409,
      deadline_missing: 422,
      deadline_not_used: 422,
      deadline_too_short: 422,
      questions_after_deadline: 422,
      dialogue_note_missing: 422,
      invitation_missing: 422,
      invitation_not_used: 422,
      supplier_not_found: 422,
      ...preparationRejections,
    },
  },
  cancelProcurement: {
    method: 'post',
    path: '/procurements/{procurementId}/cancellation',
    summary: 'Cancels (avlyser) a procurement, with the reason that the bidders are told',
    allow: officers,
    params: procurementParams,
    body: z.object({ reason }),
    answer: answersCase,
    rejections: { wrong_step: 409 },
  },
  completeProcurement: {
    method: 'post',
    path: '/procurements/{procurementId}/completion',
    summary: 'Ends the follow-up of a procurement whose contract is fulfilled',
    allow: officers,
    params: procurementParams,
    answer: answersCase,
    rejections: { wrong_step: 409, complaint_open: 409, contract_running: 409 },
  },
  listAttempts: {
    method: 'get',
    path: '/procurements/{procurementId}/attempts',
    summary: 'What was tried on a procurement and refused, newest first',
    allow: ['auditor', 'admin', 'procurement.officer'],
    params: procurementParams,
    query: page,
    answer: {
      status: 200,
      body: list(
        z.object({
          attemptId: id,
          at: instant,
          actor: z.string(),
          operation: z.string(),
          code: z.string(),
          detail: z.string(),
        }),
      ),
    },
  },
} as const satisfies Operations;
