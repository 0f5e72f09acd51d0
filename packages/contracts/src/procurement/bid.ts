import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { id, instant, list, ore, organisationNumber, page } from '../values.ts';
import { procurementParams } from './procurement.ts';
import { partId } from './specification.ts';

/** The largest sealed envelope, in bytes. */
export const envelopeBytesMax = 25 * 1024 * 1024;

export const envelopeKind = z.enum(['quality', 'price']);
/** SHA-256 in hexadecimal. */
export const sha256 = z.string().regex(/^[\da-f]{64}$/, 'SHA-256 in hexadecimal');

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
