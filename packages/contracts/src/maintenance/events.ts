import * as z from 'zod';
import { journalCheckpointed, position } from '../event.ts';
import { date, hours, id, instant, organisationNumber, positiveOre } from '../values.ts';
import { clockName, urgency } from './clock.ts';

const order = { ...position, orderId: id };
/** The contractor that an event concerns; deliveries are routed by the organisation number and by nothing else. */
const contractor = { supplierId: id, organisationNumber };
const ofContractor = { ...order, callOffId: id, ...contractor };

const ofChange = { ...ofContractor, changeId: id };
const ofInvoice = { ...ofContractor, invoiceNumber: z.string(), amountOre: positiveOre };
/** Something is past its time, for the `escalation`th time that it is told. */
const escalated = {
  description: z.string(),
  dueOn: date,
  /** Whose turn it is. */
  awaits: z.enum(['contractor', 'officer']),
  escalation: z.int().min(1),
};

/** A place where work is done, as the contractor needs it. */
const place = z.object({
  buildingId: id,
  name: z.string(),
  address: z.string(),
  matrikkel: z.string().nullable(),
  /** Left out where the work is about the building as a whole. */
  rooms: z.array(z.object({ roomId: id, number: z.string(), name: z.string().nullable() })).optional(),
});

/** By when something should have happened; the same for a clock that is about to break and for one that broke. */
const clock = z.object({ ...ofContractor, clock: clockName, urgency, dueAt: instant });

