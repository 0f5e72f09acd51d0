import { CompactSign, compactVerify, createLocalJWKSet, type JSONWebKeySet, type KeyInput } from 'jose';
import * as z from 'zod';
import { envelopeKinds } from './envelope.ts';
import { SealingError } from './sealingError.ts';

const receiptSchema = z.object({
  procurementId: z.string(),
  bidId: z.string(),
  /** The bidder's organisation number. */
  organisationNumber: z.string(),
  /** Counts up with each bid that took the place of the one before. */
  version: z.int().min(1),
  /** When the server had received the whole bid, RFC 3339: what is compared with the deadline. */
  receivedAt: z.string(),
  envelopes: z.array(z.object({ envelope: z.enum(envelopeKinds), sha256: z.string(), bytes: z.int() })),
});
/** What the platform vouches for: that these very bytes were received at this time. */
export type Receipt = z.output<typeof receiptSchema>;

const type = 'tiltak-bid-receipt+jws';

/** Signs a receipt as a compact JWS with Ed25519 (RFC 7515, RFC 8037). The same receipt has the same signature. */
export const signReceipt = (receipt: Receipt, key: KeyInput, keyId: string): Promise<string> =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(receiptSchema.parse(receipt))))
    .setProtectedHeader({ alg: 'EdDSA', typ: type, kid: keyId })
    .sign(key);

/**
 * Checks a receipt's signature against the platform's published keys; needs no server.
 *
 * Throws a SealingError `receipt_invalid`.
 */
export async function verifyReceipt(signed: string, keys: JSONWebKeySet): Promise<Receipt> {
  try {
    const { payload } = await compactVerify(signed.trim(), createLocalJWKSet(keys), {
      algorithms: ['EdDSA'],
    });
    return receiptSchema.parse(JSON.parse(new TextDecoder().decode(payload)));
  } catch (error) {
    throw new SealingError(
      'receipt_invalid',
      `The receipt is not signed by one of these keys: ${error instanceof Error ? error.message : error}.`,
    );
  }
}
