import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { id, instant, list, ore, organisationNumber, page } from '../values.ts';
import { procurementParams } from './procurement.ts';
import { partId } from './specification.ts';

/** The largest sealed envelope, in bytes. */
export const envelopeBytesMax = 25 * 1024 * 1024;

export const envelopeKind = z.enum(['quality', 'price']);
const sha256 = z.string().regex(/^[\da-f]{64}$/, 'SHA-256 in hexadecimal');

const sealedEnvelope = z.object({
  envelope: envelopeKind,
  envelopeId: id,
  /** Of the sealed bytes. */
  sha256,
  bytes: z.int(),
});

export const bidStatus = z.enum([
  'submitted',
  /** Submitted anew: the newest submission is the bid. */
  'replaced',
  'withdrawn',
  'opened',
  'qualified',
  'rejected',
  'evaluated',
  'won',
  'lost',
]);

/** How the opening of one of a bid's envelopes ended. */
export const envelopeOutcome = z.object({
  envelope: envelopeKind,
  result: z.enum(['opened', 'failed']),
  at: instant,
  /** Of what was inside; null where it did not open. */
  plaintextSha256: sha256.nullable(),
  /** Why it did not open; null where it did. */
  failure: z.object({ code: z.string(), detail: z.string() }).nullable(),
  /** What was not as it should be in an envelope that did open. */
  findings: z.array(z.string()),
  files: z.array(z.object({ name: z.string(), bytes: z.int() })),
});

export const bid = z.object({
  bidId: id,
  procurementId: id,
  /** Bids are asked for anew after a negotiation. */
  round: z.int(),
  supplierId: id,
  organisationNumber,
  status: bidStatus,
  /** How many times it was submitted. */
  version: z.int(),
  /** When the server had received the whole submission: what was compared with the deadline. */
  receivedAt: instant,
  withdrawnAt: instant.nullable(),
  envelopes: z.array(sealedEnvelope),
  confirmedRequirementIds: z.array(partId),
  /** The documents were changed since: the bid is to be reconfirmed or replaced. */
  needsReconfirmation: z.boolean(),
  /** Of the envelopes whose opening is finished. */
  outcomes: z.array(envelopeOutcome),
  /** What the opened envelopes answer to requirements and criteria, by their ids. */
  answers: z.array(z.object({ id: z.string(), lotId: z.string().optional(), text: z.string() })),
  /** Empty until the price envelopes are opened. */
  prices: z.array(z.object({ lotId: z.string(), priceOre: ore })),
});

/** A bid with the receipt for its newest submission. */
export const receivedBid = bid.extend({
  /**
   * A compact JWS (EdDSA, RFC 7515 and 8037) by a key of `listReceiptKeys`, over bid, bidder, time of reception and the
   * hash of each envelope; null for a bid that was withdrawn, and for others than the bidder.
   */
  receipt: z.string().nullable(),
});

const bidders = ['contractor'] as const;
/** Those who may read what bids hold, when they are opened. */
const bidReaders = ['procurement.officer', 'procurement.opener', 'auditor'] as const;
const bidParams = procurementParams.extend({ bidId: id });
const reception = { bid_late: 409, bids_not_asked: 409 } as const;

