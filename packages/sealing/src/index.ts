export { gather, sha256 } from './bytes.ts';
export {
  type BidContent,
  type BidDocument,
  type BidFile,
  bidDocument,
  packContent,
  readContent,
} from './content.ts';
export {
  contentBytesMax,
  type EnvelopeHeader,
  type EnvelopeKind,
  type EnvelopeOf,
  envelopeBytesMax,
  envelopeKinds,
  sealEnvelope,
  unsealEnvelope,
} from './envelope.ts';
export { isRecipient, looksLikeAge, makeIdentity, recipientOf } from './key.ts';
export { type Receipt, signReceipt, verifyReceipt } from './receipt.ts';
export { SealingError, type SealingErrorCode, type ShareProblem } from './sealingError.ts';
export {
  combineShares,
  type DealtKey,
  dealKey,
  sharesMax,
  thresholdMin,
  unwrapShare,
  type WrappedShare,
} from './share.ts';
