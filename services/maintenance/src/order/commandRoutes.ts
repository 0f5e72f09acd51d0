import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import type { Call } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { expectVersion, type Reads, type Stage, type Store } from '@tiltak/store';
import { jobs } from '../job/jobs.ts';
import { completeJobs, plansOf } from '../plan/completion.ts';
import { isBoundTo } from './boundTo.ts';
import { carryOut, loadOrder } from './carryOut.ts';
import type { OrderCommand } from './decide.ts';
import { keepFollowUpTimers } from './followUp/timers.ts';
import type { OrderTimes } from './followUp/times.ts';
import { type KnownOrder, type Order, statusOf } from './order.ts';

type Ops = typeof maintenanceOperations;
type OrderCall = Pick<Call<Ops['resumeWork']>, 'params' | 'actor' | 'idempotency' | 'ifMatch'>;
type Body = OperationAnswer<Ops['resumeWork']>;
type Reply<More extends object> = { body: Body & More; version: number };
/** Makes the command when everything has been read; what it read itself it may put back on the stage. */
type CommandAt = (stage: Stage) => OrderCommand;
type Read = (reads: Reads, state: Order) => Promise<CommandAt>;
type Carry<More extends object> = {
  readonly read: Read;
  readonly mayKnow: (state: Order) => boolean;
  /** What the answer says besides the status. */
  readonly more: (state: KnownOrder) => More;
};

/** How operations carry out commands on the order that their path names. */
export function orderCommands(store: Store, times: OrderTimes) {
  /** Carries out a command; the order's jobs follow when it ends. */
  const carry = <More extends object>(
    call: OrderCall,
    { read, mayKnow, more }: Carry<More>,
  ): Promise<Reply<More>> =>
    runCommand(store, call, async (reads) => {
      const loaded = await loadOrder(reads, call.params.orderId);
      const { order } = loaded;
      const jobIds = order.state.status === 'none' ? [] : order.state.terms.jobs.map(({ jobId }) => jobId);
      const [commandAt, ...orderedJobs] = await Promise.all([
        read(reads, order.state),
        ...jobIds.map((jobId) => reads.stream(jobs, jobId)),
      ]);
      const planned = await plansOf(reads, orderedJobs);
      return (stage) => {
        // Whoever may not know of the order must not learn its version either.
        if (order.version > 0 && mayKnow(order.state)) expectVersion(order, call.ifMatch);
        const events = carryOut(stage, loaded, commandAt(stage), times);
        for (const event of events) keepFollowUpTimers(stage, order, event, times.escalation);
        const status = statusOf(order.state);
        for (const job of orderedJobs) {
          if (status === 'cancelled') stage.handle(job, { type: 'release', orderId: order.id });
          if (status === 'settled') stage.handle(job, { type: 'close', orderId: order.id });
        }
        // Work counts as done when the municipality has accepted it, on the day on which it was reported.
        const { state } = order;
        if (state.status === 'accepted' || state.status === 'settled')
          completeJobs(stage, planned, state.work.doneAt ?? stage.at);
        const body = { orderId: order.id, status, ...more(order.state as KnownOrder) };
        return { body, version: order.version };
      };
    });

  const anybody = { mayKnow: () => true, more: () => ({}) };
  const owner = ({ actor }: OrderCall) => ({
    mayKnow: (state: Order) => isBoundTo(actor.organisationNumber, state),
    more: () => ({}),
  });

  return {
    onOrder: (call: OrderCall, commandAt: CommandAt) =>
      carry(call, { read: async () => commandAt, ...anybody }),
    /** For a command that needs more than the order: `read` gets the order's state as it was loaded. */
    onOrderReading: (call: OrderCall, read: Read) => carry(call, { read, ...anybody }),
    /** For an answer that says more than the status. */
    onOrderAnswering: <More extends object>(
      call: OrderCall,
      commandAt: CommandAt,
      more: (state: KnownOrder) => More,
    ) => carry(call, { read: async () => commandAt, mayKnow: () => true, more }),
    /** For the firm that is bound by the order; to others there is no such order. */
    onOwnOrder: (call: OrderCall, commandAt: CommandAt) =>
      carry(call, { read: async () => commandAt, ...owner(call) }),
    onOwnOrderReading: (call: OrderCall, read: Read) => carry(call, { read, ...owner(call) }),
  };
}
