import type { Aggregate } from '@tiltak/store';
import { decide, type OrderCommand } from './decide.ts';
import type { OrderEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Order } from './order.ts';

/** Orders, with their call-offs, execution and settlement in one stream: one sequence of events runs through it all. */
export const orders: Aggregate<OrderCommand, OrderEvent, Order> = {
  kind: 'orders',
  indexes: [
    { 'state.status': 1, _id: -1 },
    { 'state.terms.measureId': 1, _id: -1 },
    { 'state.callOffs.organisationNumber': 1, _id: -1 },
  ],
  initial: { status: 'none' },
  decide,
  evolve,
};
