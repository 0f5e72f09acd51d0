import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import readExcelFile from 'read-excel-file/node';
import writeExcelFile from 'write-excel-file/node';
import yazl from 'yazl';
import { asMeant, neutral } from './neutral.ts';
import { openTable } from './openTable.ts';
import type { Row } from './table.ts';
import { type Cell, writeCsv, writeXlsx } from './writeTable.ts';

async function rowsOf(bytes: Uint8Array): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const some of await openTable(bytes)) rows.push(...some);
  return rows;
}
const cellsOf = async (bytes: Uint8Array) => (await rowsOf(bytes)).map(({ cells }) => cells);
async function* each(rows: readonly (readonly Cell[])[]) {
  yield* rows;
}

const expected = [
  ['Navn', 'Adresse'],
  ['Bærum; skole', 'Tårnveien\n3'],
  ['Øst', 'Å "sør"'],
];
const csv = 'Navn;Adresse\r\n"Bærum; skole";"Tårnveien\n3"\r\nØst;"Å ""sør"""\r\n';
const windows1252 = (text: string) => Buffer.from(text, 'latin1');

test.each<[string, Uint8Array]>([
  ['UTF-8', Buffer.from(csv)],
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${csv}`)],
  ['Latin-1', windows1252(csv)],
  ['UTF-16 with a byte order mark', Buffer.from(`\ufeff${csv}`, 'utf16le')],
  ['commas', Buffer.from('Navn,Adresse\n"Bærum; skole","Tårnveien\n3"\nØst,"Å ""sør"""')],
  ['tabs', Buffer.from('Navn\tAdresse\n"Bærum; skole"\t"Tårnveien\n3"\nØst\t"Å ""sør"""')],
  ['lone carriage returns', Buffer.from('Navn;Adresse\r"Bærum; skole";"Tårnveien\n3"\rØst;"Å ""sør"""\r')],
  ["Excel's own first line", Buffer.from(`sep=;\r\n${csv}`)],
])('CSV is read the same from %s', async (_what, bytes) => {
  expect(await cellsOf(bytes)).toEqual(expected);
});

test('a row is named by the line on which it begins, whatever stands before it', async () => {
  const text = 'A;B\r\n\r\n"over\r\nto\r\nlinjer";1\r\n;;\r\n  ;\r\n"en ""til""";2\r\nx;3';
  expect(await rowsOf(Buffer.from(text))).toEqual([
    { line: 1, cells: ['A', 'B'] },
    { line: 3, cells: ['over\r\nto\r\nlinjer', '1'] },
    { line: 8, cells: ['en "til"', '2'] },
    { line: 9, cells: ['x', '3'] },
  ]);
});

test("Windows-1252's own signs are read, and an inch in a cell harms nothing", async () => {
  const bytes = Buffer.concat([Buffer.from('R\xf8r 5" \x96 galvanisert;1\n', 'latin1'), Buffer.from('b;2')]);
  expect(await cellsOf(bytes)).toEqual([
    ['Rør 5" – galvanisert', '1'],
    ['b', '2'],
  ]);
});

test.each<[string, Uint8Array]>([
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1])],
  ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1])],
  ['a quotation mark that is never closed', Buffer.from('a;b\n"c;d\ne;f')],
  ['a row without end', Buffer.from(`a;b\n"${'x'.repeat(200_000)}`)],
  ['half a workbook', Buffer.from([0x50, 0x4b, 0x03, 0x04, 1, 2, 3])],
])('%s is refused with what is wrong', async (_what, bytes) => {
  await expect(rowsOf(bytes)).rejects.toMatchObject({ code: 'file_not_readable' });
});

test('a workbook of Excel is read: shared texts, numbers, and of a formula its value', async () => {
  const date = { value: '=1+1', type: 'Formula' } as const;
  const bytes = await writeExcelFile([
    [{ value: 'Navn' }, { value: 'Areal' }, { value: 'Nr' }],
    [{ value: 'Bærum & omegn <1>' }, { value: 1234.5, type: Number }, { value: 300123456, type: Number }],
    [null, null, null],
    [{ value: '=2+2', type: String }, null, date],
  ]).toBuffer();
  expect(await rowsOf(bytes)).toEqual([
    { line: 1, cells: ['Navn', 'Areal', 'Nr'] },
    { line: 2, cells: ['Bærum & omegn <1>', '1234.5', '300123456'] },
    { line: 4, cells: ['=2+2'] },
  ]);
});

