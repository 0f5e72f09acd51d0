import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { UnreadableEvent, VerificationError } from './errors.ts';
import { verify } from './verify.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
const firm = '310000019';
const event = {
  ...{ specversion: '1.0', id: 'e1', type: 'no.tiltak.notifications.endpoint.test.v1' },
  ...{ source: '/tiltak/notifications', subject: 'p1', time: '2030-04-01T08:00:00Z' },
  ...{ sequence: '1', datacontenttype: 'application/json' },
  data: { endpointId: 'p1', organisationNumber: firm, sequence: 1, previousId: null, note: 'blåbær 🫐' },
};
const body = JSON.stringify(event);

function signed(options: { body?: string; secrets?: string[]; at?: number; more?: string } = {}) {
  const { body: text = body, secrets = [secret], at = Date.now(), more } = options;
  const signatures = secrets.map((one) => new Webhook(one).sign('e1', new Date(at), text));
  return {
    'webhook-id': 'e1',
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': [...signatures, ...(more ? [more] : [])].join(' '),
  };
}
const codeOf = (check: () => unknown) => {
  try {
    check();
  } catch (error) {
    return error instanceof VerificationError ? error.code : error;
  }
  return 'verified';
};

test('what the official package signs is verified and read, as text or bytes, with headers in any form', () => {
  const headers = signed();
  const upper = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]),
  );
  for (const given of [headers, upper, new Headers(headers)])
    for (const one of [body, Buffer.from(body)]) expect(verify(one, given, secret)).toEqual(event);
});

test('during a rotation either secret fits, on either side', () => {
  expect(verify(body, signed({ secrets: [other, secret] }), secret)).toEqual(event);
  expect(verify(body, signed(), [other, secret])).toEqual(event);
});

test.each([
  ['a changed body', () => verify(body.replace('e1', 'e2'), signed(), secret), 'no_matching_signature'],
  ['another secret', () => verify(body, signed(), other), 'no_matching_signature'],
  ['another id', () => verify(body, { ...signed(), 'webhook-id': 'e2' }, secret), 'no_matching_signature'],
  [
    'another timestamp',
    () =>
      verify(body, { ...signed(), 'webhook-timestamp': String(Math.floor(Date.now() / 1000) - 2) }, secret),
    'no_matching_signature',
  ],
  ['no signature', () => verify(body, { ...signed(), 'webhook-signature': '' }, secret), 'missing_headers'],
  [
    'a header twice',
    () => verify(body, { ...signed(), 'webhook-id': ['e1', 'e1'] }, secret),
    'missing_headers',
  ],
  ['too old', () => verify(body, signed({ at: Date.now() - 302_000 }), secret), 'timestamp_out_of_tolerance'],
  ['too new', () => verify(body, signed({ at: Date.now() + 302_000 }), secret), 'timestamp_out_of_tolerance'],
  [
    'no time',
    () => verify(body, { ...signed(), 'webhook-timestamp': 'now' }, secret),
    'timestamp_out_of_tolerance',
  ],
  [
    'garbage',
    () => verify(body, { ...signed(), 'webhook-signature': 'v1 v1, v2,x ,' }, secret),
    'no_matching_signature',
  ],
])('%s is refused', (_, check, code) => {
  expect(codeOf(check)).toBe(code);
});

test('four minutes either way are within the tolerance', () => {
  for (const at of [Date.now() - 240_000, Date.now() + 240_000])
    expect(verify(body, signed({ at }), secret)).toEqual(event);
});

const pair = generateKeyPairSync('ed25519');
const whpk = `whpk_${Buffer.from(pair.publicKey.export({ format: 'jwk' }).x!, 'base64url').toString('base64')}`;
const v1a = (text: string, id = 'e1', at = Date.now()) =>
  `v1a,${sign(null, Buffer.from(`${id}.${Math.floor(at / 1000)}.${text}`), pair.privateKey).toString('base64')}`;

test('a public key verifies what is signed asymmetrically, and needs to know for whom', () => {
  const headers = signed({ secrets: [], more: v1a(body) });
  expect(verify(body, headers, whpk, { organisationNumber: firm })).toEqual(event);
  expect(codeOf(() => verify(body, headers, whpk, { organisationNumber: '310000027' }))).toBe(
    'wrong_recipient',
  );
  expect(codeOf(() => verify(body, headers, whpk))).toBeInstanceOf(TypeError);
  expect(codeOf(() => verify(body, headers, secret))).toBe('no_matching_signature');
  const wrong = signed({ secrets: [], more: v1a('other') });
  expect(codeOf(() => verify(body, wrong, whpk, { organisationNumber: firm }))).toBe('no_matching_signature');
  const old = Date.now() - 302_000;
  const late = signed({ secrets: [], at: old, more: v1a(body, 'e1', old) });
  expect(codeOf(() => verify(body, late, whpk, { organisationNumber: firm }))).toBe(
    'timestamp_out_of_tolerance',
  );
});

test('the asymmetric signature of the specification’s example form is ed25519 over id.timestamp.body', () => {
  // RFC 8032's first test key, as any other library would make it.
  const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const at = Math.floor(Date.now() / 1000);
  const signature = sign(null, Buffer.from(`e1.${at}.${body}`), key).toString('base64');
  const headers = {
    'webhook-id': 'e1',
    'webhook-timestamp': String(at),
    'webhook-signature': `v1a,${signature}`,
  };
  const known = 'whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';
  expect(verify(body, headers, known, { organisationNumber: firm })).toEqual(event);
});

test('a genuine request that can’t be read is told apart from a forged one', () => {
  const text = JSON.stringify({ ...event, data: { ...event.data, sequence: 'one' } });
  expect(codeOf(() => verify(text, signed({ body: text }), secret))).toBeInstanceOf(UnreadableEvent);
  expect(codeOf(() => verify(text, signed(), secret))).toBe('no_matching_signature');
});

test('a secret that is none is the program’s fault, not the request’s', () => {
  for (const wrong of ['', 'abc', []])
    expect(codeOf(() => verify(body, signed(), wrong))).toBeInstanceOf(TypeError);
});
