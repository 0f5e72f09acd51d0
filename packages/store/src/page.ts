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
  return { items, next: found.length > limit && last ? encode(last._id) : null };
}

const encode = (id: string) => Buffer.from(id, 'utf8').toString('base64url');

function decode(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString('utf8');
  if (id === '' || encode(id) !== cursor)
    throw new Rejection('bad_cursor', 'cursor: take it from `next` of the page before, unchanged.');
  return id;
}
