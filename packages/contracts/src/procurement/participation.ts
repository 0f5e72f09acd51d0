import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { date, id, instant, list, page, text } from '../values.ts';
import { groundName } from './evaluation.ts';
import { answersCase, officers, procurementParams, reason } from './procurement.ts';
import { partId } from './specification.ts';

const declaration = z.object({ requirementId: partId, isFulfilled: z.boolean(), evidence: text });
const assessment = z.object({ requirementId: partId, isFulfilled: z.boolean(), note: text });

export const participationRequest = z.object({
  procurementId: id,
  supplierId: id,
  status: z.enum(['requested', 'withdrawn']),
  /** How many times it was sent; the newest one is the request. */
  version: z.int(),
  declarations: z.array(declaration),
  exclusionGrounds: text.nullable(),
  receivedAt: instant,
  /** Null until it is decided. */
  decision: z
    .discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('qualified'), assessments: z.array(assessment), at: instant }),
      z.object({
        outcome: z.literal('rejected'),
        ground: z.string(),
        paragraph: z.string(),
        reason: text,
        at: instant,
      }),
    ])
    .nullable(),
  /** Whether it goes on among the qualified; null until that is decided. */
  isSelected: z.boolean().nullable(),
  /** Why not, where it does not. */
  notSelectedReason: text.nullable(),
});

/** The reasons why suppliers don't go on. */
export const supplierReasons = z
  .array(z.object({ supplierId: id, reason }))
  .max(1000)
  .default([]);
export const supplierIds = z.array(id).min(1).max(100);
/** Why those who go on were chosen. */
export const selectionRejections = {
  selection_made: 409,
  requests_undecided: 409,
  not_qualified: 422,
  supplier_twice: 422,
  too_few_invited: 422,
  selection_reason_missing: 422,
} as const;

const requestRejections = { request_late: 409, requests_not_asked: 409, supplier_not_found: 422 } as const;
const requestParams = procurementParams.extend({ supplierId: id });
const answersRequest = { status: 200, body: participationRequest } as const;

/** The operations on requests to participate, and on who is asked for bids. */
export const participationOperations = {
  requestParticipation: {
    method: 'put',
    path: '/procurements/{procurementId}/participation-requests/own',
    summary: "Asks to take part, or replaces the caller's own request, until the deadline",
    allow: ['contractor'],
    params: procurementParams,
    body: z.object({
      /** One for each requirement of the competition. */
      declarations: z.array(declaration).max(100),
      /** Which grounds for exclusion apply, and what was done about them; null: none applies. */
      exclusionGrounds: reason.nullable().default(null),
    }),
    answer: answersRequest,
    rejections: { ...requestRejections, requirement_not_found: 422, declaration_missing: 422 },
  },
  withdrawRequest: {
    method: 'post',
    path: '/procurements/{procurementId}/participation-requests/own/withdrawal',
    summary: "Withdraws the caller's own request, until the deadline",
    allow: ['contractor'],
    params: procurementParams,
    answer: answersRequest,
    rejections: requestRejections,
  },
  getOwnRequest: {
    method: 'get',
    path: '/procurements/{procurementId}/participation-requests/own',
    summary: "The caller's own request, and what was decided on it",
    allow: ['contractor'],
    params: procurementParams,
    answer: answersRequest,
  },
  listParticipationRequests: {
    method: 'get',
    path: '/procurements/{procurementId}/participation-requests',
    summary: 'The requests to participate, once their deadline is over',
    allow: staff,
    params: procurementParams,
    query: page,
    answer: { status: 200, body: list(participationRequest) },
    rejections: { requests_sealed: 409 },
  },
  qualifyRequest: {
    method: 'post',
    path: '/procurements/{procurementId}/participation-requests/{supplierId}/qualification',
    summary: 'Finds a supplier qualified: each requirement is fulfilled',
    allow: officers,
    params: requestParams,
    body: z.object({ assessments: z.array(assessment).max(100) }),
    answer: answersRequest,
    rejections: {
      wrong_step: 409,
      selection_made: 409,
      assessment_missing: 422,
      requirement_not_fulfilled: 422,
    },
  },
  rejectRequest: {
    method: 'post',
    path: '/procurements/{procurementId}/participation-requests/{supplierId}/rejection',
    summary: 'Rejects (avviser) a supplier by a ground, with the reason that it is told',
    allow: officers,
    params: requestParams,
    body: z.object({ ground: groundName, reason }),
    answer: answersRequest,
    rejections: { wrong_step: 409, selection_made: 409, ground_not_allowed: 422 },
  },
  inviteBidders: {
    method: 'post',
    path: '/procurements/{procurementId}/invitations',
    summary: 'Invites those who were selected, or remain after a negotiation, to bid',
    allow: officers,
    params: procurementParams,
    body: z.object({
      supplierIds,
      bidsDeadline: instant,
      questionsUntil: date.nullable().default(null),
      /** By what those were chosen among the qualified; required where not all were. */
      criteria: reason.nullable().default(null),
      /** Why each of the others was not. */
      reasons: supplierReasons,
    }),
    answer: answersCase,
    rejections: {
      ...selectionRejections,
      wrong_step: 409,
      keys_missing: 409,
      negotiation_open: 409,
      not_in_negotiation: 422,
      deadline_past: 422,
      deadline_too_short: 422,
      questions_after_deadline: 422,
    },
  },
} as const satisfies Operations;
