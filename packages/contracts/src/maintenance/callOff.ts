import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import {
  date,
  hours,
  id,
  instant,
  list,
  ore,
  organisationNumber,
  page,
  positiveOre,
  text,
} from '../values.ts';
import { change } from './change.ts';
import { jobFile } from './jobFile.ts';
import { orderStatus, reason, wrongState } from './shared.ts';

export const callOffStatus = z.enum([
  'offered',
  'viewed',
  'priced',
  'accepted',
  'accepted_with_changes',
  'declined',
  'expired',
  'withdrawn',
]);

export const callOff = z.object({
  callOffId: id,
  attempt: z.int(),
  supplierId: id,
  organisationNumber,
  supplierName: z.string(),
  status: callOffStatus,
  /** Why this contractor was asked: e.g. first by rank, or next after one who declined. */
  chosenBecause: z.string(),
  /** What was left of the agreement's ceiling beside this order, when it was offered. */
  ceilingLeftOre: ore,
  offeredAt: instant,
  respondBy: instant,
  answeredAt: instant.nullable(),
  reason: z.string().nullable(),
  proposedStart: date.nullable(),
  /** In a mini-competition: what was given. Null for all but the firm itself until the prices are opened. */
  priceOre: ore.nullable(),
});

/** What a contractor sees of an offer, before and after it answered. */
export const offer = callOff.omit({ ceilingLeftOre: true }).extend({
  orderId: id,
  orderStatus,
  description: z.string(),
  /** Of the order that the firm is bound by. */
  changes: z.array(change),
  places: z.array(
    z.object({
      name: z.string(),
      address: z.string(),
      matrikkel: z.string().nullable(),
      /** The rooms that the work is about; none where it is about the building as a whole. */
      rooms: z.array(z.object({ number: z.string(), name: z.string().nullable() })),
    }),
  ),
  priceBasis: z.enum(['frameworkAgreement', 'miniCompetition']),
  amountOre: positiveOre,
  plannedPersonHours: hours.nullable(),
  urgent: z.boolean(),
  dueOn: date,
  /**
   * The photos and documents of its jobs, where one offer is read; a list of offers leaves them out. None once the
   * contractor is no longer asked.
   */
  files: z.array(jobFile).optional(),
});

export const callOffAnswer = z.object({
  answer: z.enum(['accept', 'decline', 'accept_with_changes']),
  reason: text.nullable().default(null),
  proposedStart: date.nullable().default(null),
  /** With a yes in a mini-competition: the price, at most the order's amount. Can be replaced until the deadline. */
  priceOre: positiveOre.nullable().default(null),
});

const answerRejections = {
  ...wrongState,
  already_answered: 409,
  expired: 410,
  withdrawn: 410,
  reason_missing: 422,
  price_missing: 422,
  price_not_asked: 422,
  price_too_high: 422,
  changes_not_possible: 422,
} as const;

/** The operations on call-offs: what a contractor is offered and answers. */
export const callOffOperations = {
  getCallOff: {
    method: 'get',
    path: '/call-offs/{callOffId}',
    summary: 'An offer, as the contractor that it was made to sees it',
    allow: [...staff, 'contractor'],
    params: z.object({ callOffId: id }),
    answer: { status: 200, body: offer },
  },
  listCallOffs: {
    method: 'get',
    path: '/call-offs',
    summary: "A contractor's own offers, newest first",
    allow: ['contractor'],
    query: page,
    answer: { status: 200, body: list(offer) },
  },
  answerCallOff: {
    method: 'post',
    path: '/call-offs/{callOffId}/answer',
    summary: "The contractor's answer to an offer",
    allow: ['contractor'],
    params: z.object({ callOffId: id }),
    body: callOffAnswer,
    answer: { status: 200, body: z.object({ callOffId: id, orderId: id, status: callOffStatus }) },
    rejections: answerRejections,
  },
  withdrawCallOff: {
    method: 'post',
    path: '/call-offs/{callOffId}/withdraw',
    summary: 'Takes an unanswered offer back, with the reason; the next contractor is asked',
    allow: ['property.officer'],
    params: z.object({ callOffId: id }),
    body: z.object({ reason }),
    answer: { status: 200, body: z.object({ callOffId: id, orderId: id, status: callOffStatus }) },
    rejections: { ...wrongState, already_answered: 409, expired: 410, withdrawn: 410, in_competition: 409 },
  },
  getOfferByLink: {
    method: 'get',
    path: '/answer-links/{token}',
    summary: 'The offer behind an answer link; looking changes nothing but that it was looked at',
    allow: 'anyone',
    params: z.object({ token: z.string().max(300) }),
    answer: { status: 200, body: offer },
  },
  answerByLink: {
    method: 'post',
    path: '/answer-links/{token}',
    summary: "The contractor's answer by its link; a link answers once",
    allow: 'anyone',
    params: z.object({ token: z.string().max(300) }),
    body: callOffAnswer,
    answer: { status: 200, body: z.object({ callOffId: id, orderId: id, status: callOffStatus }) },
    rejections: answerRejections,
  },
} as const satisfies Operations;
