import type { Aggregate } from '@tiltak/store';
import { type DeliveryCommand, decide } from './decide.ts';
import { type Delivery, type DeliveryEvent, evolve } from './delivery.ts';

/**
 * Deliveries. Not journaled: what came is the feed's, and how it ended stands in the endpoint's receipts. Their indexes
 * are few, because each costs every delivery; the one over the queues holds only what is not delivered.
 */
export const deliveries: Aggregate<DeliveryCommand, DeliveryEvent, Delivery> = {
  kind: 'deliveries',
  isJournaled: false,
  indexes: [
    { keys: { 'state.queue': 1, 'state.sequence': 1 }, only: { 'state.queue': { $gt: '' } } },
    { 'state.organisationNumber': 1, _id: -1 },
    { 'state.orderId': 1, _id: -1 },
  ],
  initial: { status: 'none' },
  decide,
  evolve,
};
