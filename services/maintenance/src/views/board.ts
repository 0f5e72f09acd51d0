import type { OperationAnswer } from '@tiltak/contracts';
import { boardCountMax, type maintenanceOperations } from '@tiltak/contracts/maintenance';
import type { Store } from '@tiltak/store';
import type { KnownOrder } from '../order/order.ts';
import { orders } from '../order/orders.ts';
import { type OrderQuery, orderFilter, orderStatuses } from './orderFilter.ts';
import { orderPage } from './orders.ts';

type Board = OperationAnswer<(typeof maintenanceOperations)['getBoard']>;
type Column = Board['columns'][number];

/**
 * The orders by state: of each state the newest, and how many there are. Counts are not kept: a document with them
 * would be in every order's transaction, and all orders would wait for each other. They are counted when asked for, by
 * the index and no further than a thousand, so that a page costs the same however many orders there are.
 */
export async function board(
  store: Store,
  {
    limit,
    ...query
  }: Pick<OrderQuery, 'measureId' | 'buildingId' | 'organisationNumber'> & { readonly limit: number },
): Promise<Board> {
  const columns = await Promise.all(
    orderStatuses.map((status) => columnOf(store, { ...query, status }, limit)),
  );
  return { columns };
}

async function columnOf(
  store: Store,
  query: OrderQuery & { readonly status: Column['status'] },
  limit: number,
): Promise<Column> {
  const { items, next } = await orderPage(store, { ...query, limit });
  const counted = next === null ? items.length : await countOf(store, query);
  const isMore = counted > boardCountMax;
  return { status: query.status, count: Math.min(counted, boardCountMax), isMore, items, next };
}

async function countOf(store: Store, query: OrderQuery): Promise<number> {
  const { filter } = await orderFilter(store, query);
  return store.states<KnownOrder>(orders).countDocuments(filter as object, { limit: boardCountMax + 1 });
}
