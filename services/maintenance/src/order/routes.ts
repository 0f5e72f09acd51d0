import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import type { Call, Handlers } from '@tiltak/http';
import { expectVersion, type Stage, type Store } from '@tiltak/store';
import { runCommand } from '../command.ts';
import { jobs } from '../job/jobs.ts';
import { orderAnswer, orderPage } from '../views/orders.ts';
import type { AnswerTimes } from './answerTimes.ts';
import { carryOut, loadOrder } from './carryOut.ts';
import type { OrderCommand } from './decide.ts';
import { isBoundTo } from './execution.ts';
import { type Order, statusOf } from './order.ts';
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
  | 'rejectWork'
  | 'registerInvoice'
  | 'settleOrder';
type OrderCall = Pick<Call<Ops['acceptWork']>, 'params' | 'actor' | 'idempotency' | 'ifMatch'>;

/** What the configuration says of orders. */
export type OrderRules = {
  readonly times: AnswerTimes;
  /** In øre: an order above it needs a second person. */
  readonly approvalAboveOre: number;
};

/** The operations on orders. */
export function orderRoutes(store: Store, rules: OrderRules): Pick<Handlers<Ops>, Ids> {
  const { times, approvalAboveOre } = rules;
  /** Carries out a command on the order that the path names; its jobs follow when it ends. */
  const onOrder = (
    call: OrderCall,
    commandAt: (stage: Stage) => OrderCommand,
    mayKnow: (state: Order) => boolean = () => true,
  ): Promise<{ body: OperationAnswer<Ops['acceptWork']>; version: number }> =>
    runCommand(store, call, async (reads) => {
      const loaded = await loadOrder(reads, call.params.orderId);
      const { order } = loaded;
      const jobIds = order.state.status === 'none' ? [] : order.state.terms.jobs.map(({ jobId }) => jobId);
      const orderedJobs = await Promise.all(jobIds.map((jobId) => reads.stream(jobs, jobId)));
      return (stage) => {
        // Whoever may not know of the order must not learn its version either.
        if (order.version > 0 && mayKnow(order.state)) expectVersion(order, call.ifMatch);
        carryOut(stage, loaded, commandAt(stage), times);
        const { status } = order.state;
        for (const job of orderedJobs) {
          if (status === 'cancelled') stage.handle(job, { type: 'release', orderId: order.id });
          if (status === 'settled') stage.handle(job, { type: 'close', orderId: order.id });
        }
        return { body: { orderId: order.id, status: statusOf(order.state) }, version: order.version };
      };
    });

  const onOwnOrder = (call: OrderCall, commandAt: (stage: Stage) => OrderCommand) =>
    onOrder(call, commandAt, (state) => isBoundTo(call.actor.organisationNumber, state));

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
    acceptWork: (call) => onOrder(call, () => ({ type: 'acceptWork' })),
    rejectWork: (call) => onOrder(call, () => ({ type: 'rejectWork', reason: call.body.reason })),
    registerInvoice: (call) => onOrder(call, ({ at }) => ({ type: 'registerInvoice', ...call.body, at })),
    settleOrder: (call) => onOrder(call, () => ({ type: 'settle' })),
  };
}
