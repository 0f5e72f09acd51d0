import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import {
  date,
  hours,
  id,
  instant,
  line,
  list,
  ore,
  organisationNumber,
  page,
  positiveOre,
  text,
} from '../values.ts';
import { callOff } from './callOff.ts';
import { change } from './change.ts';
import { orderClock, urgency } from './clock.ts';
import { officers, orderStatus, reason, wrongState } from './shared.ts';
import { siteWork } from './siteWork.ts';

export const orderFields = z.object({
  jobIds: z.array(id).min(1).max(50),
  measureId: id,
  frameworkAgreementId: id,
  amountOre: positiveOre,
  dueOn: date,
  description: text.nullable().default(null),
  plannedPersonHours: hours.nullable().default(null),
  urgent: z.boolean().default(false),
  /**
   * How long each contractor has to answer; null: as configured, by whether the order is urgent. Whoever orders may
   * shorten the time where it hurries, down to a configured least, and not prolong it.
   */
  respondWithinSeconds: z.int().min(1).max(2_592_000).nullable().default(null),
  /** Building or construction work (bygge- eller anleggsarbeid): it can't start before SHA plan and HMS cards are confirmed. */
  constructionWork: z.boolean().default(false),
  /** Kinds of documents (FDV) that the order must be documented by. */
  documentationRequired: z.array(line).max(30).default([]),
  /** Whether the order is settled only when all of them are approved. */
  documentationBlocksSettlement: z.boolean().default(false),
});

/** The order's latest mini-competition (minikonkurranse): the lowest price wins, of equal ones the first that came. */
export const competition = z.object({
  status: z.enum(['open', 'decided', 'cancelled']),
  respondBy: instant,
  asked: z.int(),
  answered: z.int(),
  /** All prices and places in words, once they are opened: at the deadline, or when all have answered. */
  because: z.string().nullable(),
  ranking: z.array(
    z.object({ callOffId: id, supplierName: z.string(), priceOre: positiveOre, place: z.int().min(1) }),
  ),
});

/** Whether a second person has to approve the order, and what became of that. */
export const approval = z.object({
  /** The limit when the order was submitted last: an order above it is offered to nobody before it is approved. */
  requiredAboveOre: ore,
  status: z.enum(['not_required', 'awaited', 'approved', 'refused']),
  /** The name of whoever approved or refused. */
  by: z.string().nullable(),
  at: instant.nullable(),
});

/** A receipt: what became of one event on its way to the contractor's system. */
export const deliveryReceipt = z.object({
  deliveryId: id,
  /** To the contractor's endpoint, or to its mailbox. */
  channel: z.enum(['webhook', 'email']),
  eventId: id,
  eventType: z.string(),
  callOffId: id.nullable(),
  status: z.enum(['delivered', 'failed', 'exhausted', 'superseded']),
  attempt: z.int(),
  at: instant,
  /** The contractor's HTTP status, or the mail server's reply code; null where there was no answer. */
  statusCode: z.int().nullable(),
});

export const invoice = z.object({
  invoiceNumber: line,
  amountOre: positiveOre,
  registeredAt: instant,
  personHours: hours.nullable(),
  /** `matched` and `approved` are to be paid; a `rejected` one is credited. */
  status: z.enum(['matched', 'deviating', 'approved', 'rejected', 'paid']),
  /** In what it differs from what was agreed. */
  deviations: z.array(
    z.union([
      z.object({ code: z.literal('number_used_before'), orderId: id }),
      z.object({ code: z.literal('other_sender'), organisationNumber: z.string() }),
      z.object({ code: z.literal('more_hours_than_reported'), reportedHours: z.number() }),
    ]),
  ),
  /** Why an officer approved or rejected it. */
  decidedBecause: z.string().nullable(),
});

export const order = orderFields.extend({
  orderId: id,
  status: orderStatus,
  /** What it is about, in a line: the beginning of its description, or of its first job's title. */
  title: z.string(),
  /** The names of the buildings. */
  buildingNames: z.array(z.string()),
  /** That of its most urgent job, and at least high where `urgent` is set. */
  urgency,
  /** Of the contractor who was asked last, and of the work. */
  clocks: z.array(orderClock),
  heldReason: z.string().nullable(),
  /** What was left in the frame, or of the framework agreement's ceiling, when the order did not fit; else null. */
  availableOre: ore.nullable(),
  approval,
  callOffs: z.array(callOff),
  competition: competition.nullable(),
  changes: z.array(change),
  deliveries: z.array(deliveryReceipt),
  /** `retainedOre` is the part of the invoiced amount that is withheld until defects are fixed. */
  amounts: z.object({ orderedOre: positiveOre, invoicedOre: ore, paidOre: ore, retainedOre: ore }),
  invoices: z.array(invoice),
  work: z.object({
    startedAt: instant.nullable(),
    doneAt: instant.nullable(),
    personHours: z.number(),
    apprenticeHours: z.number(),
  }),
  siteWork,
  /** Of `documentationRequired`, that of which no document is approved. */
  missingDocumentation: z.array(z.string()),
  history: z.array(z.object({ at: instant, event: z.string(), text: z.string(), actor: z.string() })),
});

