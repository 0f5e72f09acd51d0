import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import type { Handlers } from '@tiltak/http';
import type { Store } from '@tiltak/store';
import { osloDay } from '../osloTime.ts';
import { orderAnswer, orderPage } from '../views/orders.ts';
import { orderCommands } from './commandRoutes.ts';
import type { OrderTimes } from './followUp/times.ts';
import { createOrder } from './submissionRoutes.ts';

type Ops = typeof maintenanceOperations;
type Ids =
  | 'createOrder'
  | 'getOrder'
  | 'listOrders'
  | 'resubmitOrder'
  | 'approveOrder'
  | 'refuseOrder'
  | 'decideOnChanges'
  | 'cancelOrder'
  | 'startWork'
  | 'reportWorkDone'
  | 'acceptWork'
  | 'rejectWork';

/** What the configuration says of orders. */
export type OrderRules = {
  readonly times: OrderTimes;
  /** In øre: an order above it needs a second person. */
  readonly approvalAboveOre: number;
};

/** The operations on orders. */
export function orderRoutes(store: Store, rules: OrderRules): Pick<Handlers<Ops>, Ids> {
  const { times, approvalAboveOre } = rules;
  const { onOrder, onOwnOrder } = orderCommands(store, times);
  return {
    createOrder: (call) => createOrder(store, call, rules),
    getOrder: ({ params }) => orderAnswer(store, params.orderId),
    async listOrders({ query }) {
      return { body: await orderPage(store, query) };
    },
    resubmitOrder: (call) =>
      onOrder(call, ({ at }) => ({
        type: 'resubmit',
        amountOre: call.body.amountOre,
        by: call.actor.subject,
        approvalAboveOre,
        at,
      })),
    approveOrder: (call) => onOrder(call, ({ at }) => ({ type: 'approve', by: call.actor.subject, at })),
    refuseOrder: (call) =>
      onOrder(call, ({ at }) => ({ type: 'refuse', by: call.actor.subject, ...call.body, at })),
    decideOnChanges: (call) =>
      onOrder(call, () => ({ type: 'decideOnChanges', approved: call.body.approved })),
    cancelOrder: (call) => onOrder(call, () => ({ type: 'cancel', reason: call.body.reason || null })),
    startWork: (call) =>
      onOwnOrder(call, ({ at }) => ({
        type: 'startWork',
        organisationNumber: call.actor.organisationNumber,
        at,
      })),
    reportWorkDone: (call) =>
      onOwnOrder(call, ({ at }) => ({
        type: 'reportWorkDone',
        organisationNumber: call.actor.organisationNumber,
        ...call.body,
        at,
      })),
    acceptWork: (call) =>
      onOrder(call, ({ at }) => ({ type: 'acceptWork', today: osloDay(at), defects: call.body.defects })),
    rejectWork: (call) => onOrder(call, () => ({ type: 'rejectWork', reason: call.body.reason })),
  };
}
