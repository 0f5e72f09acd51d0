import { notReadable, type Table } from './table.ts';

const startsWith = (bytes: Uint8Array, ...signature: readonly number[]): boolean =>
  signature.every((byte, at) => bytes[at] === byte);

/**
 * Opens a file as a table by what is in it, whatever it was said to be: a zip archive is XLSX, text is CSV. Rows without
 * any text are left out. Throws `file_not_readable`, at once or while the rows are read.
 */
export async function openTable(bytes: Uint8Array): Promise<Table> {
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) {
    const { readXlsx } = await import('./readXlsx.ts');
    return readXlsx(bytes);
  }
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    throw notReadable(
      'it is an old or a protected workbook; save it as .xlsx without a password, or as CSV.',
    );
  const { readCsv } = await import('./readCsv.ts');
  return readCsv(bytes);
}
