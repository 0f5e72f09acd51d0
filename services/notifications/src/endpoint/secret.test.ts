import { expect, test } from '@jest/globals';
import { newSecret } from './secret.ts';

test('a secret has the form and the strength that Standard Webhooks asks for', () => {
  const secrets = Array.from({ length: 100 }, newSecret);

  for (const secret of secrets) {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]+=*$/);
    expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(32);
  }
  expect(new Set(secrets).size).toBe(100);
});
