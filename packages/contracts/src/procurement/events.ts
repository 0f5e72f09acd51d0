import * as z from 'zod';
import { journalCheckpointed, position } from '../event.ts';
import { date, emailAddress, id, instant, organisationNumber, positiveOre } from '../values.ts';
import { awardEvents } from './awardEvents.ts';
import { envelopeKind } from './bid.ts';
import { contractEvents } from './contractEvents.ts';
import { procurementContractorEvents } from './contractorEvents.ts';
import { designContestEvents } from './designContest.ts';
import { dynamicPurchasingEvents } from './dynamicPurchasing.ts';
import { partnershipEvents } from './partnershipEvents.ts';
import { deadlines, procedureName, procurementKind, procurementStatus } from './procurement.ts';

/** What procurement publishes. */
export const procurementEvents = {
  ...procurementContractorEvents,
  ...partnershipEvents,
  ...designContestEvents,
  ...awardEvents,
  ...contractEvents,
  ...dynamicPurchasingEvents,
  'no.tiltak.procurement.journal.checkpointed.v1': journalCheckpointed,
  'no.tiltak.procurement.supplier.registered.v1': z.object({
    ...position,
    supplierId: id,
    organisationNumber,
    name: z.string(),
    /** Small or medium firm (SMB); null where it is not known. */
    smallOrMedium: z.boolean().nullable(),
    /** The firm's mailbox for orders; null where none is known. Not in events from before there was one. */
    contactEmail: emailAddress.nullable().default(null),
  }),
  /** Where the firm gets its e-mail from now on; null: nowhere any more, and copies of the address are to be deleted. */
  'no.tiltak.procurement.supplier.contactchanged.v1': z.object({
    ...position,
    supplierId: id,
    organisationNumber,
    contactEmail: emailAddress.nullable(),
  }),
  'no.tiltak.procurement.frameworkagreement.signed.v1': z.object({
    ...position,
    frameworkAgreementId: id,
    title: z.string(),
    allocation: z.enum(['rank', 'rotation', 'mini_competition']),
    suppliers: z.array(
      z.object({ supplierId: id, organisationNumber, name: z.string(), rank: z.int().min(1) }),
    ),
    ceilingOre: positiveOre,
    validFrom: date,
    validTo: date,
  }),
  'no.tiltak.procurement.procurement.created.v1': z.object({
    ...position,
    procurementId: id,
    title: z.string(),
    kind: procurementKind,
    procedure: procedureName,
    estimatedValueOre: positiveOre,
    measureId: id,
  }),
  /** What was known before publication is known better. */
  'no.tiltak.procurement.procurement.changed.v1': z.object({
    ...position,
    procurementId: id,
    title: z.string(),
    kind: procurementKind,
    procedure: procedureName,
    estimatedValueOre: positiveOre,
    measureId: id,
  }),
  /** Anyone may now read it, and bid or ask to. */
  'no.tiltak.procurement.procurement.published.v1': z.object({
    ...position,
    procurementId: id,
    title: z.string(),
    kind: procurementKind,
    procedure: procedureName,
    cpvCodes: z.array(z.string()),
    deadlines,
    /** In a limited tender: who was asked; null: anyone may bid, or ask to. */
    invitedSupplierIds: z.array(id).nullable(),
  }),
  /** Those who were selected may bid until the deadline, for the first or another time. */
  'no.tiltak.procurement.procurement.invited.v1': z.object({
    ...position,
    procurementId: id,
    title: z.string(),
    round: z.int(),
    supplierIds: z.array(id),
    bidsDeadline: instant,
  }),
  /** It went a step on, or back after a complaint was upheld. */
  'no.tiltak.procurement.procurement.advanced.v1': z.object({
    ...position,
    procurementId: id,
    from: procurementStatus,
    to: procurementStatus,
  }),
  /** What is competed for is another than was published; bids for earlier versions may have to be reconfirmed. */
  'no.tiltak.procurement.competition.changed.v1': z.object({
    ...position,
    procurementId: id,
    version: z.int(),
    reason: z.string(),
    isSubstantial: z.boolean(),
    deadlines,
    /** Null: none has to be. */
    reconfirmBidsSince: z.int().nullable(),
  }),
  'no.tiltak.procurement.deadline.moved.v1': z.object({
    ...position,
    procurementId: id,
    window: z.enum(['requests', 'bids']),
    from: instant,
    deadline: instant,
    reason: z.string(),
  }),
  /** To all who may bid; who asked is told to nobody. */
  'no.tiltak.procurement.question.answered.v1': z.object({
    ...position,
    procurementId: id,
    questionId: id,
    question: z.string(),
    answer: z.string(),
  }),
  /** The market is asked what there is, before a competition. */
  'no.tiltak.procurement.dialogue.opened.v1': z.object({
    ...position,
    procurementId: id,
    notice: z.string(),
    needByFunction: z.string(),
  }),
  'no.tiltak.procurement.dialoguemeeting.announced.v1': z.object({
    ...position,
    procurementId: id,
    meetingId: id,
    title: z.string(),
    startsAt: instant,
    place: z.string(),
  }),
  /** Anyone may read them from now on; after the publication this is a change of the competition. */
  'no.tiltak.procurement.documents.published.v1': z.object({
    ...position,
    procurementId: id,
    documents: z.array(
      z.object({
        documentId: id,
        title: z.string(),
        version: z.int(),
        mediaType: z.string(),
        sha256: z.string(),
      }),
    ),
  }),
  /** While one is open, no contract is signed. */
  'no.tiltak.procurement.complaint.filed.v1': z.object({
    ...position,
    procurementId: id,
    complaintId: id,
    /** Null: the firm is no registered supplier. */
    supplierId: id.nullable(),
  }),
  'no.tiltak.procurement.complaint.decided.v1': z.object({
    ...position,
    procurementId: id,
    complaintId: id,
    outcome: z.enum(['upheld', 'rejected', 'withdrawn']),
  }),
  'no.tiltak.procurement.procurement.cancelled.v1': z.object({
    ...position,
    procurementId: id,
    reason: z.string(),
  }),
  /** The bids are ranked. Who is how is told to all bidders at once by the award, and to nobody before it. */
  'no.tiltak.procurement.evaluation.finished.v1': z.object({
    ...position,
    procurementId: id,
    round: z.int(),
    bidsCount: z.int(),
    rejectedCount: z.int(),
    lots: z.array(z.object({ lotId: z.string(), rankedCount: z.int() })),
  }),
  /** The keys that the bids of a round are sealed to. */
  'no.tiltak.procurement.sealing.set.v1': z.object({
    ...position,
    procurementId: id,
    round: z.int(),
    /** age public keys: of the tender, and of the platform for this tender. */
    recipient: z.string(),
    platformRecipient: z.string(),
    threshold: z.int(),
    sharesCount: z.int(),
  }),
  /** A line of the opening's protocol: one envelope of one bid. Nothing of a bid is published before its opening. */
  'no.tiltak.procurement.bid.opened.v1': z.object({
    ...position,
    procurementId: id,
    bidId: id,
    supplierId: id,
    organisationNumber,
    envelope: envelopeKind,
    receivedAt: instant,
    /** Of the sealed bytes, as in the bidder's receipt. */
    sha256: z.string(),
    bytes: z.int(),
    /** Of what was inside; null where it did not open. */
    plaintextSha256: z.string().nullable(),
    /** Why it did not open; null where it did. */
    failure: z.string().nullable(),
  }),
  /** All envelopes of a kind that were received in time are opened, or named as what does not open. */
  'no.tiltak.procurement.bids.opened.v1': z.object({
    ...position,
    procurementId: id,
    round: z.int(),
    envelope: envelopeKind,
    openedCount: z.int(),
    failedCount: z.int(),
    /** SHA-256 over the protocol's lines, by which it can be seen that none is missing (docs/sealed-bids.md). */
    protocolSha256: z.string(),
  }),
} as const;
