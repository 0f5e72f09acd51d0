import type { OperationAnswer } from '@tiltak/contracts';
import { boardCountMax, type maintenanceOperations } from '@tiltak/contracts/maintenance';
import { cursorAfter, type StateDocument, type Store } from '@tiltak/store';
import type { KnownOrder } from '../order/order.ts';
import { orders } from '../order/orders.ts';
import { type OrderQuery, orderFilter, orderStatuses } from './orderFilter.ts';
import { orderLine } from './orders.ts';

type Board = OperationAnswer<(typeof maintenanceOperations)['getBoard']>;
type Status = KnownOrder['status'];

/**
 * The orders by state: of each state the newest, and how many there are. Counts are not kept: a document with them
 * would be in every order's transaction, and all orders would wait for each other. They are counted when asked for, by
 * the index and no further than two hundred, so that a page costs the same however many orders there are.
 */
export async function board(
  store: Store,
  {
    limit,
    ...query
  }: Pick<OrderQuery, 'measureId' | 'buildingId' | 'organisationNumber'> & { readonly limit: number },
): Promise<Board> {
  const found = await newestOf(store, query, { limit: limit + 1, statuses: orderStatuses });
  const long = orderStatuses.filter((status) => (found.get(status)?.length ?? 0) > limit);
  const counts = await countsOf(store, query, long);
  const columns = orderStatuses.map((status) => {
    const all = found.get(status) ?? [];
    const items = all.slice(0, limit);
    const count = counts.get(status) ?? items.length;
    const next = all.length > limit ? cursorAfter(items.at(-1)!) : null;
    return {
      status,
      count: Math.min(count, boardCountMax),
      isMore: count > boardCountMax,
      items: items.map(({ state }) => orderLine(state)),
      next,
    };
  });
  return { columns };
}

type Found = StateDocument<KnownOrder>;

/** The newest orders of each status, in one command: what costs is not to find them, but to ask so many times. */
async function newestOf(
  store: Store,
  query: OrderQuery,
  { limit, statuses }: { readonly limit: number; readonly statuses: readonly Status[] },
): Promise<ReadonlyMap<Status, readonly Found[]>> {
  const found = await eachOf<Found>(store, query, statuses, () => [
    { $sort: { _id: -1 } },
    { $limit: limit },
    // The longest part of an order, which no list shows.
    { $project: { 'state.receipts': 0 } },
  ]);
  return Map.groupBy(found, ({ state }) => state.status);
}

/** How many orders there are of each status, and one more than are counted where there are more than that. */
async function countsOf(
  store: Store,
  query: OrderQuery,
  statuses: readonly Status[],
): Promise<ReadonlyMap<Status, number>> {
  const found = await eachOf<{ _id: Status; count: number }>(store, query, statuses, (status) => [
    { $limit: boardCountMax + 1 },
    { $group: { _id: { $literal: status }, count: { $sum: 1 } } },
  ]);
  return new Map(found.map(({ _id, count }) => [_id, count]));
}

/** Runs the steps on the orders of each status, each by the index, and gives all that comes of it together. */
async function eachOf<Row extends object>(
  store: Store,
  query: OrderQuery,
  statuses: readonly Status[],
  steps: (status: Status) => object[],
): Promise<Row[]> {
  const pipelines = await Promise.all(
    statuses.map(async (status) => {
      const { filter } = await orderFilter(store, { ...query, status });
      return [{ $match: filter }, ...steps(status)];
    }),
  );
  const [first, ...others] = pipelines;
  if (!first) return [];
  const unions = others.map((pipeline) => ({ $unionWith: { coll: orders.kind, pipeline } }));
  return store
    .states<KnownOrder>(orders)
    .aggregate<Row>([...first, ...unions])
    .toArray();
}
