import type { hourOperations, maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import type { Reads, Stage, Store } from '@tiltak/store';
import { mustBeBoundTo } from '../order/boundTo.ts';
import { orderCommands } from '../order/commandRoutes.ts';
import type { OrderTimes } from '../order/followUp/times.ts';
import type { Order } from '../order/order.ts';
import { orders } from '../order/orders.ts';
import { osloDay } from '../osloTime.ts';
import { decodeCursor, encodeCursor } from '../views/cursor.ts';
import { mustSeeOrder } from '../views/seenOrder.ts';
import {
  changeOfSums,
  type Timesheet,
  type TimesheetCommand,
  timesheetIdOf,
  timesheets,
} from './timesheet.ts';
import { eraseName, keepName, type Worker, workerIdOf, workers } from './worker.ts';

type NamedWorker = { readonly worker: string; readonly workerName: string | null };

/** The operations on hours by person. */
export function hourRoutes(
  store: Store,
  { times, keepDays }: { readonly times: OrderTimes; readonly keepDays: number },
): Pick<Handlers<typeof maintenanceOperations>, keyof typeof hourOperations> {
  const { onOwnOrderReading } = orderCommands(store, times);

  /** Changes the sheet, and the order's sums with it, in one transaction. */
  const change =
    (
      {
        orderId,
        organisationNumber,
      }: { readonly orderId: string; readonly organisationNumber: string | undefined },
      commandAt: (stage: Stage) => TimesheetCommand,
      named: readonly NamedWorker[] = [],
    ) =>
    async (reads: Reads, state: Order) => {
      // Before anything else: to another firm there is no such order, whatever it sends.
      mustBeBoundTo({ organisationNumber }, state);
      const [sheet, ...docs] = await Promise.all([
        reads.stream(timesheets, timesheetIdOf(orderId)),
        ...named.map(({ worker }) => reads.doc<Worker>(workers, workerIdOf(organisationNumber, worker))),
      ]);
      return (stage: Stage) => {
        const sums = changeOfSums(stage.handle(sheet, commandAt(stage)));
        for (const [at, doc] of docs.entries())
          keepName(stage, doc, { name: named[at]?.workerName ?? null, keepDays });
        return { type: 'countHours' as const, organisationNumber, ...sums };
      };
    };

  return {
    reportHours: (call) => {
      const { organisationNumber } = call.actor;
      const { entries } = call.body;
      const named = [...new Set(entries.map(({ worker }) => worker))].map((worker) => ({
        worker,
        workerName:
          entries.find((one) => one.worker === worker && one.workerName !== null)?.workerName ?? null,
      }));
      return onOwnOrderReading(
        call,
        change(
          { orderId: call.params.orderId, organisationNumber },
          ({ at }) => ({
            type: 'report',
            entries: entries.map(({ workerName: _, ...entry }) => entry),
            today: osloDay(at),
          }),
          named,
        ),
      );
    },
    correctHours: (call) =>
      onOwnOrderReading(
        call,
        change({ orderId: call.params.orderId, organisationNumber: call.actor.organisationNumber }, () => ({
          type: 'correct',
          entryId: call.params.entryId,
          ...call.body,
        })),
      ),
    eraseWorkerName: (call) => {
      const { orderId } = call.params;
      const { worker } = call.body;
      const { organisationNumber: own, roles } = call.actor;
      const isStaff = roles.some((role) => role !== 'contractor');
      return runCommand(store, call, async (reads) => {
        const { state } = await reads.stream(orders, orderId);
        const firm = isStaff && 'contractor' in state ? state.contractor?.organisationNumber : own;
        // The hours are an order's, and the name is the firm's: it goes wherever the firm gave it.
        const doc = await reads.doc<Worker>(workers, workerIdOf(firm, worker));
        return (stage) => {
          mustBeBoundTo({ organisationNumber: firm }, state);
          eraseName(stage, doc);
          return { body: { worker, workerName: null } };
        };
      });
    },
    async listHours({ params: { orderId }, query: { cursor, limit }, actor }) {
      const order = await mustSeeOrder(store, orderId, actor);
      const contractor = 'contractor' in order ? order.contractor : null;
      const found = await store.states<Timesheet>(timesheets).findOne({ _id: timesheetIdOf(orderId) });
      const entries = found?.state.entries ?? [];
      const from = cursor === undefined ? 0 : Number(decodeCursor(cursor, 1)[0]);
      if (!Number.isSafeInteger(from) || from < 0)
        throw new Rejection('bad_cursor', 'cursor: not one of ours.');
      const page = entries.slice(from, from + limit);
      const idOf = (worker: string) => workerIdOf(contractor?.organisationNumber, worker);
      const names = await store.documents<Worker>(workers, [
        ...new Set(page.map(({ worker }) => idOf(worker))),
      ]);
      const items = page.map((entry) => ({
        ...entry,
        workerName: names.get(idOf(entry.worker))?.name ?? null,
      }));
      const next = from + limit < entries.length ? encodeCursor([String(from + limit)]) : null;
      return { body: { items, next } };
    },
  };
}
