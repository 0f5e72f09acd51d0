import type { StateDocument, Store } from '@tiltak/store';
import { decodeCursor, encodeCursor } from './cursor.ts';

/** A page of the states of a kind that has `sortName`, by that and then by id; an index on both is behind. */
export async function pageByName<State>(
  store: Store,
  aggregate: { readonly kind: string; readonly initial: State },
  {
    cursor,
    filter,
    limit,
  }: { readonly filter: object; readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: StateDocument<State>[]; next: string | null }> {
  const [name, id] = cursor === undefined ? [] : decodeCursor(cursor, 2);
  const after = {
    $or: [{ 'state.sortName': { $gt: name } }, { 'state.sortName': name, _id: { $gt: id } }],
  };
  const found = (await store
    .states<State>(aggregate)
    .find({ $and: [filter, cursor === undefined ? {} : after] } as object)
    .sort({ 'state.sortName': 1, _id: 1 })
    .limit(limit + 1)
    .toArray()) as StateDocument<State>[];
  const items = found.slice(0, limit);
  const last = items.at(-1);
  if (!last || found.length <= limit) return { items, next: null };
  const { sortName } = last.state as { readonly sortName: string };
  return { items, next: encodeCursor([sortName, last._id]) };
}
