import { createPublicKey, verify } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { openSigningKey } from '@tiltak/service';
import { Webhook } from 'standardwebhooks';
import { newSecret } from '../endpoint/secret.ts';
import { keyOf, signatureHeaders } from './sign.ts';

const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
const body = '{"test": 2432232314}';
const published = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

test('the signature is that of the test vector that the standard’s libraries share', () => {
  const headers = signatureHeaders({ id, at: new Date(1614265330_000), body, keys: [keyOf(published)] });

  expect(headers).toEqual({
    'webhook-id': id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('the official package verifies what is signed, with characters beyond ASCII', () => {
  const secret = newSecret();
  const text = '{"adresse":"Åsveien 1, «Bærum» 😀"}';
  const headers = signatureHeaders({ id, at: new Date(), body: text, keys: [keyOf(secret)] });

  expect(new Webhook(secret).verify(text, headers)).toEqual(JSON.parse(text));
  expect(() => new Webhook(secret).verify(text.replace('1', '2'), headers)).toThrow('No matching signature');
  expect(() => new Webhook(newSecret()).verify(text, headers)).toThrow('No matching signature');
});

test('during a rotation the receiver verifies with the new secret and with the old one', () => {
  const [fresh, old] = [newSecret(), newSecret()];
  const at = new Date();
  const headers = signatureHeaders({ id, at, body, keys: [keyOf(fresh), keyOf(old)] });

  expect(new Webhook(fresh).verify(body, headers)).toEqual(JSON.parse(body));
  expect(new Webhook(old).verify(body, headers)).toEqual(JSON.parse(body));
  expect(headers['webhook-signature'].split(' ')[0]).toBe(new Webhook(fresh).sign(id, at, body));
});

test('a v1a signature stands beside that of the secret and verifies over id.timestamp.body', () => {
  // RFC 8032, section 7.1, test 1.
  const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
  const key = openSigningKey(`whsk_${seed.toString('base64')}`)!;
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
