import { Rejection } from '@tiltak/decider';
import type { Collection } from './collections.ts';

/**
 * A page of a collection in the order of its ids, which are time-ordered: oldest or newest first. `next` is the cursor
 * of the page after it, null at the end; it stays right while documents are added. Throws `bad_cursor`.
 */
export async function pageOf<Row extends { _id: string }>(
  collection: Collection<Row>,
  options: {
    readonly filter?: object;
    readonly order: 'oldest' | 'newest';
    readonly cursor: string | undefined;
    readonly limit: number;
  },
): Promise<{ items: Row[]; next: string | null }> {
  const { filter = {}, order, cursor, limit } = options;
  const after = cursor === undefined ? undefined : decode(cursor);
  const found = (await collection
    .find({
      $and: [filter, after === undefined ? {} : { _id: { [order === 'oldest' ? '$gt' : '$lt']: after } }],
    } as object)
    .sort({ _id: order === 'oldest' ? 1 : -1 })
    .limit(limit + 1)
    .toArray()) as unknown as Row[];
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last ? cursorAfter(last) : null };
}

/** The cursor of the page that {@link pageOf} answers after this document. */
export const cursorAfter = ({ _id }: { readonly _id: string }): string => encode(_id);

/** A field by which pages are sorted, and then by the id: `1` from the smallest value on. */
export type PageField = { readonly field: string; readonly direction: 1 | -1 };

/**
 * A page of a collection by one of its fields, whose value every document that fits has, as text or number. As
 * {@link pageOf} in all else; documents whose value changes meanwhile may be seen twice or not. Throws `bad_cursor`.
 */
export async function pageBy<Row extends { _id: string }>(
  collection: Collection<Row>,
  options: {
    readonly filter: object;
    readonly by: PageField;
    readonly cursor: string | undefined;
    readonly limit: number;
    /** What is read of each, as MongoDB writes it; `by`'s field must be in it. Left out: all. */
    readonly projection?: Readonly<Record<string, 1>>;
  },
): Promise<{ items: Row[]; next: string | null }> {
  const { filter, by, cursor, limit, projection } = options;
  const { field, direction } = by;
  const conditions = cursor === undefined ? [filter] : [filter, ...beyond(by, decodeEnd(cursor))];
  const found = (await collection
    .find({ $and: conditions } as object, projection ? { projection } : {})
    .sort({ [field]: direction, _id: direction })
    .limit(limit + 1)
    .toArray()) as unknown as Row[];
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last ? encodeEnd([valueAt(last, field), last._id]) : null };
}

type End = readonly [value: string | number, id: string];

/** The first condition says nothing that the second does not, but by it the index begins where the page does. */
function beyond({ field, direction }: PageField, [value, id]: End): object[] {
  const [after, from] = direction === 1 ? ['$gt', '$gte'] : ['$lt', '$lte'];
  return [
    { [field]: { [from]: value } },
    { $or: [{ [field]: { [after]: value } }, { [field]: value, _id: { [after]: id } }] },
  ];
}

const valueAt = (row: unknown, field: string): string | number =>
  field.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], row) as
    | string
    | number;

const encodeEnd = (end: End): string => encode(JSON.stringify(end));

function decodeEnd(cursor: string): End {
  try {
    const [value, id, ...more] = JSON.parse(decode(cursor)) as readonly unknown[];
    const isValue = typeof value === 'string' || typeof value === 'number';
    if (isValue && typeof id === 'string' && more.length === 0) return [value, id];
  } catch {
    // Said below.
  }
  throw badCursor();
}

const badCursor = () =>
  new Rejection('bad_cursor', 'cursor: take it from `next` of the page before, unchanged.');

const encode = (id: string) => Buffer.from(id, 'utf8').toString('base64url');

function decode(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString('utf8');
  if (id === '' || encode(id) !== cursor) throw badCursor();
  return id;
}
