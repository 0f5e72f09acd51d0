import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { extractText, getDocumentProxy } from 'unpdf';
import type { Document } from './document.ts';
import { htmlOf } from './html.ts';
import { pdfOf } from './pdf.ts';

const when = new Date('2026-03-02T09:00:00.000Z');
const document: Document = {
  title: 'Anskaffelsesprotokoll: Nytt tak på Ærøya',
  lead: ['Sak 1. Åpen anbudskonkurranse – «FOA» § 13-1.'],
  sections: [
    {
      key: 'value',
      heading: 'Anslått verdi',
      blocks: [
        {
          type: 'paragraph',
          text: 'Anslått til 6\u00a0000\u00a0000\u00a0kr, blåbærsyltetøy. Sámi: čáhci, ŋ, đ, ŧ, ž.',
        },
        { type: 'gap', text: 'Noe er ikke oppgitt.' },
        { type: 'entry', title: 'Begrunnelse', lines: ['Første linje\nandre linje'] },
        { type: 'reason', text: 'Fordi det haster.', by: 'Kari', at: '2. mars 2026' },
      ],
    },
    {
      key: 'receipts',
      heading: 'Mottak',
      blocks: [
        {
          ...{ type: 'table', caption: 'Mottatte tilbud', heads: ['Leverandør', 'Mottatt'] },
          rows: [['Sønn & <Datter> AS', 'kl. 10.07.06']],
        },
      ],
    },
  ],
};

async function read(bytes: Uint8Array) {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const { text } = await extractText(pdf, { mergePages: true });
  return { pdf, text: text.replaceAll(/[\s\u00a0]+/g, ' ') };
}

test('another library reads the whole text out of the PDF, with every letter', async () => {
  const { pdf, text } = await read(await pdfOf(document, when));
  for (const words of [
    'Anskaffelsesprotokoll: Nytt tak på Ærøya',
    'Åpen anbudskonkurranse – «FOA» § 13-1.',
    '1. Anslått verdi',
    'blåbærsyltetøy. Sámi: čáhci, ŋ, đ, ŧ, ž.',
    'Mangler: Noe er ikke oppgitt.',
    'Første linje andre linje',
    'Fordi det haster.',
    'Sønn & <Datter> AS',
    'side 1 av 1',
  ])
    expect(text).toContain(words);
  const { info } = await pdf.getMetadata();
  expect(info).toMatchObject({ Title: document.title, Language: 'nb-NO' });
});

test('the PDF is tagged: headings, paragraphs and tables are told as such', async () => {
  const { pdf } = await read(await pdfOf(document, when));
  expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
  const tree = JSON.stringify(await (await pdf.getPage(1)).getStructTree());
  for (const role of ['H1', 'H2', 'H3', 'P', 'Table', 'TR', 'TH', 'TD'])
    expect(tree).toContain(`"role":"${role}"`);
});

test('a long protocol goes over many pages, and loses nothing on the way', async () => {
  const count = 120;
  const sections = Array.from({ length: count }, (_, at) => ({
    ...{ key: `k${at}`, heading: `Del ${at}` },
    blocks: [
      { type: 'paragraph' as const, text: `Begynner${at} ${'mange ord '.repeat(200)}slutter${at}` },
      {
        ...{ type: 'table' as const, caption: `Tabell ${at}`, heads: ['Navn', 'Verdi'] },
        rows: Array.from({ length: 5 }, (_, row) => [`rad${at}x${row}`, 'x'.repeat(30)]),
      },
    ],
  }));
  const { pdf, text } = await read(await pdfOf({ ...document, sections }, when));
  expect(pdf.numPages).toBeGreaterThan(20);
  for (let at = 0; at < count; at += 1) {
    expect(text).toContain(`Begynner${at} `);
    expect(text).toContain(`slutter${at} `);
    expect(text).toContain(`rad${at}x4`);
  }
});

test('the same document gives the same bytes', async () => {
  const [one, other] = await Promise.all([pdfOf(document, when), pdfOf(document, when)]);
  expect(Buffer.compare(one, other)).toBe(0);
});

test('the page names its language and sections, and its tables their heads', () => {
  const html = htmlOf(document);
  expect(html).toContain('<html lang="nb">');
  expect(html).toContain(
    '<section id="value" aria-labelledby="value-h"><h2 id="value-h">1. Anslått verdi</h2>',
  );
  expect(html).toContain('<th scope="col">Leverandør</th>');
  expect(html).toContain('<th scope="row">Sønn &amp; &lt;Datter&gt; AS</th>');
  expect(html).toContain('Første linje<br>andre linje');
});

test('whatever people wrote stays text, in both', async () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      '\u0000\u0007\u202e',
      '𝔘😀',
    ),
  );
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      const blocks = [
        { type: 'paragraph' as const, text },
        { type: 'entry' as const, title: text, lines: [text] },
        { type: 'table' as const, caption: text, heads: [text], rows: [[text]] },
      ];
      const one = { title: text, lead: [text], sections: [{ key: 'k', heading: text, blocks }] };
      expect(htmlOf(one).match(/<(script|img)/gi)).toBeNull();
      const bytes = await pdfOf(one, when);
      expect(Buffer.from(bytes.subarray(0, 8)).toString()).toBe('%PDF-1.7');
    }),
    { numRuns: 30 },
  );
});
