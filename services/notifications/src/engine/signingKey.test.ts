import { createPublicKey, verify } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { keyOf, signatureHeaders } from './sign.ts';
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

test('a v1a signature stands beside that of the secret and verifies over id.timestamp.body', () => {
  const key = openSigningKey(whsk(seed))!;
  const body = '{"sted":"Åsveien 1"}';
  const headers = signatureHeaders({
    id: 'msg_1',
    at: new Date(1614265330_000),
    body,
    keys: [keyOf('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'), key],
  });
  const [v1, v1a = ''] = headers['webhook-signature'].split(' ');
  const verifies = (text: string) =>
    verify(null, Buffer.from(text), createPublicKey(key), Buffer.from(v1a.slice(4), 'base64'));

  expect(v1).toMatch(/^v1,/);
  expect(v1a).toMatch(/^v1a,/);
  expect(verifies(`msg_1.1614265330.${body}`)).toBe(true);
  expect(verifies(`msg_2.1614265330.${body}`)).toBe(false);
});