/** The operations on sealed bids (tilbud). */
export const bidOperations = {
  uploadEnvelope: {
    method: 'post',
    path: '/procurements/{procurementId}/envelopes',
    summary:
      'Uploads a sealed envelope (age, two layers); it counts when submitBid names it, and is removed after two days if no bid does. Each upload is another envelope',
    allow: bidders,
    params: procurementParams,
    upload: { types: ['application/age', 'application/octet-stream'], bytesMax: envelopeBytesMax },
    answer: { status: 201, body: z.object({ envelopeId: id, sha256, bytes: z.int() }) },
    rejections: { ...reception, sealing_missing: 409, envelope_not_sealed: 422, too_many_envelopes: 409 },
  },
  submitBid: {
    method: 'post',
    path: '/procurements/{procurementId}/bids',
    summary:
      'Submits the bid of the caller’s firm, or replaces it; answers with a signed receipt. What counts is when this call was received',
    allow: bidders,
    params: procurementParams,
    body: z.object({
      envelopes: z
        .array(z.object({ envelope: envelopeKind, envelopeId: id }))
        .min(1)
        .max(2),
      /** Requirements that the bidder confirms openly; all else stands inside the envelopes. */
      confirmedRequirementIds: z.array(partId).max(100).default([]),
    }),
    answer: { status: 201, body: receivedBid },
    rejections: {
      ...reception,
      envelope_missing: 422,
      envelope_not_asked: 422,
      envelope_not_found: 422,
      requirement_not_found: 422,
    },
  },
  withdrawBid: {
    method: 'post',
    path: '/procurements/{procurementId}/bids/withdrawal',
    summary: 'Withdraws the bid of the caller’s firm, until the deadline; its envelopes are deleted',
    allow: bidders,
    params: procurementParams,
    answer: { status: 200, body: receivedBid },
    rejections: { ...reception, bid_not_found: 404 },
  },
  reconfirmBid: {
    method: 'post',
    path: '/procurements/{procurementId}/bids/reconfirmation',
    summary: 'Says that the bid of the caller’s firm stands after the documents were changed',
    allow: bidders,
    params: procurementParams,
    answer: { status: 200, body: receivedBid },
    rejections: { ...reception, bid_not_found: 404 },
  },
  getBid: {
    method: 'get',
    path: '/procurements/{procurementId}/bids/{bidId}',
    summary: 'A bid: to its bidder always, to officers and auditors when it is opened',
    allow: [...bidReaders, ...bidders],
    params: bidParams,
    answer: { status: 200, body: receivedBid },
  },
  listBids: {
    method: 'get',
    path: '/procurements/{procurementId}/bids',
    summary:
      'The bids of a round. To a contractor its own; to officers and auditors the opened ones, and before the opening only how many there are',
    allow: [...bidReaders, ...bidders],
    params: procurementParams,
    query: page.extend({
      /** Left out: the newest one. */
      round: z.coerce.number().int().min(1).max(1000).optional(),
    }),
    answer: {
      status: 200,
      body: list(bid).extend({
        /** How many bids there are that were not withdrawn; null for contractors. */
        count: z.int().nullable(),
      }),
    },
  },
  getBidFile: {
    method: 'get',
    path: '/procurements/{procurementId}/bids/{bidId}/envelopes/{envelope}/file',
    summary: 'A file of an opened envelope; without a name all of it, as a tar archive',
    allow: bidReaders,
    params: bidParams.extend({ envelope: envelopeKind }),
    query: z.object({ name: z.string().min(1).max(200).optional() }),
    answer: { status: 200, file: ['application/octet-stream', 'application/x-tar'] },
  },
  listReceiptKeys: {
    method: 'get',
    path: '/receipt-keys',
    summary: 'The public keys that receipts of bids are signed by (JWK set, RFC 7517)',
    allow: 'anyone',
    answer: {
      status: 200,
      body: z.object({
        keys: z.array(
          z.object({
            kty: z.string(),
            crv: z.string(),
            x: z.string(),
            kid: z.string(),
            use: z.string(),
            alg: z.string(),
          }),
        ),
      }),
    },
  },
} as const satisfies Operations;

/** An age public key of the kind X25519. */
const recipient = z
  .string()
  .regex(
    /^age1[02-9ac-hj-np-z]{58}$/,
    'an age recipient, age1 and 58 characters, e.g. from `tiltak-seal make-key`',
  );
const holder = z.string().min(1).max(200);

const officerKey = z.object({ holder, recipient, isAuditor: z.boolean(), registeredAt: instant });

const share = z.object({
  holder,
  /** age, armored, to the holder's own key. */
  wrappedShare: z.string().min(1).max(4000).startsWith('-----BEGIN AGE ENCRYPTED FILE-----'),
  /** SHA-256 of the unwrapped share, by which a wrong one is known. */
  commitment: sha256,
});

export const sealing = z.object({
  procurementId: id,
  round: z.int(),
  /** The tender's public key: the inner layer of each envelope is encrypted to it. */
  recipient,
  /** The platform's public key for this tender: the outer layer. */
  platformRecipient: recipient,
  /** So many shares open the inner layer. */
  threshold: z.int(),
  shares: z.array(share.extend({ isAuditor: z.boolean() })),
  setAt: instant,
  /** The envelopes that a bid consists of, in the order of their opening. */
  envelopes: z.array(envelopeKind),
  lotIds: z.array(partId),
  /** Until when bids are taken: the instant itself is too late. Null: not set yet. */
  bidsDeadline: instant.nullable(),
});

