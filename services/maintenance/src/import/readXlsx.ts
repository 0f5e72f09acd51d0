import { setImmediate as turn } from 'node:timers/promises';
import { partsOf, readRows, readStrings } from './sheetXml.ts';
import type { Row } from './table.ts';
import { openZip, type Zip } from './zip.ts';

/** What the parts of a workbook may hold when they are unpacked. */
const smallPartBytesMax = 1024 * 1024;
const stringsBytesMax = 48 * 1024 * 1024;
const sheetBytesMax = 256 * 1024 * 1024;

/**
 * Reads the first sheet of a workbook (ECMA-376, SpreadsheetML) row by row. Of a formula only the value that was stored
 * with it is read; nothing is computed. Throws `file_not_readable`.
 */
export async function* readXlsx(bytes: Uint8Array): AsyncGenerator<readonly Row[]> {
  const zip = await openZip(bytes);
  const { sheet, strings } = partsOf(
    await textOf(zip, 'xl/workbook.xml'),
    await textOf(zip, 'xl/_rels/workbook.xml.rels'),
  );
  const shared = readStrings();
  if (strings !== undefined && zip.has(strings))
    for await (const piece of zip.read(strings, stringsBytesMax)) {
      shared.take(piece);
      await turn();
    }
  const rows = readRows(shared.strings);
  for await (const piece of zip.read(sheet, sheetBytesMax)) {
    const read = rows.take(piece);
    if (read.length > 0) yield read;
    await turn();
  }
  rows.end();
}

async function textOf(zip: Zip, part: string): Promise<string> {
  let text = '';
  for await (const piece of zip.read(part, smallPartBytesMax)) text += piece;
  return text;
}
