import { type EnvelopeKind, packContent, type Receipt, sealEnvelope, verifyReceipt } from '@tiltak/sealing';
import type { EnvelopeContent } from './contents.ts';

/** What sealing needs to know of a competition and of who bids. */
export type SealingKeys = {
  readonly procurementId: string;
  readonly bidder: string;
  readonly recipient: string;
  readonly platformRecipient: string;
};
export type SealedEnvelope = {
  readonly envelope: EnvelopeKind;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
  readonly plaintextSha256: string;
};

/** Seals each envelope, where it is called: in the bidder's browser. Throws a SealingError. */
export async function sealBid(
  { procurementId, bidder, recipient, platformRecipient }: SealingKeys,
  contents: readonly EnvelopeContent[],
): Promise<readonly SealedEnvelope[]> {
  const sealed: SealedEnvelope[] = [];
  // One after the other, since each may take 25 MB.
  for (const { envelope, ...content } of contents) {
    const result = await sealEnvelope(await packContent(content), {
      of: { procurementId, envelope, bidder },
      tenderRecipient: recipient,
      platformRecipient,
    });
    sealed.push({ envelope, ...result });
  }
  return sealed;
}

/**
 * Whether a receipt is signed by one of the platform's keys, and for these very envelopes. Throws a SealingError
 * `receipt_invalid` where the signature is not right.
 */
export async function isReceiptFor(
  receipt: string,
  keys: Parameters<typeof verifyReceipt>[1],
  sealed: readonly SealedEnvelope[],
): Promise<boolean> {
  const { envelopes }: Receipt = await verifyReceipt(receipt, keys);
  return (
    envelopes.length === sealed.length &&
    sealed.every(({ envelope, sha256 }) =>
      envelopes.some((one) => one.envelope === envelope && one.sha256 === sha256),
    )
  );
}
