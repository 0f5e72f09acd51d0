import { expect, test } from '@jest/globals';
import { makeIdentity, readContent, recipientOf, signReceipt, unsealEnvelope } from '@tiltak/sealing';
import { exportJWK, generateKeyPair } from 'jose';
import { contentsOf } from './contents.ts';
import { isReceiptFor, sealBid } from './sealBid.ts';

const file = (name: string) => ({ name, bytes: new TextEncoder().encode(`innholdet i ${name}`) });
const entered = {
  prices: [
    { lotId: 'LOT-1', text: '12 500,50' },
    { lotId: 'LOT-2', text: ' ' },
  ],
  answers: [
    { id: 'K', text: 'Ærlig arbeid' },
    { id: 'M', text: '' },
  ],
  files: { quality: [file('plan.pdf')], price: [file('pris.xlsx')] },
};
const answers = [{ id: 'K', text: 'Ærlig arbeid' }];
const prices = [{ lotId: 'LOT-1', priceOre: 1_250_050 }];

test('prices stand in the price envelope and answers in the other, and an empty field says nothing', () => {
  expect(contentsOf(entered, ['quality', 'price'])).toEqual({
    ok: true,
    contents: [
      { envelope: 'quality', document: { answers, prices: [] }, files: entered.files.quality },
      { envelope: 'price', document: { answers: [], prices }, files: entered.files.price },
    ],
  });
});

test('a competition with one envelope gets everything in it, and needs no price where it asks for none', () => {
  const read = contentsOf(entered, ['quality']);
  const files = [...entered.files.quality, ...entered.files.price];
  expect(read).toEqual({
    ok: true,
    contents: [{ envelope: 'quality', document: { answers, prices }, files }],
  });
  expect(contentsOf({ ...entered, prices: [] }, ['quality']).ok).toBe(true);
});

test('an amount that can be read in two ways, and a bid without any price, are told by their field', () => {
  const withPrice = (text: string) =>
    contentsOf({ ...entered, prices: [{ lotId: 'LOT-1', text }] }, ['quality', 'price']);
  expect(withPrice('12.500')).toEqual({
    ok: false,
    errors: { 'pris-LOT-1': expect.stringContaining('i kroner') },
  });
  expect(withPrice(' ')).toEqual({
    ok: false,
    errors: { 'pris-LOT-1': expect.stringContaining('minst én') },
  });
});

const [tenderIdentity, platformIdentity] = [await makeIdentity(), await makeIdentity()];
const keys = {
  procurementId: 'p1',
  bidder: '310000019',
  recipient: await recipientOf(tenderIdentity),
  platformRecipient: await recipientOf(platformIdentity),
};
const sealed = async () => {
  const read = contentsOf(entered, ['quality', 'price']);
  if (!read.ok) throw new Error('the bid was not read');
  return await sealBid(keys, read.contents);
};

test('what is sealed for the bidder opens as what was entered', async () => {
  const opened = [];
  for (const { envelope, bytes } of await sealed()) {
    const expected = { procurementId: 'p1', envelope, bidder: keys.bidder };
    const { content } = await unsealEnvelope(bytes, { expected, tenderIdentity, platformIdentity });
    opened.push(await readContent(content));
  }
  expect(opened.map(({ document }) => document)).toEqual([
    { answers, prices: [] },
    { answers: [], prices },
  ]);
  expect(opened.map(({ files }) => files.map(({ name }) => name))).toEqual([['plan.pdf'], ['pris.xlsx']]);
});

test('a receipt is for a bid when it is signed by the platform and names the hashes of all its envelopes', async () => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA');
  const published = { keys: [{ ...(await exportJWK(publicKey)), kty: 'OKP', kid: 'k1', alg: 'EdDSA' }] };
  const [one, other] = [await sealed(), await sealed()];
  const receipt = await signReceipt(
    {
      ...{ procurementId: 'p1', bidId: 'b1', organisationNumber: keys.bidder, version: 1 },
      receivedAt: '2026-11-22T13:03:07.000Z',
      envelopes: one.map(({ envelope, sha256, bytes }) => ({ envelope, sha256, bytes: bytes.length })),
    },
    privateKey,
    'k1',
  );
  expect(await isReceiptFor(receipt, published, one)).toBe(true);
  expect(await isReceiptFor(receipt, published, one.slice(1))).toBe(false);
  expect(await isReceiptFor(receipt, published, [one[0]!, other[1]!])).toBe(false);
  const strangers = await generateKeyPair('EdDSA');
  const wrong = {
    keys: [{ ...(await exportJWK(strangers.publicKey)), kty: 'OKP', kid: 'k1', alg: 'EdDSA' }],
  };
  await expect(isReceiptFor(receipt, wrong, one)).rejects.toMatchObject({ code: 'receipt_invalid' });
});
