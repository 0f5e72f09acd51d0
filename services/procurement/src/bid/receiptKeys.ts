import type { KeyObject } from 'node:crypto';
import { type Receipt, signReceipt } from '@tiltak/sealing';
import { publicJwk } from '@tiltak/service';
import type { Bid } from './bid.ts';

/** What receipts are signed with: the newest key; and the public halves of all, so that old receipts can be checked. */
export function openReceiptKeys(key: KeyObject, oldKeys: readonly KeyObject[]) {
  const current = publicJwk(key);
  return {
    keys: [current, ...oldKeys.map(publicJwk)],
    /** The receipt for a bid's newest submission: always the same. */
    sign: (bidId: string, bid: Bid): Promise<string> => signReceipt(receiptOf(bidId, bid), key, current.kid),
  };
}
export type ReceiptKeys = ReturnType<typeof openReceiptKeys>;

const receiptOf = (bidId: string, bid: Bid): Receipt => ({
  procurementId: bid.procurementId,
  bidId,
  organisationNumber: bid.organisationNumber,
  version: bid.version,
  receivedAt: bid.receivedAt,
  envelopes: bid.envelopes.map(({ envelope, sha256, bytes }) => ({ envelope, sha256, bytes })),
});
