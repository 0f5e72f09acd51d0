import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { id, instant, list, page, text } from '../values.ts';
import { selectionRejections, supplierIds, supplierReasons } from './participation.ts';
import { officers, procurementParams, reason } from './procurement.ts';

export const negotiation = z.object({
  procurementId: id,
  /** Oldest first; the last one may go on. */
  rounds: z.array(
    z.object({
      number: z.int(),
      about: text,
      participants: z.array(id),
      /** How many meetings there were with each. */
      meetings: z.record(id, z.int()),
      startedAt: instant,
      endedAt: instant.nullable(),
      /** Who may be asked for bids after it. */
      remaining: z.array(id),
    }),
  ),
});

const meetingFields = z.object({
  supplierId: id,
  heldAt: instant,
  minutes: reason,
  /** What was told of another participant's solution, each with that one's consent. */
  disclosed: z
    .array(z.object({ supplierId: id, consent: text.nullable().default(null) }))
    .max(100)
    .default([]),
});
export const negotiationMeeting = meetingFields.extend({ meetingId: id, round: z.int() });

const answersNegotiation = { status: 200, body: negotiation } as const;
const inNegotiation = { wrong_step: 409, negotiation_not_open: 409, not_in_negotiation: 422 } as const;

/** The operations on rounds of negotiation (forhandling) or dialogue. */
export const negotiationOperations = {
  startNegotiation: {
    method: 'post',
    path: '/procurements/{procurementId}/negotiations',
    summary:
      'Starts a round of negotiation or dialogue with the qualified, the bidders, or those who remain of the round before',
    allow: officers,
    params: procurementParams,
    body: z.object({
      supplierIds,
      about: reason,
      /** In a dialogue: by what those were chosen among the qualified; required where not all were. */
      criteria: reason.nullable().default(null),
      reasons: supplierReasons,
    }),
    answer: answersNegotiation,
    rejections: {
      ...selectionRejections,
      wrong_step: 409,
      negotiation_open: 409,
      too_many_rounds: 409,
      not_in_negotiation: 422,
      reason_missing: 422,
    },
  },
  recordNegotiationMeeting: {
    method: 'post',
    path: '/procurements/{procurementId}/negotiation-meetings',
    summary:
      "Records a meeting with one participant; nothing of another's solution is told without its consent",
    allow: officers,
    params: procurementParams,
    body: meetingFields,
    answer: { status: 201, body: negotiationMeeting },
    rejections: { ...inNegotiation, meeting_in_future: 422, consent_missing: 422, too_many_rounds: 409 },
  },
  endNegotiation: {
    method: 'post',
    path: '/procurements/{procurementId}/negotiations/end',
    summary: 'Ends the round, and says who may be asked for bids',
    allow: officers,
    params: procurementParams,
    body: z.object({ remaining: supplierIds, reasons: supplierReasons }),
    answer: answersNegotiation,
    rejections: { ...inNegotiation, reason_missing: 422, meeting_missing: 409 },
  },
  getNegotiation: {
    method: 'get',
    path: '/procurements/{procurementId}/negotiations',
    summary: 'The rounds of negotiation or dialogue',
    allow: staff,
    params: procurementParams,
    answer: answersNegotiation,
  },
  listNegotiationMeetings: {
    method: 'get',
    path: '/procurements/{procurementId}/negotiation-meetings',
    summary: 'The meetings, oldest first; a contractor sees its own, and nothing of others',
    allow: [...staff, 'contractor'],
    params: procurementParams,
    query: page,
    answer: { status: 200, body: list(negotiationMeeting) },
  },
} as const satisfies Operations;
