import { at, hostile, id, one } from './answers.ts';

const outcomes = [
  {
    ...{ envelope: 'quality', result: 'failed', at, plaintextSha256: null, findings: [hostile], files: [] },
    failure: { code: hostile, detail: hostile },
  },
];
const bid = {
  ...{ bidId: id, procurementId: id, round: 1, supplierId: id, organisationNumber: hostile, version: 1 },
  ...{ status: 'submitted', receivedAt: at, withdrawnAt: null, needsReconfirmation: true, outcomes },
  envelopes: [{ envelope: 'quality', envelopeId: id, sha256: hostile, bytes: 1 }],
  ...{ confirmedRequirementIds: [], answers: [], prices: [], receipt: hostile },
};
const share = { holder: hostile, isAuditor: true, wrappedShare: hostile, commitment: hostile };
const opening = (status: string) => ({
  ...{ envelope: 'quality', status, startedAt: at, isRunning: false, totalCount: 1 },
  approvals: [{ by: 'another', at }],
  ...{ finishedAt: at, openedCount: 0, failedCount: 1, protocolSha256: hostile },
});

/** Answers on sealed bids, with markup wherever somebody else's text may stand. */
export const sealedBidAnswers = {
  getSealing: one({
    ...{ procurementId: id, round: 2, recipient: hostile, platformRecipient: hostile, threshold: 2 },
    ...{ shares: [share], setAt: at, envelopes: ['quality', 'price'], lotIds: [hostile] },
    bidsDeadline: '2100-01-01T11:00:00.000Z',
  }),
  listBids: one({ items: [bid], next: null, count: 1 }),
  getBid: one(bid),
  listReceiptKeys: one({ keys: [{ kty: 'OKP', kid: hostile }] }),
  listOfficerKeys: one({
    items: [{ holder: hostile, recipient: hostile, isAuditor: true, registeredAt: at }],
    next: null,
  }),
  getOpening: one({
    ...{ procurementId: id, round: 2 },
    envelopes: [opening('sealed'), { ...opening('opening'), envelope: 'price' }],
  }),
};
