import { Rejection } from '@tiltak/decider';
import { asMeant } from './neutral.ts';
import type { Row } from './table.ts';

/** A table's columns by the names that they have in the code. Headings are compared without capitals and signs. */
export type Columns<Name extends string> = Readonly<
  Record<Name, { readonly heading: string; readonly also?: readonly string[]; readonly required?: true }>
>;

export type ProblemCode =
  | 'missing'
  | 'too_long'
  | 'not_a_number'
  | 'out_of_range'
  | 'not_a_choice'
  | 'not_digits'
  | 'not_matrikkel'
  | 'wrong_days'
  | 'not_found'
  | 'ambiguous'
  | 'twice'
  | 'taken';
export type Problem = {
  readonly line: number;
  readonly column: string;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly value: string;
};

/** Of what stands in a bad cell so much is told. */
const valueLengthMax = 80;

const plain = (heading: string): string =>
  heading
    .toLocaleLowerCase('nb')
    .replaceAll('²', '2')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Where each column is, and the headings that are none. Throws `columns_missing`. */
export function readHeading<Name extends string>(columns: Columns<Name>, { cells }: Row) {
  const places = new Map<Name, number>();
  const ignored: string[] = [];
  const names = Object.keys(columns) as Name[];
  for (const [at, cell] of cells.entries()) {
    const name = names.find((one) =>
      [columns[one].heading, ...(columns[one].also ?? [])].some((known) => plain(known) === plain(cell)),
    );
    if (name !== undefined && !places.has(name)) places.set(name, at);
    else if (cell.trim() !== '') ignored.push(cell.trim().slice(0, valueLengthMax));
  }
  const missing = names.filter((name) => columns[name].required && !places.has(name));
  if (missing.length > 0) {
    const headings = missing.map((name) => columns[name].heading);
    throw new Rejection(
      'columns_missing',
      `The first row must name these columns too: ${headings.join(', ')}.`,
      {
        columns: headings,
      },
    );
  }
  return { places: places as ReadonlyMap<Name, number>, ignored };
}

/** A row by its columns; what is wrong with it gathers in `problems`. */
export type TableRecord<Name extends string> = ReturnType<typeof openRecord<Name>>;

/** Opens a row. Of each cell: undefined where the table has no such column, null where nothing stands in it. */
export function openRecord<Name extends string>(
  columns: Columns<Name>,
  places: ReadonlyMap<Name, number>,
  { line, cells }: Row,
) {
  const problems: Problem[] = [];
  const read = (name: Name): string | null | undefined => {
    const at = places.get(name);
    return at === undefined ? undefined : asMeant((cells[at] ?? '').trim()).trim() || null;
  };
  const refuse = (name: Name, code: ProblemCode, detail: string): null => {
    const value = (read(name) ?? '').slice(0, valueLengthMax);
    problems.push({ line, column: columns[name].heading, code, detail, value });
    return null;
  };
  const text = (name: Name, lengthMax = 200): string | null | undefined => {
    const value = read(name);
    return value && value.length > lengthMax
      ? refuse(name, 'too_long', `at most ${lengthMax} characters`)
      : value;
  };
  return {
    line,
    problems,
    refuse,
    text,
    /** A text that must be there. */
    required: (name: Name, lengthMax?: number): string =>
      (text(name, lengthMax) ?? (read(name) ? null : refuse(name, 'missing', 'this must be given'))) || '',
    /** A number with a decimal comma or point, and spaces between thousands. */
    number(name: Name, { min, max }: { readonly min: number; readonly max: number }) {
      const value = read(name);
      if (!value) return value as null | undefined;
      const bare = value.replaceAll(/\s/g, '').replace(',', '.');
      if (!/^-?\d+(\.\d+)?(e-?\d+)?$/i.test(bare))
        return refuse(name, 'not_a_number', 'a number, e.g. 1234,5');
      const number = Number(bare);
      return number < min || number > max ? refuse(name, 'out_of_range', `from ${min} to ${max}`) : number;
    },
    /** One of some words, compared without capitals. */
    choice<Value extends string>(
      name: Name,
      words: Readonly<{ [word: string]: Value }>,
    ): Value | null | undefined {
      const value = read(name);
      if (!value) return value as null | undefined;
      const key = value.toLocaleLowerCase('nb').replaceAll(/\s/g, '');
      return Object.hasOwn(words, key)
        ? words[key]!
        : refuse(name, 'not_a_choice', `one of ${Object.keys(words).join(', ')}`);
    },
  };
}
