import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { Decrypter } from 'age-encryption';
import fc from 'fast-check';
import { sha256 } from './bytes.ts';
import { contentBytesMax, type EnvelopeOf, sealEnvelope, unsealEnvelope } from './envelope.ts';
import { looksLikeAge, makeIdentity, recipientOf } from './key.ts';

const [tenderIdentity, platformIdentity, strangersIdentity] = await Promise.all([
  makeIdentity(),
  makeIdentity(),
  makeIdentity(),
]);
const recipients = {
  tenderRecipient: await recipientOf(tenderIdentity),
  platformRecipient: await recipientOf(platformIdentity),
};
const identities = { tenderIdentity, platformIdentity };
const of: EnvelopeOf = { procurementId: 'p1', envelope: 'quality', bidder: '310000019' };
const seal = (content: Uint8Array, more: Partial<EnvelopeOf> = {}) =>
  sealEnvelope(content, { of: { ...of, ...more }, ...recipients });

test('any content comes out as it went in, with the hashes that were told at the sealing', async () => {
  const contents = fc.oneof(
    fc.uint8Array({ maxLength: 2000 }),
    // Around the edges of the 64 KiB pieces that age works in.
    fc.integer({ min: 65_300, max: 65_700 }).map((length) => randomBytes(length)),
  );
  await fc.assert(
    fc.asyncProperty(contents, async (content) => {
      const sealed = await seal(content);
      const opened = await unsealEnvelope(sealed.bytes, { expected: of, ...identities });
      expect(Buffer.compare(opened.content, content)).toBe(0);
      expect(opened.plaintextSha256).toBe(sealed.plaintextSha256);
      expect(await sha256(sealed.bytes)).toBe(sealed.sha256);
      expect(looksLikeAge(sealed.bytes)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test('equal contents have neither equal ciphertexts nor equal hashes', async () => {
  const [one, two] = [await seal(Buffer.from('500')), await seal(Buffer.from('500'))];
  expect(one.sha256).not.toBe(two.sha256);
  expect(one.plaintextSha256).not.toBe(two.plaintextSha256);
});

test('neither key opens an envelope alone, and no layer shows the content', async () => {
  const canary = 'CANARY-in-the-content';
  const { bytes } = await seal(Buffer.from(canary));
  for (const wrong of [
    { tenderIdentity, platformIdentity: strangersIdentity },
    { tenderIdentity: strangersIdentity, platformIdentity },
    { tenderIdentity: platformIdentity, platformIdentity: tenderIdentity },
  ])
    await expect(unsealEnvelope(bytes, { expected: of, ...wrong })).rejects.toMatchObject({
      code: 'not_decryptable',
    });
  const outer = new Decrypter();
  outer.addIdentity(platformIdentity);
  const between = await outer.decrypt(bytes);
  expect(looksLikeAge(between)).toBe(true);
  expect(Buffer.from(between).includes(canary)).toBe(false);
  const inner = new Decrypter();
  inner.addIdentity(tenderIdentity);
  expect(await inner.decrypt(between, 'text')).toContain(canary);
});

test('an envelope with any byte changed, or cut off anywhere, does not open', async () => {
  const { bytes } = await seal(randomBytes(70_000));
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.boolean(), async (at, isCut) => {
      const changed = isCut ? bytes.slice(0, at) : bytes.slice();
      if (!isCut) changed[at] = changed[at]! ^ 1;
      await expect(unsealEnvelope(changed, { expected: of, ...identities })).rejects.toMatchObject({
        code: 'not_decryptable',
      });
    }),
    { numRuns: 40 },
  );
});

test.each<Partial<EnvelopeOf>>([{ procurementId: 'p2' }, { envelope: 'price' }, { bidder: '310000027' }])(
  'an envelope that was sealed as another is told apart: %j',
  async (other) => {
    const { bytes } = await seal(Buffer.from('x'), other);
    await expect(unsealEnvelope(bytes, { expected: of, ...identities })).rejects.toMatchObject({
      code: 'envelope_foreign',
      message: expect.stringContaining(Object.values(other)[0]!),
    });
  },
);

test('a content above the limit and a key that is none are refused before anything is sealed', async () => {
  await expect(seal(new Uint8Array(contentBytesMax + 1))).rejects.toMatchObject({ code: 'too_large' });
  const { tenderRecipient: right } = recipients;
  const mistyped = right.slice(0, -1) + (right.endsWith('q') ? 'p' : 'q');
  for (const tenderRecipient of ['', 'age1', 'age1tag1x', mistyped])
    await expect(
      sealEnvelope(Buffer.from('x'), { of, ...recipients, tenderRecipient }),
    ).rejects.toMatchObject({ code: 'key_malformed' });
});

test('the largest envelope is sealed and opened', async () => {
  const content = new Uint8Array(contentBytesMax);
  const { bytes } = await seal(content);
  const opened = await unsealEnvelope(bytes, { expected: of, ...identities });
  expect(opened.content.length).toBe(contentBytesMax);
});
