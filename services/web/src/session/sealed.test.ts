import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { base64url, EncryptJWT, SignJWT } from 'jose';
import * as z from 'zod';
import { seal, unseal } from './sealed.ts';

const key = new Uint8Array(randomBytes(32));
const schema = z.object({ name: z.string() });
const inAnHour = new Date(Date.now() + 3_600_000);
const sealed = await seal({ name: 'Åse' }, { key, purpose: 'session', endsAt: inAnHour });
const open = (value: string, more: object = {}) =>
  unseal(value, { key, purpose: 'session', schema, ...more });

test('a sealed value is read back, and shows nothing of itself', async () => {
  expect(await open(sealed)).toEqual({ name: 'Åse' });
  for (const part of sealed.split('.')) {
    expect(Buffer.from(part, 'base64url').toString('utf8')).not.toContain('Åse');
  }
});

test('a change to any character is found', async () => {
  for (let at = 0; at < sealed.length; at++) {
    // The last characters of a part hold unused bits, which decoders let pass: the bytes are then the same.
    const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
    const sameBytes = changed.split('.').every((part, index) => {
      const original = sealed.split('.')[index];
      return (
        original !== undefined && Buffer.from(part, 'base64url').equals(Buffer.from(original, 'base64url'))
      );
    });
    if (!sameBytes) expect(await open(changed)).toBeUndefined();
  }
});

test('a value of another key, another purpose or another shape is nothing', async () => {
  expect(await open(sealed, { key: new Uint8Array(randomBytes(32)) })).toBeUndefined();
  expect(await open(sealed, { purpose: 'sign-in' })).toBeUndefined();
  expect(await open(sealed, { schema: z.object({ name: z.number() }) })).toBeUndefined();
});

test('a value ends by itself', async () => {
  expect(await open(sealed, { now: new Date(inAnHour.getTime() + 1000) })).toBeUndefined();
});

test('only encrypted values with an end are taken', async () => {
  const endless = await new EncryptJWT({ value: { name: 'x' } })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setAudience('session')
    .encrypt(key);
  const signed = await new SignJWT({ value: { name: 'x' }, aud: 'session' })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime(inAnHour)
    .sign(key);
  const plain = `${base64url.encode('{"alg":"none"}')}.${base64url.encode('{"value":{"name":"x"}}')}.`;
  for (const forged of [endless, signed, plain, '', '....']) expect(await open(forged)).toBeUndefined();
});
