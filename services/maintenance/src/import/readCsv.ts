import { isUtf8 } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { type CsvError, type Info, parse } from 'csv-parse';
import { cellLengthMax, columnsMax, isBlank, notReadable, type Row } from './table.ts';

/** So much is decoded and parsed at once, before others have their turn. */
const pieceBytes = 64 * 1024;
/** The most rows that are handed on together. */
const rowsAtOnce = 500;
/** In the first line the separator is looked for. */
const firstLineMax = 64 * 1024;
/** The most characters of a row. */
const rowLengthMax = 4 * cellLengthMax;

/**
 * Reads CSV as it is met in Norway: UTF-8 with or without a byte order mark, UTF-16 with one, else Windows-1252 (of
 * which Latin-1's letters are a part); parted by semicolons, commas or tabs, whichever the first line has most of; any
 * kind of line end; a cell in quotation marks may hold all of these (RFC 4180).
 */
export async function* readCsv(bytes: Uint8Array): AsyncGenerator<readonly Row[]> {
  const encoding = encodingOf(bytes);
  const delimiter = delimiterOf(new TextDecoder(encoding).decode(bytes.subarray(0, firstLineMax)));
  const parser = parse({
    delimiter,
    info: true,
    max_record_size: rowLengthMax,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  // The parser ends with the source's error, and the source with the parser's: the loop sees either.
  pipeline(Readable.from(pieces(bytes, encoding)), parser, () => {});
  let rows: Row[] = [];
  let countedTwice = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      // The parser counts a CRLF in quotation marks as two lines.
      countedTwice += countIn(record, /\r\n/g);
      const cells = record.slice(0, columnsMax);
      if (isBlank(cells) || isSeparatorLine(record, info)) continue;
      rows.push({ line: info.lines - countedTwice - countIn(record, /\r\n|\n|\r/g), cells });
      if (rows.length < rowsAtOnce) continue;
      yield rows;
      rows = [];
    }
  } catch (error) {
    throw unreadable(error);
  }
  if (rows.length > 0) yield rows;
}

/** The text in pieces; between them everybody else has a turn. */
async function* pieces(bytes: Uint8Array, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const text = decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: true });
    if (text.includes('\0')) throw notReadable('it is neither CSV nor XLSX.');
    if (text !== '') yield text;
    await turn();
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

/** Excel's own first line says it outright; else it is what the first line with text has most of, outside quotes. */
function delimiterOf(text: string): string {
  const [line = ''] = /^.*\S.*$/m.exec(text) ?? [];
  const said = /^sep=(.)\s*$/.exec(line.trim())?.[1];
  if (said !== undefined) return said;
  const bare = line.replaceAll(/"[^"]*"/g, '');
  const counted = [';', '\t', ','].map((sign) => ({ sign, count: bare.split(sign).length }));
  return counted.toSorted((a, b) => b.count - a.count)[0]?.sign ?? ';';
}

const isSeparatorLine = (record: readonly string[], { records }: Info): boolean =>
  records === 1 && /^sep=.?$/.test(record[0] ?? '');

/** A row stands where it begins, and the parser tells where it ends: what is between is in its cells. */
const countIn = (record: readonly string[], sign: RegExp): number =>
  record.reduce((sum, cell) => sum + (/[\r\n]/.test(cell) ? (cell.match(sign)?.length ?? 0) : 0), 0);

function unreadable(error: unknown): unknown {
  const { code, lines } = error as CsvError & { readonly lines?: number };
  if (code === 'CSV_QUOTE_NOT_CLOSED') return notReadable('a quotation mark is opened and never closed.');
  if (code === 'CSV_MAX_RECORD_SIZE')
    return notReadable(
      `the row at line ${lines} has more than ${rowLengthMax} characters; is a quotation mark missing?`,
    );
  if (typeof code === 'string' && code.startsWith('CSV_')) return notReadable(`line ${lines}: ${code}.`);
  return error;
}
