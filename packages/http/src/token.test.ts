import { createHmac, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { exportJWK, exportSPKI, generateKeyPair } from 'jose';
import { audience, type Issuer, startIssuer } from '../test/localIssuer.ts';
import { createTokenVerifier, InvalidToken, IssuerUnavailable, type VerifyToken } from './token.ts';

let issuer: Issuer;
let verify: VerifyToken;
beforeAll(async () => {
  issuer = await startIssuer();
});
beforeEach(() => {
  issuer.state.down = false;
  issuer.state.metadata = {};
  verify = createTokenVerifier({ issuer: issuer.url, audience });
});
afterAll(() => issuer.stop());

const now = () => Math.floor(Date.now() / 1000);
const json = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const parts = (token: string) => token.split('.') as [string, string, string];
const goodClaims = () => ({ iss: issuer.url, aud: audience, sub: 'kari', exp: now() + 300 });

/** A token signed by hand, for what a library would refuse to make. */
function hmac(header: object, secret: string | KeyObject): string {
  const text = `${json(header)}.${json(goodClaims())}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

const changed =
  (claims: Record<string, unknown>, header: object = {}) =>
  () =>
    issuer.token(claims, header);

const bad: Readonly<Record<string, () => string | Promise<string>>> = {
  empty: () => '',
  'one word': () => 'token',
  'two dots and nothing else': () => '..',
  'of five parts (JWE)': () => 'a.b.c.d.e',
  'no base64': () => '!!!.???.***',
  'alg none, no signature': () => `${json({ alg: 'none' })}.${json(goodClaims())}.`,
  'alg None, in other case': () => `${json({ alg: 'None', kid: 'RS256' })}.${json(goodClaims())}.`,
  'no alg': () => `${json({ kid: 'RS256' })}.${json(goodClaims())}.c2ln`,
  'alg as a list': () => `${json({ alg: ['RS256'], kid: 'RS256' })}.${json(goodClaims())}.c2ln`,
  'HS256 with the public key as its secret': async () =>
    hmac({ alg: 'HS256', kid: 'RS256' }, await exportSPKI(issuer.keys.RS256!.publicKey)),
  'HS256 with the modulus as its secret': async () =>
    hmac({ alg: 'HS256', kid: 'RS256' }, (await exportJWK(issuer.keys.RS256!.publicKey)).n!),
  'HS256 with an empty secret': () => hmac({ alg: 'HS256' }, ''),
  'RS512, which is not allowed though the issuer publishes such a key': changed({}, { alg: 'RS512' }),
  "another's key with our key id": async () => {
    const { privateKey } = await generateKeyPair('RS256');
    return issuer.token({}, {}, privateKey);
  },
  "another's key of another kind": async () => {
    const { privateKey } = await generateKeyPair('ES256');
    return issuer.token({}, { alg: 'ES256' }, privateKey);
  },
  'an unknown key id': changed({}, { kid: 'unknown' }),
  'the key id of another kind of key': async () => {
    const { privateKey } = await generateKeyPair('RS256');
    return issuer.token({}, { kid: 'ES256' }, privateKey);
  },
  'a key id that is a path': changed({}, { kid: '../../etc/passwd' }),
  'its own key in the header (jwk)': async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    return issuer.token({}, { jwk: await exportJWK(publicKey) }, privateKey);
  },
  'a pointer to its own keys (jku)': async () => {
    const { privateKey } = await generateKeyPair('RS256');
    return issuer.token({}, { jku: `${issuer.url}/evil-jwks`, kid: 'evil' }, privateKey);
  },
  'a pointer to its own certificate (x5u)': async () => {
    const { privateKey } = await generateKeyPair('RS256');
    return issuer.token({}, { x5u: `${issuer.url}/evil-x5u` }, privateKey);
  },
  'a critical extension that we do not know': async () => {
    const [, payload, signature] = parts(await issuer.token());
    return `${json({ alg: 'RS256', kid: 'RS256', crit: ['exotic'], exotic: 1 })}.${payload}.${signature}`;
  },
  'a changed payload': async () => {
    const [header, , signature] = parts(await issuer.token());
    return `${header}.${json({ ...goodClaims(), roles: ['admin'] })}.${signature}`;
  },
  'a changed signature': async () => {
    const [header, payload, signature] = parts(await issuer.token());
    return `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
  },
  'no signature': async () => (await issuer.token()).replace(/[^.]+$/, ''),
  "another token's signature": async () => {
    const [header, payload] = parts(await issuer.token());
    return `${header}.${payload}.${parts(await issuer.token({ sub: 'ola' }))[2]}`;
  },
  'an ES256 signature of zeros': () =>
    `${json({ alg: 'ES256', kid: 'ES256' })}.${json(goodClaims())}.${Buffer.alloc(64).toString('base64url')}`,
  'another issuer': changed({ iss: 'https://evil.example' }),
  'an issuer that begins like ours': () => issuer.token({ iss: `${issuer.url}.evil.example` }),
  'our issuer with a slash behind': () => issuer.token({ iss: `${issuer.url}/` }),
  'no issuer': changed({ iss: undefined }),
  'another audience': changed({ aud: 'other' }),
  'an audience in other case': changed({ aud: 'Tiltak' }),
  'other audiences': changed({ aud: ['other', 'tiltak-web'] }),
  'no audience': changed({ aud: undefined }),
  expired: changed({ exp: now() - 60 }),
  'expired just beyond the tolerance': changed({ exp: now() - 12 }),
  'no exp': changed({ exp: undefined }),
  'exp as a string': changed({ exp: '9999999999' }),
  'not valid yet': changed({ nbf: now() + 60 }),
  'nbf as a string': changed({ nbf: 'soon' }),
  'neither sub nor client_id': changed({ sub: undefined }),
  'an empty sub': changed({ sub: '' }),
  'a sub that is no string': changed({ sub: { $ne: '' } }),
  'a sub of a megabyte': changed({ sub: 'x'.repeat(1_000_000) }),
  'an ID token': changed({ typ: 'ID' }),
  'a refresh token': changed({ typ: 'Refresh' }),
  'a logout token': changed({}, { typ: 'logout+jwt' }),
  'a proof (DPoP)': changed({}, { typ: 'dpop+jwt' }),
  'a payload that is no object': async () => {
    const [header] = parts(await issuer.token());
    return `${header}.${json('kari')}.c2ln`;
  },
};

