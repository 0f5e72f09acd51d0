import { expect, test } from '@jest/globals';
import type { SignedInVisit } from '../../visit.ts';
import { documentRoutes } from './documents.ts';

const bytes = new Uint8Array([1, 2, 3]);

/** What came of the form: where it led, what was called, and what was wrong. */
async function send(
  form: Readonly<Record<string, string>>,
  file?: { readonly bytes: Uint8Array; readonly isTooLarge: boolean },
) {
  const called: unknown[] = [];
  let wrong: object | undefined;
  const [, receive] = documentRoutes(async (_, { errors }) => {
    wrong = errors.fields;
    return { redirect: '/igjen' };
  });
  const procurement = { addDocument: async (...given: readonly unknown[]) => void called.push(...given) };
  const visit = {
    ...{ api: { procurement }, params: { procurementId: 'p1' }, form: new Map(Object.entries(form)) },
    files: new Map(file && [['file', [{ ...file, name: 'a.pdf', mediaType: 'text/html' }]]]),
  } as unknown as SignedInVisit;
  const reply = await receive!.handle(visit);
  return { called, wrong, redirect: 'redirect' in reply && reply.redirect };
}

test("a document goes to the case as its bytes, under the form's key, also as a version of another", async () => {
  const sent = await send(
    { title: 'Kravspesifikasjon', documentId: 'd1', _key: 'k' },
    { bytes, isTooLarge: false },
  );
  expect(sent.redirect).toBe('/anskaffelser/p1?utfort=dokumenter');
  expect(sent.called).toEqual([
    {
      params: { procurementId: 'p1' },
      query: { title: 'Kravspesifikasjon', documentId: 'd1' },
      upload: { bytes, mediaType: 'application/octet-stream' },
    },
    { idempotencyKey: 'k' },
  ]);
});

test('a form without a file or a title, or with a file that is cut off, sends nothing', async () => {
  const empty = await send({ title: '' });
  expect(empty).toMatchObject({ called: [], wrong: { title: expect.any(String), file: expect.any(String) } });
  const large = await send({ title: 'Tegninger' }, { bytes, isTooLarge: true });
  expect(large).toMatchObject({ called: [], wrong: { file: expect.stringContaining('25 MB') } });
});
