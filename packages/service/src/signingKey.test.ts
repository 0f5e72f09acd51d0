import { expect, test } from '@jest/globals';
import { openSigningKey, publicJwk } from './signingKey.ts';

/** RFC 8032, section 7.1, test 1. */
const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
const published = Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex');
const whsk = (...parts: Buffer[]) => `whsk_${Buffer.concat(parts).toString('base64')}`;

test('a key is opened from its seed, or from seed and public key, and its public half is that of RFC 8032', () => {
  for (const text of [whsk(seed), whsk(seed, published)]) {
    const jwk = publicJwk(openSigningKey(text)!);
    expect(jwk).toMatchObject({ kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: 'EdDSA' });
    expect(Buffer.from(jwk.x, 'base64url')).toEqual(published);
    // RFC 8037, appendix A.3: the thumbprint of this very key.
    expect(jwk.kid).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  }
});

test.each([
  ['another prefix', `whsec_${seed.toString('base64')}`],
  ['too short', whsk(seed.subarray(1))],
  ['a public key of another seed', whsk(seed, Buffer.from(published).reverse())],
  ['no base64', 'whsk_!!!'],
  ['nothing', ''],
])('%s is no key', (_, text) => {
  expect(openSigningKey(text)).toBeUndefined();
});
