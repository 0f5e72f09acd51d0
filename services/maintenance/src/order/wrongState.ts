import { Rejection } from '@tiltak/decider';
import type { Order } from './order.ts';

/**
 * The rejection of a command that does not fit the order's status: `not_found` where there is no order, else
 * `wrong_state`, which names the status that the order has and those that it should have.
 */
export function wrongState(
  state: Pick<Order, 'status'>,
  wanted: string,
  statuses: readonly Order['status'][],
): Rejection {
  if (state.status === 'none') return new Rejection('not_found', 'There is no such order.');
  return new Rejection(
    'wrong_state',
    `The order is ${state.status}; it can be ${wanted} when it is ${statuses.join(' or ')}.`,
    { status: state.status },
  );
}