/** What maintenance publishes. Call-offs belong to their order's stream: one sequence runs through an order. */
export const maintenanceEvents = {
  'no.tiltak.maintenance.journal.checkpointed.v1': journalCheckpointed,
  /**
   * An order asks for its money, and so do a held one that is taken up again with another amount or after a refusal.
   * There is one allocation per order: a higher `request` takes the place of what an earlier one reserved, in one
   * step; where the new amount is refused, nothing stays reserved. A held order whose money is still reserved goes on
   * with it and publishes no such event.
   */
  'no.tiltak.maintenance.order.submitted.v1': z.object({
    ...order,
    /** The order's requests for money, counted from 1. */
    request: z.int().min(1),
    jobIds: z.array(id).min(1),
    measureId: id,
    frameworkAgreementId: id,
    amountOre: positiveOre,
    dueOn: date,
    urgent: z.boolean(),
    plannedPersonHours: hours.nullable(),
  }),
  'no.tiltak.maintenance.order.held.v1': z.object({
    ...order,
    reason: z.string(),
    amountOre: positiveOre,
    availableOre: z.int().min(0).nullable(),
  }),
  'no.tiltak.maintenance.calloff.offered.v1': z.object({
    ...ofContractor,
    attempt: z.int().min(1),
    description: z.string(),
    places: z.array(place).min(1),
    jobs: z.array(z.object({ jobId: id, title: z.string(), buildingId: id })).min(1),
    frameworkAgreementId: id,
    /** `miniCompetition`: all suppliers of the agreement are asked for a price at once. */
    priceBasis: z.enum(['frameworkAgreement', 'miniCompetition']),
    /** The most that the order may cost, without VAT. */
    amountOre: positiveOre,
    plannedPersonHours: hours.nullable(),
    urgent: z.boolean(),
    dueOn: date,
    offeredAt: instant,
    respondBy: instant,
    /** A page for people, and the same for machines: `POST { "answer": "accept" }`. Single use, and expires with the offer. */
    links: z.object({ page: z.url(), answer: z.url() }),
  }),
  'no.tiltak.maintenance.calloff.accepted.v1': z.object(ofContractor),
  'no.tiltak.maintenance.calloff.declined.v1': z.object({ ...ofContractor, reason: z.string().nullable() }),
  'no.tiltak.maintenance.calloff.expired.v1': z.object({ ...ofContractor, respondBy: instant }),
  'no.tiltak.maintenance.calloff.withdrawn.v1': z.object({ ...ofContractor, reason: z.string().nullable() }),
  'no.tiltak.maintenance.order.placed.v1': z.object({
    ...ofContractor,
    amountOre: positiveOre,
    dueOn: date,
    proposedStart: date.nullable(),
  }),
  /** An approved change of a placed order costs more: projects is asked for what it adds, and answers by its id. */
  'no.tiltak.maintenance.change.requested.v1': z.object({
    ...order,
    changeId: id,
    measureId: id,
    addedOre: positiveOre,
  }),
  /** The municipality wants a change of a placed order; the contractor prices it. */
  'no.tiltak.maintenance.change.notified.v1': z.object({
    ...ofChange,
    description: z.string(),
    why: z.string().nullable(),
    /** The due date that it would bring; null where that stays. */
    dueOn: date.nullable(),
  }),
  /** The contractor asks for a change; null: its price is to come. */
  'no.tiltak.maintenance.change.proposed.v1': z.object({
    ...ofChange,
    description: z.string(),
    why: z.string().nullable(),
    addedOre: z.int().nullable(),
    dueOn: date.nullable(),
  }),
  /** The contractor's price for a change; below 0 the order costs less. */
  'no.tiltak.maintenance.change.priced.v1': z.object({
    ...ofChange,
    addedOre: z.int(),
    dueOn: date.nullable(),
  }),
  /** A change comes to nothing: an officer says no, or there is no money for it. The order is as it was. */
  'no.tiltak.maintenance.change.rejected.v1': z.object({
    ...ofChange,
    because: z.enum(['officer', 'no_funds']),
    /** An officer's words. */
    reason: z.string().nullable(),
  }),
  'no.tiltak.maintenance.order.changed.v1': z.object({
    ...ofContractor,
    /** From now on. */
    amountOre: positiveOre,
    dueOn: date,
    changeId: id.nullable().default(null),
    /** What was added to the price; below 0 it was lowered. */
    addedOre: z.int().default(0),
    /** What was changed, in words. */
    description: z.string().nullable().default(null),
  }),
  'no.tiltak.maintenance.order.cancelled.v1': z.object({
    ...order,
    /** The contractor that was asked or bound, if any was. */
    callOffId: id.nullable(),
    supplierId: id.nullable(),
    organisationNumber: organisationNumber.nullable(),
    reason: z.string().nullable(),
  }),
  /** Most of the time is gone, and what must happen has not. Once for each clock. */
  'no.tiltak.maintenance.clock.about_to_break.v1': clock,
  /** The time is up. Once for each clock of arrival and fix; of a response clock `calloff.expired` tells it. */
  'no.tiltak.maintenance.clock.broken.v1': clock,
  'no.tiltak.maintenance.work.started.v1': z.object(ofContractor),
  'no.tiltak.maintenance.work.done.v1': z.object({
    ...ofContractor,
    measureId: id,
    /** Of this report alone: after a rework there is another, and an order's reports add up. */
    personHours: hours,
    /** Of `personHours`, those worked by apprentices (lærlinger). */
    apprenticeHours: hours,
  }),
  'no.tiltak.maintenance.work.accepted.v1': z.object({
    ...ofContractor,
    /** What must be fixed all the same, and by when; left out where the work is without defects. */
    defects: z.array(z.object({ defectId: id, description: z.string(), dueOn: date })).optional(),
  }),
  'no.tiltak.maintenance.work.rejected.v1': z.object({ ...ofContractor, reason: z.string() }),
  'no.tiltak.maintenance.order.invoiced.v1': z.object({
    ...ofContractor,
    invoiceNumber: z.string(),
    amountOre: positiveOre,
    /** In what it differs from what was agreed, by code; none: it matched. */
    deviations: z.array(z.string()).optional(),
  }),
  /** An invoice that was registered is credited: its amount is no longer invoiced. */
  'no.tiltak.maintenance.invoice.rejected.v1': z.object({ ...ofInvoice, reason: z.string() }),
  /** An invoice is paid before its order is settled. */
  'no.tiltak.maintenance.invoice.paid.v1': z.object(ofInvoice),
  'no.tiltak.maintenance.order.settled.v1': z.object({
    ...ofContractor,
    /** What was invoiced and is paid, in all. */
    paidOre: z.int().min(0),
    /** What is invoiced and not paid until defects are fixed. */
    retainedOre: positiveOre.optional(),
  }),
  /** What was retained at the settlement is paid after all. */
  'no.tiltak.maintenance.retention.paid.v1': z.object({ ...ofContractor, amountOre: positiveOre }),
  /** What was retained at the settlement is never paid, and no longer invoiced. */
  'no.tiltak.maintenance.retention.kept.v1': z.object({
    ...ofContractor,
    amountOre: positiveOre,
    reason: z.string(),
  }),
  'no.tiltak.maintenance.order.closed.v1': z.object({ ...ofContractor, reason: z.string().nullable() }),
  /** Reported work waits for its inspection, for longer than it should; it is never accepted by time. */
  'no.tiltak.maintenance.inspection.escalated.v1': z.object({
    ...ofContractor,
    waitingSince: instant,
    escalation: z.int().min(1),
  }),
  'no.tiltak.maintenance.defect.escalated.v1': z.object({ ...ofContractor, defectId: id, ...escalated }),
  'no.tiltak.maintenance.claim.raised.v1': z.object({
    ...ofContractor,
    claimId: id,
    description: z.string(),
    /** By when it must be fixed. */
    dueOn: date,
    raisedOn: date,
  }),
  'no.tiltak.maintenance.claim.escalated.v1': z.object({ ...ofContractor, claimId: id, ...escalated }),
  /** The time for claims is over soon, and some are open: once for each order. */
  'no.tiltak.maintenance.claimperiod.ending.v1': z.object({
    ...ofContractor,
    /** The last day on which something can be claimed. */
    claimsUntil: date,
    openClaims: z.int().min(1),
  }),
} as const;

/** What a contractor may receive, and nothing else. */
export const contractorEventTypes = [
  'no.tiltak.maintenance.calloff.offered.v1',
  'no.tiltak.maintenance.calloff.withdrawn.v1',
  'no.tiltak.maintenance.calloff.expired.v1',
  'no.tiltak.maintenance.order.placed.v1',
  'no.tiltak.maintenance.change.notified.v1',
  'no.tiltak.maintenance.change.rejected.v1',
  'no.tiltak.maintenance.order.changed.v1',
  'no.tiltak.maintenance.order.cancelled.v1',
  'no.tiltak.maintenance.work.accepted.v1',
  'no.tiltak.maintenance.work.rejected.v1',
  'no.tiltak.maintenance.order.settled.v1',
  'no.tiltak.maintenance.claim.raised.v1',
] as const satisfies readonly (keyof typeof maintenanceEvents)[];
