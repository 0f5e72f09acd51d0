import { expect, test } from '@jest/globals';
import type { File } from '@tiltak/contracts';
import { boatOperations, startBoats, tokenOf } from '../test/boatService.ts';
import { createClient } from './client.ts';

/** The boat service with a drawing, and a client of it; `taken` are the files that came. */
async function startDrawing(drawing: File = { bytes: Buffer.from([0, 255, 1]), mediaType: 'image/png' }) {
  const taken: File[] = [];
  const keys: unknown[] = [];
  const boats = await startBoats({
    async drawBoat({ upload, idempotency }) {
      taken.push(upload);
      keys.push(idempotency);
      return { body: { bytes: upload.bytes.length, mediaType: upload.mediaType } };
    },
    getDrawing: async () => ({ body: drawing, version: 7 }),
  });
  const client = createClient(boatOperations, {
    baseUrl: boats.url,
    token: async () => tokenOf('kari', 'property.officer'),
  });
  const draw = (bytes: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    boats.call('/boats/b1/drawing', { method: 'POST', body: bytes, headers });
  return { boats, client, draw, taken, keys, [Symbol.asyncDispose]: () => boats.close() };
}

test('a file comes to the handler byte by byte, and goes to the caller likewise', async () => {
  const bytes = Buffer.from([0x89, 0x50, 0, 0xff, 0x0d, 0x0a]);
  await using drawing = await startDrawing({ bytes, mediaType: 'image/png' });
  const { client } = drawing;
  const params = { boatId: 'b1' };
  const answer = await client.drawBoat({ params, upload: { bytes, mediaType: 'image/png' } });
  expect(answer.body).toEqual({ bytes: 6, mediaType: 'image/png' });
  expect(drawing.taken[0]?.bytes).toEqual(bytes);
  const got = await client.getDrawing({ params });
  expect(Buffer.from(got.body.bytes)).toEqual(bytes);
  expect(got).toMatchObject({ etag: '"7"', body: { mediaType: 'image/png' } });
});

test('a file keeps its name on the way, whatever letters and signs are in it', async () => {
  const name = "Tak 'Øst' (1); æ*.csv";
  await using drawing = await startDrawing({ bytes: Buffer.from('a;b'), mediaType: 'text/csv', name });
  const { body } = await drawing.client.getDrawing({ params: { boatId: 'b1' } });
  expect(body).toMatchObject({ name, mediaType: 'text/csv' });
});

test.each(['image/png', 'application/pdf', 'text/html'])(
  'a browser neither guesses what a file is nor runs what is in it: %s',
  async (mediaType) => {
    await using drawing = await startDrawing({ bytes: Buffer.from('x'), mediaType, name: 'x' });
    const { headers } = await drawing.boats.call('/boats/b1/drawing');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  },
);

test.each([
  ['text/html', /^default-src 'none'; style-src 'unsafe-inline'; .*sandbox$/],
  // In a sandbox browsers show no PDF.
  ['application/pdf', /^default-src 'none';(?!.*sandbox)(?!.*script)/],
  ['image/svg+xml', /^default-src 'none'; sandbox$/],
])('what we have written is shown under its name, and nothing in it runs: %s', async (mediaType, policy) => {
  const name = 'Protokoll for Ærøya.x';
  await using drawing = await startDrawing({ bytes: Buffer.from('x'), mediaType, name, isShown: true });
  const { headers } = await drawing.boats.call('/boats/b1/drawing');
  expect(headers.get('content-disposition')).toBe(
    "inline; filename*=UTF-8''Protokoll%20for%20%C3%86r%C3%B8ya.x",
  );
  expect(headers.get('content-security-policy')).toMatch(policy);
  const { body } = await drawing.client.getDrawing({ params: { boatId: 'b1' } });
  expect(body).toMatchObject({ name, isShown: true });
});

test('a file that is too large is refused with the limit, announced or not', async () => {
  await using drawing = await startDrawing();
  const answer = await drawing.draw(new Uint8Array(1_000_001), { 'content-type': 'image/png' });
  expect(answer).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
  expect(answer.body.detail).toContain('1000000');
  const chunked = await drawing.boats.call('/boats/b1/drawing', {
    method: 'POST',
    headers: { 'content-type': 'image/png' },
    body: new Blob([new Uint8Array(1_000_001)]).stream(),
    ...{ duplex: 'half' },
  });
  expect(chunked.status).toBe(413);
  expect(drawing.taken).toEqual([]);
});

test.each([
  ['another type', 'image/gif', 415, 'unsupported_media_type'],
  ['JSON', 'application/json', 415, 'unsupported_media_type'],
  ['nothing in it', 'image/png', 400, 'invalid_request'],
])('a file of %s is refused', async (what, type, status, code) => {
  await using drawing = await startDrawing();
  const bytes = what === 'nothing in it' ? new Uint8Array() : new Uint8Array(3);
  const answer = await drawing.draw(bytes, { 'content-type': type });
  expect(answer).toMatchObject({ status, body: { code } });
  expect(drawing.taken).toEqual([]);
});

test('an idempotency key is bound to the bytes of the file', async () => {
  await using drawing = await startDrawing();
  const headers = { 'content-type': 'image/png', 'idempotency-key': 'k' };
  for (const bytes of [new Uint8Array([1]), new Uint8Array([1]), new Uint8Array([2])])
    await drawing.draw(bytes, headers);
  const [first, same, other] = drawing.keys as { readonly fingerprint: string }[];
  expect(same).toEqual(first);
  expect(other?.fingerprint).not.toBe(first?.fingerprint);
});
