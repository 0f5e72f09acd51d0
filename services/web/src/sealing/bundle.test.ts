import { expect, test } from '@jest/globals';
import { bundleSealing } from './bundle.ts';

test('the script that seals is one module that imports nothing and makes no code out of text', async () => {
  const script = new TextDecoder().decode(await bundleSealing());
  expect(script).toContain('tiltak-envelope/1');
  expect(script).not.toMatch(/\bimport\s*[{"'(]|\brequire\(/);
  // Zod has the one way to make code; it is switched off before any schema is made.
  expect(script).toMatch(/jitless:\s*(?:!0|true)/);
});
