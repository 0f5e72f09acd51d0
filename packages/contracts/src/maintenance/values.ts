import * as z from 'zod';
import { date, hours, id, instant, line, ore, organisationNumber, positiveOre, text } from '../values.ts';

/** A cadastral unit (matrikkelenhet). The municipality number keeps its leading zero: Bærum is 0219, 3024 or 3201. */
export const matrikkel = z.object({
  municipalityNumber: z.string().regex(/^\d{4}$/, 'four digits, e.g. 3201'),
  gnr: z.int().min(1).max(99_999),
  bnr: z.int().min(1).max(99_999),
  fnr: z.int().min(0).max(99_999).optional(),
  snr: z.int().min(0).max(99_999).optional(),
});

export const buildingFields = z.object({
  name: line,
  address: line.nullable(),
  matrikkel: matrikkel.nullable(),
  areaId: line.nullable().default(null),
  source: line.nullable().default(null),
});
export const building = buildingFields.extend({ buildingId: id });

export const jobStatus = z.enum([
  'registered',
  'triaged',
  'approved',
  'rejected',
  'merged',
  'deferred',
  'ordered',
  'closed',
  'reopened',
]);

export const urgency = z.enum(['low', 'normal', 'high', 'immediate']);

export const jobFields = z.object({
  buildingId: id,
  title: line,
  description: text.nullable().default(null),
  /** Two digits of the building parts table (NS 3451), e.g. 26 for roofs. */
  buildingPart: z
    .string()
    .regex(/^\d{2}$/, 'two digits, e.g. 26')
    .nullable()
    .default(null),
  /** NS 3424; TGIU is "not examined". */
  conditionGrade: z.enum(['TG0', 'TG1', 'TG2', 'TG3', 'TGIU']).nullable().default(null),
  consequenceGrade: z.enum(['KG0', 'KG1', 'KG2', 'KG3']).nullable().default(null),
  /** Null: as the two grades have it, and normal without them. */
  urgency: urgency.nullable().default(null),
  /** Why it is another than the grades have it. */
  urgencyReason: text.nullable().default(null),
});
export const job = jobFields.extend({
  jobId: id,
  status: jobStatus,
  urgency,
  /** As the condition and consequence grades have it; null where one is missing or not examined. */
  urgencyByGrades: urgency.nullable(),
  /** The preventive plan that registered it, and the day that this has it on; null where a person did. */
  planId: id.nullable(),
  plannedFor: date.nullable(),
  reason: z.string().nullable(),
  duplicateOf: id.nullable(),
  deferredTo: z.int().nullable(),
  orderId: id.nullable(),
  registeredAt: instant,
});

export const planFields = z.object({
  buildingId: id,
  title: line,
  description: text.nullable().default(null),
  buildingPart: jobFields.shape.buildingPart,
  /** A recurrence rule of RFC 5545 without hours, e.g. `FREQ=YEARLY;BYMONTH=10`; daily at the most. */
  rrule: line,
  /** The rule's first day; today where it is left out. Rules are counted from it, so that it isn't long ago. */
  startsOn: date.refine((day) => day >= '2000-01-01', 'in 2000 or later').optional(),
  /** How many days before the work is due its job is registered. */
  leadDays: z.int().min(0).max(365).default(14),
});
export const plan = planFields.extend({
  planId: id,
  startsOn: date,
  status: z.enum(['active', 'ended']),
  /** Null where the rule has no day left, or the plan was ended. */
  nextDueOn: date.nullable(),
  jobsMade: z.int(),
  endedBecause: z.string().nullable(),
});

export const orderFields = z.object({
  jobIds: z.array(id).min(1).max(50),
  measureId: id,
  frameworkAgreementId: id,
  amountOre: positiveOre,
  dueOn: date,
  description: text.nullable().default(null),
  plannedPersonHours: hours.nullable().default(null),
  urgent: z.boolean().default(false),
});

export const orderStatus = z.enum([
  'draft',
  'submitted',
  'funded',
  'held',
  'offered',
  'placed',
  'in_execution',
  'delivered',
  'accepted',
  'rework',
  'settled',
  'closed',
  'cancelled',
]);
export const callOffStatus = z.enum([
  'offered',
  'viewed',
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
});

/** A receipt: what became of one event on its way to the contractor's system. */
export const deliveryReceipt = z.object({
  deliveryId: id,
  eventId: id,
  eventType: z.string(),
  callOffId: id.nullable(),
  status: z.enum(['delivered', 'failed', 'exhausted']),
  attempt: z.int(),
  at: instant,
  /** The contractor's HTTP status; null where there was no answer. */
  statusCode: z.int().nullable(),
});

export const invoice = z.object({ invoiceNumber: line, amountOre: positiveOre, registeredAt: instant });

export const order = orderFields.extend({
  orderId: id,
  status: orderStatus,
  heldReason: z.string().nullable(),
  /** What was left in the frame, or of the framework agreement's ceiling, when the order did not fit; else null. */
  availableOre: ore.nullable(),
  callOffs: z.array(callOff),
  deliveries: z.array(deliveryReceipt),
  amounts: z.object({ orderedOre: positiveOre, invoicedOre: ore, paidOre: ore }),
  invoices: z.array(invoice),
  work: z.object({
    startedAt: instant.nullable(),
    doneAt: instant.nullable(),
    personHours: z.number(),
    apprenticeHours: z.number(),
  }),
  history: z.array(z.object({ at: instant, event: z.string(), text: z.string(), actor: z.string() })),
});

/** An order in a list: without its call-offs, receipts and history. */
export const orderLine = order
  .omit({ callOffs: true, deliveries: true, history: true, invoices: true })
  .extend({ contractorName: z.string().nullable(), submittedAt: instant });

/** What a contractor sees of an offer, before and after it answered. */
export const offer = callOff.omit({ ceilingLeftOre: true }).extend({
  orderId: id,
  orderStatus,
  description: z.string(),
  places: z.array(z.object({ name: z.string(), address: z.string(), matrikkel: z.string().nullable() })),
  amountOre: positiveOre,
  plannedPersonHours: hours.nullable(),
  urgent: z.boolean(),
  dueOn: date,
});

export const callOffAnswer = z.object({
  answer: z.enum(['accept', 'decline', 'accept_with_changes']),
  reason: text.nullable().default(null),
  proposedStart: date.nullable().default(null),
});
