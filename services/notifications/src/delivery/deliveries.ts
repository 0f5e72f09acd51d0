import type { Aggregate } from '@tiltak/store';
import { type DeliveryCommand, decide } from './decide.ts';
import { type Delivery, type DeliveryEvent, evolve } from './delivery.ts';

/** Deliveries. Their indexes are few, because each costs every delivery twice: for the engine, and for the list. */
export const deliveries: Aggregate<DeliveryCommand, DeliveryEvent, Delivery> = {
  kind: 'deliveries',
  indexes: [
    { 'state.queue': 1, 'state.sequence': 1 },
    { 'state.organisationNumber': 1, _id: -1 },
    { 'state.orderId': 1, _id: -1 },
  ],
  initial: { status: 'none' },
  decide,
  evolve,
};
