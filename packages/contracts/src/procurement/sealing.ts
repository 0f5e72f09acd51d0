import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { id, instant, list, page } from '../values.ts';
import { envelopeKind, sha256 } from './bid.ts';
import { procurementParams } from './procurement.ts';
import { partId } from './specification.ts';

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
