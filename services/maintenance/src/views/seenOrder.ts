import { Rejection } from '@tiltak/decider';
import type { Actor } from '@tiltak/http';
import type { Store } from '@tiltak/store';
import { isBoundTo } from '../order/boundTo.ts';
import type { KnownOrder, Order } from '../order/order.ts';
import { orders } from '../order/orders.ts';

/** An order that the caller may see: people of the municipality all, a firm its own. Throws `not_found`. */
export async function mustSeeOrder(store: Store, orderId: string, actor: Actor): Promise<KnownOrder> {
  const found = await store.states<Order>(orders).findOne({ _id: orderId });
  const isStaff = actor.roles.some((role) => role !== 'contractor');
  if (
    !found ||
    found.state.status === 'none' ||
    !(isStaff || isBoundTo(actor.organisationNumber, found.state))
  )
    throw new Rejection('not_found', 'There is no such order.');
  return found.state;
}
