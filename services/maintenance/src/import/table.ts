import { Rejection } from '@tiltak/decider';

/** A row of a table: where it stands in its file, counted from 1, and its cells as text. */
export type Row = { readonly line: number; readonly cells: readonly string[] };

/** A table is read some rows at a time, so that neither its size nor its reading is felt by others. */
export type Table = AsyncIterable<readonly Row[]>;

/** What is read of a row; cells beyond are ignored. */
export const columnsMax = 200;
/** The most characters of a cell: as many as Excel takes. */
export const cellLengthMax = 32_767;

export const notReadable = (detail: string): Rejection =>
  new Rejection('file_not_readable', `The file could not be read: ${detail}`);

export const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');