test.each(Object.keys(bad))('a token is refused: %s', async (name) => {
  await verify(await issuer.token());
  await expect(verify(await bad[name]!())).rejects.toThrow(InvalidToken);
  expect(issuer.calls.filter((path) => path.includes('evil'))).toEqual([]);
});

test('the list of bad tokens is long enough', () => {
  expect(Object.keys(bad).length).toBeGreaterThanOrEqual(30);
});

test.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('a token signed with %s tells who calls', async (alg) => {
  const token = await issuer.token({ name: 'Kari Nordmann', organisation_number: '123456785' }, { alg });
  expect(await verify(token)).toEqual({
    subject: 'kari',
    name: 'Kari Nordmann',
    roles: ['property.officer'],
    organisationNumber: '123456785',
  });
});

test.each([
  ['no typ', {}, {}],
  ['typ JWT', {}, { typ: 'JWT' }],
  ['typ at+jwt', {}, { typ: 'at+jwt' }],
  ["Keycloak's typ claim", { typ: 'Bearer' }, { typ: 'JWT' }],
  ['our audience among others', { aud: ['other', audience] }, {}],
  ['expired within the tolerance', { exp: now() - 5 }, {}],
])('a token is accepted: %s', async (_, claims, header) => {
  const exp = 'exp' in claims ? { exp: now() - 5 } : {};
  expect((await verify(await issuer.token({ ...claims, ...exp }, header))).subject).toBe('kari');
});

test('roles are the known ones of the roles claim, else of the realm', async () => {
  const rolesOf = async (claims: object) =>
    (await verify(await issuer.token({ roles: undefined, ...claims }))).roles;
  expect(await rolesOf({ roles: ['root', 'auditor', 7, 'admin'] })).toEqual(['auditor', 'admin']);
  expect(await rolesOf({ realm_access: { roles: ['auditor', 'offline_access'] } })).toEqual(['auditor']);
  expect(await rolesOf({ roles: [], realm_access: { roles: ['admin'] } })).toEqual([]);
  expect(await rolesOf({ roles: 'admin' })).toEqual([]);
  expect(await rolesOf({})).toEqual([]);
});

test('a machine is known by its client id', async () => {
  const token = await issuer.token({ sub: undefined, client_id: 'robot' });
  expect(await verify(token)).toMatchObject({ subject: 'robot', name: 'robot' });
});

test('nothing is fetched before the first token, and the keys are then kept', async () => {
  const before = issuer.calls.length;
  const fresh = createTokenVerifier({ issuer: issuer.url, audience });
  expect(issuer.calls.length).toBe(before);
  for (const subject of ['a', 'b', 'c']) await fresh(await issuer.token({ sub: subject }));
  expect(issuer.calls.slice(before)).toEqual(['/.well-known/openid-configuration', '/jwks']);
});

test('a verified token is remembered by all of it, and not past its end', async () => {
  const token = await issuer.token({ exp: now() + 100 });
  const actor = await verify(token);
  expect(await verify(token)).toBe(actor);
  await expect(verify(`${token.slice(0, -4)}AAAA`)).rejects.toThrow(InvalidToken);
  const short = await issuer.token({ sub: 'ola', exp: now() + 2 });
  await verify(short);
  jest.useFakeTimers({
    now: Date.now() + 20_000,
    doNotFake: ['setTimeout', 'setInterval', 'nextTick', 'setImmediate'],
  });
  try {
    await expect(verify(short)).rejects.toThrow(InvalidToken);
  } finally {
    jest.useRealTimers();
  }
});

test('an issuer that is away says nothing of the token, and is asked again later', async () => {
  issuer.state.down = true;
  const token = await issuer.token();
  await expect(verify(token)).rejects.toThrow(IssuerUnavailable);
  issuer.state.down = false;
  expect((await verify(token)).subject).toBe('kari');
});

test.each([
  ['calls itself otherwise', () => ({ issuer: 'https://other.example' })],
  [
    'points to keys elsewhere in clear text',
    () => ({ jwks_uri: `${issuer.url.replace('127.0.0.1', 'localhost')}/jwks` }),
  ],
  ['points to a file', () => ({ jwks_uri: 'file:///etc/keys' })],
  ['has no keys', () => ({ jwks_uri: undefined })],
])('no keys are taken from an issuer that %s', async (_, metadata) => {
  issuer.state.metadata = metadata();
  await expect(verify(await issuer.token())).rejects.toThrow(IssuerUnavailable);
});
