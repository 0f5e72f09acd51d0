import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { packTar } from 'modern-tar';
import { packContent, readContent } from './content.ts';

const document = {
  answers: [{ id: 'REQ-1', text: 'Ja, se vedlegg «ærlig»' }],
  prices: [{ lotId: 'LOT-1', priceOre: 12_345_600 }],
};

test('a document and any files come out as they went in', async () => {
  const name = fc.stringMatching(/^[\wæøåÆØÅ -]{1,40}$/).map((stem) => `${stem}.pdf`);
  const file = fc.record({ name, bytes: fc.uint8Array({ maxLength: 3000 }) });
  const files = fc.uniqueArray(file, { maxLength: 8, selector: (one) => one.name });
  await fc.assert(
    fc.asyncProperty(files, async (given) => {
      const read = await readContent(await packContent({ document, files: given }));
      expect(read.document).toEqual(document);
      expect(read.files.map((one) => [one.name, [...one.bytes]])).toEqual(
        given.map((one) => [one.name, [...one.bytes]]),
      );
    }),
    { numRuns: 30 },
  );
});

test('equal contents are equal bytes', async () => {
  const files = [{ name: 'a.pdf', bytes: new Uint8Array(10) }];
  const [one, two] = [await packContent({ document, files }), await packContent({ document, files })];
  expect(Buffer.compare(one, two)).toBe(0);
});

test.each([['../etc/passwd'], ['a/b.pdf'], ['..'], [''], ['a\u0000.pdf'], ['con:1.pdf'], ['x'.repeat(151)]])(
  'a file named %j is refused',
  async (name) => {
    await expect(
      packContent({ document, files: [{ name, bytes: new Uint8Array(1) }] }),
    ).rejects.toMatchObject({
      code: 'content_malformed',
    });
  },
);

test('two files of one name, and two prices for one lot, are refused and named', async () => {
  const twice = { name: 'a.pdf', bytes: new Uint8Array(1) };
  await expect(packContent({ document, files: [twice, twice] })).rejects.toThrow('a.pdf');
  const prices = [...document.prices, ...document.prices];
  await expect(packContent({ document: { ...document, prices } })).rejects.toThrow('a lot has one price');
});

const text = (name: string, body: string, type: 'file' | 'symlink' = 'file') => ({
  header: {
    name,
    size: type === 'file' ? Buffer.byteLength(body) : 0,
    type,
    ...(type === 'symlink' && { linkname: '/etc/passwd' }),
  },
  ...(type === 'file' && { body }),
});
test.each<[what: string, entries: Parameters<typeof packTar>[0]]>([
  ['nothing in it', []],
  ['no document', [text('files/a.pdf', 'x')]],
  ['a document that is no JSON', [text('bid.json', '{')]],
  ['a price that is no whole number', [text('bid.json', '{"prices":[{"lotId":"LOT-1","priceOre":1.5}]}')]],
  ['a field that nobody knows', [text('bid.json', '{"discount":1}')]],
  ['a file elsewhere', [text('bid.json', '{}'), text('../a.pdf', 'x')]],
  ['a link', [text('bid.json', '{}'), text('files/a', '', 'symlink')]],
])('an archive with %s is refused', async (_, entries) => {
  await expect(readContent(await packTar(entries))).rejects.toMatchObject({ code: 'content_malformed' });
});

test('what is no archive is refused, whatever it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
      await expect(readContent(bytes)).rejects.toMatchObject({ code: 'content_malformed' });
    }),
  );
});
