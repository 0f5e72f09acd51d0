import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** What comes before the seed in a PKCS #8 document of an ed25519 key (RFC 8410, section 7). */
const pkcs8Start = Buffer.from('302e020100300506032b657004220420', 'hex');
const seedBytes = 32;

/**
 * The private key in `whsk_` and base64, as Standard Webhooks writes it: an ed25519 seed of 32 bytes, which many
 * libraries follow by the 32 of the public key. Undefined where it is none, or the two halves don't fit.
 */
export function openSigningKey(text: string): KeyObject | undefined {
  const base64 = /^whsk_([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1];
  if (base64 === undefined) return undefined;
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== seedBytes && bytes.length !== 2 * seedBytes) return undefined;
  const der = Buffer.concat([pkcs8Start, bytes.subarray(0, seedBytes)]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const fits = bytes.length === seedBytes || publicBytes(key).equals(bytes.subarray(seedBytes));
  return fits ? key : undefined;
}

/** The public half as a JWK (RFC 8037), named by its thumbprint (RFC 7638). */
export function publicJwk(key: KeyObject) {
  const x = publicBytes(key).toString('base64url');
  const kid = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url');
  return { kty: 'OKP', crv: 'Ed25519', x, kid, use: 'sig', alg: 'EdDSA' } as const;
}

const publicBytes = (key: KeyObject): Buffer =>
  Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x ?? '', 'base64url');