/** A workbook whose sheet is this, as packed as it can be. */
async function workbook(sheet: Buffer, more: Readonly<Record<string, Buffer>> = {}): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  const rels =
    '<Relationships><Relationship Id="r1" Target="s.xml" Type="x/worksheet"/><Relationship Id="r2" Target="t.xml" Type="x/sharedStrings"/></Relationships>';
  zip.addBuffer(
    Buffer.from('<workbook xmlns:r="r"><sheets><sheet r:id="r1"/></sheets></workbook>'),
    'xl/workbook.xml',
  );
  zip.addBuffer(Buffer.from(rels), 'xl/_rels/workbook.xml.rels');
  zip.addBuffer(sheet, 'xl/s.xml');
  for (const [part, content] of Object.entries(more)) zip.addBuffer(content, part);
  zip.end();
  const pieces: Uint8Array[] = [];
  for await (const piece of zip.outputStream as AsyncIterable<Uint8Array>) pieces.push(piece);
  return Buffer.concat(pieces);
}

test('a zip bomb is refused by what it says it holds, and where it lies about that, before it is unpacked', async () => {
  const bytes = 20 * 1024 * 1024;
  const bomb = await workbook(Buffer.alloc(bytes, ' '));
  expect(bomb.length).toBeLessThan(100_000);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(bytes);
  /** The same with another size in its directory. */
  const saying = (other: number) => {
    const said = Buffer.from(bomb);
    expect(said.includes(size)).toBe(true);
    for (let at = said.indexOf(size); at !== -1; at = said.indexOf(size, at + 1))
      said.writeUInt32LE(other, at);
    return said;
  };
  await expect(rowsOf(saying(300 * 1024 * 1024))).rejects.toThrow('more than 268435456 bytes');
  await expect(rowsOf(saying(1000))).rejects.toThrow('the archive is damaged');
});

test.each([
  ['a document type', '<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData/></worksheet>'],
  ['a sheet that ends too early', '<worksheet><sheetData><row><c><v>1</v></c></row>'],
  ['no XML', 'Navn;Adresse'],
])('%s in a workbook is refused', async (_what, sheet) => {
  await expect(rowsOf(await workbook(Buffer.from(sheet)))).rejects.toMatchObject({
    code: 'file_not_readable',
  });
});

test('a cell far to the right makes no row of a million cells', async () => {
  const sheet =
    '<worksheet><sheetData><row r="7"><c r="B7"><v>1.50</v></c><c r="XFD7"><v>2</v></c></row></sheetData></worksheet>';
  expect(await rowsOf(await workbook(Buffer.from(sheet)))).toEqual([{ line: 7, cells: ['', '1.5'] }]);
});

test('what a spreadsheet would compute is neutralised, and read back as it was meant', () => {
  for (const text of ['=1+1', '+47 67 50 40 50', '-2', '@SUM(A1)', '\t=1', "'=1"])
    expect(neutral(text)[0]).toBe("'");
  expect(neutral('Bærum')).toBe('Bærum');
  fc.assert(
    fc.property(fc.stringMatching(/^['=+\-@\ta-z]{0,6}$/), (text) => {
      expect(asMeant(neutral(text))).toBe(text);
    }),
  );
});

const texts = fc.array(
  fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 2, maxLength: 4 }),
  { minLength: 1 },
);

test('whatever is written as CSV or XLSX is read again as it was', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (rows) => {
      const written = rows.map((row) => ['a', ...row.map((text) => text.replaceAll('\0', '')), 'z']);
      const read = (found: readonly (readonly string[])[]) => found.map((row) => row.map(asMeant));
      expect(read(await cellsOf(await writeCsv(each(written))))).toEqual(written);
      expect(read(await cellsOf(await writeXlsx(each(written), 'Ark')))).toEqual(written);
    }),
    { numRuns: 60 },
  );
});

test('another library reads the workbooks that are written, texts as texts and numbers as numbers', async () => {
  const bytes = await writeXlsx(each([['Navn & <nr>', 12.5, null, '=1+1', 'æøå _x000D_ \r']]), 'Register');
  const [sheet] = await readExcelFile(bytes);
  expect(sheet).toMatchObject({
    sheet: 'Register',
    data: [['Navn & <nr>', 12.5, null, "'=1+1", expect.stringContaining('æøå')]],
  });
});
