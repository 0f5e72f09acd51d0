import { Readable } from 'node:stream';
import { neutral } from './neutral.ts';

/** A cell that is written: a number stays one where the format knows numbers. */
export type Cell = string | number | null;
type Rows = AsyncIterable<readonly Cell[]>;

/**
 * CSV as Norwegian Excel opens it by a double click: UTF-8 with a byte order mark, semicolons, decimal commas, CRLF.
 * What would be taken for a formula is neutralised.
 */
export async function writeCsv(rows: Rows): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let text = '\ufeff';
  for await (const row of rows) {
    text += `${row.map(csvCell).join(';')}\r\n`;
    if (text.length < pieceLength) continue;
    pieces.push(Buffer.from(text));
    text = '';
  }
  return Buffer.concat([...pieces, Buffer.from(text)]);
}
const pieceLength = 64 * 1024;

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell).replace('.', ',');
  const text = neutral(cell);
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A workbook of one sheet (ECMA-376) whose texts are texts: no cell is ever a formula. */
export async function writeXlsx(rows: Rows, sheetName: string): Promise<Buffer> {
  const { default: yazl } = await import('yazl');
  const zip = new yazl.ZipFile();
  for (const [part, content] of Object.entries(partsFor(sheetName)))
    zip.addBuffer(Buffer.from(content), part);
  zip.addReadStream(Readable.from(sheetXml(rows)), 'xl/worksheets/sheet1.xml');
  zip.end();
  const pieces: Uint8Array[] = [];
  for await (const piece of zip.outputStream as AsyncIterable<Uint8Array>) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* sheetXml(rows: Rows): AsyncGenerator<string> {
  yield `${declaration}<worksheet xmlns="${main}"><sheetData>`;
  let line = 0;
  for await (const row of rows) {
    line += 1;
    yield `<row r="${line}">${row.map((cell, at) => xlsxCell(cell, `${letterOf(at)}${line}`)).join('')}</row>`;
  }
  yield '</sheetData></worksheet>';
}

function xlsxCell(cell: Cell, place: string): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  const text = escaped(neutral(cell));
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** The first 26 columns have one letter each, and no table of ours has more. */
const letterOf = (column: number): string => String.fromCharCode(65 + column);

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const controls = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g;

/** XML can't hold control characters, and `_x000D_` is how Excel writes them; so what looks like that is written so too. */
const escaped = (text: string): string =>
  text
    .replaceAll(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(controls, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const partsFor = (sheetName: string): Readonly<Record<string, string>> => ({
  '[Content_Types].xml': `${declaration}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`,
  '_rels/.rels': `${declaration}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${declaration}<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets><sheet name="${escaped(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${declaration}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relationships}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
});