export const opening = z.object({
  procurementId: id,
  round: z.int(),
  envelopes: z.array(
    z.object({
      envelope: envelopeKind,
      status: z.enum(['sealed', 'approved', 'opening', 'opened']),
      approvals: z.array(z.object({ by: z.string(), at: instant })),
      startedAt: instant.nullable(),
      finishedAt: instant.nullable(),
      /**
       * Whether the instance that answers is at it. An opening that nobody is at any more goes on when the shares are
       * given again (openBids); what was opened stays opened.
       */
      isRunning: z.boolean(),
      /** Bids that have such an envelope to open, and how far the opening has come with them. */
      totalCount: z.int(),
      openedCount: z.int(),
      failedCount: z.int(),
      /** SHA-256 over the protocol of hashes; null until the opening is finished. */
      protocolSha256: sha256.nullable(),
    }),
  ),
});

const openingRejections = {
  sealing_missing: 409,
  opening_too_early: 409,
  opening_finished: 409,
  envelope_not_asked: 422,
  quality_not_settled: 409,
} as const;
const openers = ['procurement.opener'] as const;

/** The operations on the keys of sealed bids, and on their opening. */
export const sealingOperations = {
  registerOfficerKey: {
    method: 'put',
    path: '/officer-keys/own',
    summary: 'Registers the caller’s own age key, to which shares are wrapped; a newer one takes its place',
    allow: ['procurement.officer', 'procurement.opener', 'auditor'],
    body: z.object({ recipient }),
    answer: { status: 200, body: officerKey },
    rejections: { key_malformed: 422 },
  },
  listOfficerKeys: {
    method: 'get',
    path: '/officer-keys',
    summary: 'The keys that shares can be wrapped to',
    allow: staff,
    query: page,
    answer: { status: 200, body: list(officerKey) },
  },
  setSealing: {
    method: 'put',
    path: '/procurements/{procurementId}/sealing',
    summary:
      'Sets the keys of the next round of bids: the tender’s public key and its wrapped shares, which were dealt on the caller’s own machine',
    allow: ['procurement.officer'],
    params: procurementParams,
    body: z.object({
      recipient,
      threshold: z.int().min(1).max(20),
      shares: z.array(share).min(2).max(20),
    }),
    answer: { status: 200, body: sealing },
    rejections: {
      sealing_fixed: 409,
      wrong_step: 409,
      key_malformed: 422,
      threshold_wrong: 422,
      holder_twice: 422,
      holder_unknown: 422,
      auditor_missing: 422,
    },
  },
  getSealing: {
    method: 'get',
    path: '/procurements/{procurementId}/sealing',
    summary: 'The keys that bids are sealed to, and what a bid consists of',
    allow: [...staff, 'contractor'],
    params: procurementParams,
    query: z.object({ round: z.coerce.number().int().min(1).max(1000).optional() }),
    answer: { status: 200, body: sealing },
  },
  approveOpening: {
    method: 'post',
    path: '/procurements/{procurementId}/opening/approvals',
    summary: 'Approves the opening of one kind of envelope; two persons must, after the deadline',
    allow: openers,
    params: procurementParams,
    body: z.object({ envelope: envelopeKind }),
    answer: { status: 200, body: opening },
    rejections: { ...openingRejections, same_person: 409 },
  },
  openBids: {
    method: 'post',
    path: '/procurements/{procurementId}/opening',
    summary:
      'Opens all envelopes of a kind with the unwrapped shares; goes on with an opening that was interrupted. getOpening shows how far it is',
    allow: openers,
    params: procurementParams,
    body: z.object({ envelope: envelopeKind, shares: z.array(z.string().min(1).max(2000)).min(1).max(20) }),
    answer: { status: 202, body: opening },
    rejections: {
      ...openingRejections,
      approvals_missing: 409,
      shares_refused: 422,
      shares_missing: 422,
      recipient_mismatch: 422,
    },
  },
  getOpening: {
    method: 'get',
    path: '/procurements/{procurementId}/opening',
    summary: 'Who has approved the opening of a round’s bids, and how far it is',
    allow: staff,
    params: procurementParams,
    query: z.object({ round: z.coerce.number().int().min(1).max(1000).optional() }),
    answer: { status: 200, body: opening },
  },
} as const satisfies Operations;
