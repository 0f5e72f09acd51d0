import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { createVault } from './vault.ts';

const key = randomBytes(32);
const secret = 'a secret of some length';

test('what is sealed shows nothing of the secret and opens again', () => {
  const vault = createVault(key);
  const sealed = vault.seal(secret, 'record-1');

  expect(sealed).not.toContain(secret);
  expect(sealed).not.toBe(vault.seal(secret, 'record-1'));
  expect(vault.open(sealed, 'record-1')).toBe(secret);
});

test('a sealed secret can’t be moved to another record, nor changed', () => {
  const vault = createVault(key);
  const sealed = vault.seal(secret, 'record-1');
  const [keyId, iv, text] = sealed.split('.') as [string, string, string];
  const changed = Buffer.from(text, 'base64url');
  changed[0] = changed[0]! ^ 1;

  expect(() => vault.open(sealed, 'record-2')).toThrow();
  expect(() => vault.open(`${keyId}.${iv}.${changed.toString('base64url')}`, 'record-1')).toThrow();
});

test('after a change of keys the old ones open what they sealed, and the new one seals', () => {
  const before = createVault(key);
  const after = createVault(randomBytes(32), [key]);
  const sealed = before.seal('x', 'e');

  expect(after.open(sealed, 'e')).toBe('x');
  expect(() => before.open(after.seal('y', 'e'), 'e')).toThrow(/needs the key \w{8}/);
});
