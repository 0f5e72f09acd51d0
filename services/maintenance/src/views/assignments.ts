import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { followUpOf } from '../order/followUp/followUp.ts';
import type { KnownOrder } from '../order/order.ts';

type OrderAnswer = OperationAnswer<(typeof maintenanceOperations)['getOrder']>;

/** How the work of an order goes. */
export function siteWorkAnswer(order: KnownOrder): OrderAnswer['siteWork'] {
  const { schedule, safety, pause } = followUpOf(order);
  return { schedule, safety, pause };
}
