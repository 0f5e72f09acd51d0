import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { createVault, newSecret } from './secret.ts';

const key = randomBytes(32);

test('a secret has the form and the strength that Standard Webhooks asks for', () => {
  const secrets = Array.from({ length: 100 }, newSecret);

  for (const secret of secrets) {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]+=*$/);
    expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(32);
  }
  expect(new Set(secrets).size).toBe(100);
});

test('what is sealed shows nothing of the secret and opens again', () => {
  const vault = createVault(key);
  const secret = newSecret();
  const sealed = vault.seal(secret, 'endpoint-1');

  expect(sealed).not.toContain(secret.slice(6));
  expect(sealed).not.toBe(vault.seal(secret, 'endpoint-1'));
  expect(vault.open(sealed, 'endpoint-1')).toBe(secret);
});

test('a sealed secret can’t be moved to another endpoint, nor changed', () => {
  const vault = createVault(key);
  const sealed = vault.seal(newSecret(), 'endpoint-1');
  const [keyId, iv, text] = sealed.split('.') as [string, string, string];
  const changed = Buffer.from(text, 'base64url');
  changed[0] = changed[0]! ^ 1;

  expect(() => vault.open(sealed, 'endpoint-2')).toThrow();
  expect(() => vault.open(`${keyId}.${iv}.${changed.toString('base64url')}`, 'endpoint-1')).toThrow();
});

test('after a change of keys the old ones open what they sealed, and the new one seals', () => {
  const before = createVault(key);
  const after = createVault(randomBytes(32), [key]);
  const sealed = before.seal('whsec_x', 'e');

  expect(after.open(sealed, 'e')).toBe('whsec_x');
  expect(() => before.open(after.seal('whsec_y', 'e'), 'e')).toThrow(/needs the key \w{8}/);
});
