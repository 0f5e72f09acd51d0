import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import type { Call } from '@tiltak/http';
import { expectVersion, type Reads, type Stage, type Store } from '@tiltak/store';
import { runCommand } from '../command.ts';
import { jobs } from '../job/jobs.ts';
import type { AnswerTimes } from './answerTimes.ts';
import { carryOut, loadOrder } from './carryOut.ts';
import type { OrderCommand } from './decide.ts';
import { isBoundTo } from './execution.ts';
import { type Order, statusOf } from './order.ts';

type Ops = typeof maintenanceOperations;
type OrderCall = Pick<Call<Ops['resumeWork']>, 'params' | 'actor' | 'idempotency' | 'ifMatch'>;
type OrderReply = { body: OperationAnswer<Ops['resumeWork']>; version: number };
/** Makes the command when everything has been read; what it read itself it may put back on the stage. */
type CommandAt = (stage: Stage) => OrderCommand;

/** How operations carry out commands on the order that their path names. */
export function orderCommands(store: Store, times: AnswerTimes) {
  /** Carries out a command; the order's jobs follow when it ends. */
  const onOrder = (
    call: OrderCall,
    commandAt: CommandAt,
    mayKnow: (state: Order) => boolean = () => true,
  ): Promise<OrderReply> => onOrderReading(call, async () => commandAt, mayKnow);

  /** The same for a command that needs more than the order: `read` gets the order's state as it was loaded. */
  const onOrderReading = (
    call: OrderCall,
    read: (reads: Reads, state: Order) => Promise<CommandAt>,
    mayKnow: (state: Order) => boolean = () => true,
  ): Promise<OrderReply> =>
    runCommand(store, call, async (reads) => {
      const loaded = await loadOrder(reads, call.params.orderId);
      const { order } = loaded;
      const jobIds = order.state.status === 'none' ? [] : order.state.terms.jobs.map(({ jobId }) => jobId);
      const [commandAt, ...orderedJobs] = await Promise.all([
        read(reads, order.state),
        ...jobIds.map((jobId) => reads.stream(jobs, jobId)),
      ]);
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

  const mayKnowOwn =
    ({ actor }: OrderCall) =>
    (state: Order): boolean =>
      isBoundTo(actor.organisationNumber, state);

  return {
    onOrder,
    onOrderReading,
    /** As {@link onOrder}, for the firm that is bound by the order. */
    onOwnOrder: (call: OrderCall, commandAt: CommandAt) => onOrder(call, commandAt, mayKnowOwn(call)),
    onOwnOrderReading: (call: OrderCall, read: Parameters<typeof onOrderReading>[1]) =>
      onOrderReading(call, read, mayKnowOwn(call)),
  };
}
