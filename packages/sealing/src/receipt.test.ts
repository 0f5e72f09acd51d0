import { expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { type Receipt, signReceipt, verifyReceipt } from './receipt.ts';

const receipt: Receipt = {
  procurementId: 'p1',
  bidId: 'b1',
  organisationNumber: '310000019',
  version: 1,
  receivedAt: '2026-03-01T11:59:59.999Z',
  envelopes: [{ envelope: 'price', sha256: 'ab'.repeat(32), bytes: 1234 }],
};
const newKey = async (kid: string) => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  return { privateKey, keys: { keys: [{ ...(await exportJWK(publicKey)), kid }] } };
};

test('a receipt is checked by the published key alone, and says the same each time', async () => {
  const { privateKey, keys } = await newKey('k1');
  const signed = await signReceipt(receipt, privateKey, 'k1');
  expect(await verifyReceipt(`${signed}\n`, keys)).toEqual(receipt);
  expect(await signReceipt(receipt, privateKey, 'k1')).toBe(signed);
});

test('a changed receipt, one by another key, and none at all are refused', async () => {
  const { privateKey, keys } = await newKey('k1');
  const { keys: others } = await newKey('k1');
  const signed = await signReceipt(receipt, privateKey, 'k1');
  const [header, , signature] = signed.split('.');
  const later = Buffer.from(JSON.stringify({ ...receipt, receivedAt: '2026-03-01T11:00:00.000Z' }));
  const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
  for (const [text, known] of [
    [`${header}.${later.toString('base64url')}.${signature}`, keys],
    [`${unsigned}.${later.toString('base64url')}.`, keys],
    [signed, others],
    ['', keys],
  ] as const)
    await expect(verifyReceipt(text, known)).rejects.toMatchObject({ code: 'receipt_invalid' });
});
