import { Rejection } from '@tiltak/decider';

/** An opaque cursor that holds where a page ended. */
export const encodeCursor = (end: readonly string[]): string =>
  Buffer.from(JSON.stringify(end), 'utf8').toString('base64url');

/** Where the page before ended, in as many parts as are expected. Throws `bad_cursor`. */
export function decodeCursor(cursor: string, parts: number): readonly string[] {
  let end: unknown;
  try {
    end = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    end = undefined;
  }
  if (Array.isArray(end) && end.length === parts && end.every((part) => typeof part === 'string')) return end;
  throw new Rejection('bad_cursor', 'cursor: take it from `next` of the page before, unchanged.');
}
