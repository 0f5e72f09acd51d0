import { lastInstantOf } from '@tiltak/calendar';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import type { Handlers } from '@tiltak/http';
import type { Store } from '@tiltak/store';
import { checklistIdOf, checklists, openItemsOf } from '../checklist/checklist.ts';
import { osloDay } from '../osloTime.ts';
import { timesheetIdOf, timesheets } from '../timesheet/timesheet.ts';
import { board } from '../views/board.ts';
import { orderAnswer, orderPage } from '../views/orders.ts';
import { orderCommands } from './commandRoutes.ts';
import { followUpOf } from './followUp/followUp.ts';
import type { OrderTimes } from './followUp/times.ts';
import { createOrder } from './submissionRoutes.ts';

type Ops = typeof maintenanceOperations;
type Ids =
  | 'createOrder'
  | 'getOrder'
  | 'listOrders'
  | 'getBoard'
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
  const { onOrder, onOwnOrder, onOwnOrderReading } = orderCommands(store, times);
  return {
    createOrder: (call) => createOrder(store, call, rules),
    getOrder: ({ params, query: { asOf } }) =>
      orderAnswer(store, params.orderId, asOf === undefined ? undefined : lastInstantOf(asOf)),
    async getBoard({ query }) {
      return { body: await board(store, query) };
    },
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
      onOwnOrderReading(call, async (reads, state) => {
        const { orderId } = call.params;
        const { checklistIds } = followUpOf(state.status === 'none' ? {} : state);
        // Items are only ever answered, and new lists and hours change the order: none comes unseen from another process.
        // What comes in this very batch isn't in `state` yet: the next list (no two fit), and hours where there were none.
        const lists = await Promise.all(
          [...checklistIds, checklistIdOf(orderId, checklistIds.length + 1)].map((id) =>
            reads.stream(checklists, id),
          ),
        );
        const sheet = await reads.stream(timesheets, timesheetIdOf(orderId));
        return (stage) => {
          const openItems = lists.reduce((sum, list) => sum + openItemsOf(list.state), 0);
          stage.handle(sheet, { type: 'include' });
          const { organisationNumber } = call.actor;
          const { personHours, apprenticeHours } = call.body;
          const sums = { personHours, apprenticeHours };
          return { type: 'reportWorkDone', organisationNumber, ...sums, openItems, at: stage.at };
        };
      }),
    acceptWork: (call) =>
      onOrder(call, ({ at }) => ({ type: 'acceptWork', today: osloDay(at), defects: call.body.defects })),
    rejectWork: (call) => onOrder(call, () => ({ type: 'rejectWork', reason: call.body.reason })),
  };
}