/** An order in a list: without its call-offs, receipts, follow-up and history. */
export const orderLine = order
  .omit({
    approval: true,
    competition: true,
    changes: true,
    callOffs: true,
    deliveries: true,
    history: true,
    invoices: true,
    siteWork: true,
    missingDocumentation: true,
  })
  .extend({ contractorName: z.string().nullable(), submittedAt: instant });

export const orderParams = z.object({ orderId: id });
/** What a command on an order answers. */
export const orderState = z.object({ orderId: id, status: orderStatus });
export const orderAnswer = { status: 200, body: orderState } as const;

/** The operations by which an order is made, funded, changed and cancelled. */
export const orderOperations = {
  createOrder: {
    method: 'post',
    path: '/orders',
    summary: 'Orders jobs, charged to a measure; the answer comes before the money is reserved',
    allow: ['property.officer'],
    body: orderFields,
    answer: { status: 202, body: orderState },
    rejections: {
      job_not_found: 422,
      job_twice: 422,
      job_not_orderable: 409,
      due_in_the_past: 422,
      answer_time_out_of_bounds: 422,
    },
  },
  getOrder: {
    method: 'get',
    path: '/orders/{orderId}',
    summary: 'An order with its call-offs, receipts, amounts and history',
    allow: staff,
    params: orderParams,
    /** As it was at this instant, or at the end of this day in Norway; left out: now. */
    query: z.object({ asOf: z.union([instant, date]).optional() }),
    answer: { status: 200, body: order },
  },
  listOrders: {
    method: 'get',
    path: '/orders',
    summary:
      'The orders that fit all of the filters: newest first; by due day where one is asked for; else by amount, largest first, where one is',
    allow: staff,
    query: page.extend({
      status: orderStatus.optional(),
      measureId: id.optional(),
      frameworkAgreementId: id.optional(),
      buildingId: id.optional(),
      /** The firm that is asked just now, or bound. */
      organisationNumber: organisationNumber.optional(),
      urgent: z.literal('true').optional(),
      dueBefore: date.optional(),
      dueAfter: date.optional(),
      /** Due before today and not reported done yet, whoever it waits for. */
      overdue: z.literal('true').optional(),
      amountFromOre: z.coerce.number().pipe(ore).optional(),
      amountToOre: z.coerce.number().pipe(ore).optional(),
      /** Words of the order's description or of one of its jobs: all of them, whole or as the beginning of a word. */
      words: line.optional(),
      /** Only those that wait for a second person. */
      awaitingApproval: z.literal('true').optional(),
    }),
    answer: { status: 200, body: list(orderLine) },
  },
  resubmitOrder: {
    method: 'post',
    path: '/orders/{orderId}/resubmit',
    summary: 'Asks for the money of a held order again, if wanted with another amount',
    allow: ['property.officer'],
    params: orderParams,
    body: z.object({ amountOre: positiveOre.optional() }),
    answer: { status: 202, body: orderState },
    rejections: wrongState,
  },
  approveOrder: {
    method: 'post',
    path: '/orders/{orderId}/approve',
    summary: 'Approves an order above the limit, by another person than those who asked for its money',
    allow: ['property.approver'],
    params: orderParams,
    answer: orderAnswer,
    rejections: { ...wrongState, same_person: 409 },
  },
  refuseOrder: {
    method: 'post',
    path: '/orders/{orderId}/refuse',
    summary: 'Refuses to approve an order above the limit, which cancels it and releases its money',
    allow: ['property.approver'],
    params: orderParams,
    body: z.object({ reason }),
    answer: orderAnswer,
    rejections: { ...wrongState, same_person: 409 },
  },
  decideOnChanges: {
    method: 'post',
    path: '/orders/{orderId}/decide-on-changes',
    summary: "The officer's yes or no to a contractor who accepted with changes; no asks the next one",
    allow: ['property.officer'],
    params: orderParams,
    body: z.object({ approved: z.boolean() }),
    answer: orderAnswer,
    rejections: wrongState,
  },
  cancelOrder: {
    method: 'post',
    path: '/orders/{orderId}/cancel',
    summary: 'Cancels an order and releases its money; the contractor is told',
    allow: officers,
    params: orderParams,
    body: z.object({ reason: text.nullable().default(null) }),
    answer: orderAnswer,
    rejections: { ...wrongState, already_invoiced: 409 },
  },
} as const satisfies Operations;
