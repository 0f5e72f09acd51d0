import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { awaitsAnswer, type CallOff } from '../order/callOff.ts';
import type { Clock } from '../order/clocks/clocks.ts';
import type { KnownOrder } from '../order/order.ts';

type Answer = OperationAnswer<(typeof maintenanceOperations)['getOrder']>['clocks'][number];

/** The clocks of an order: of the contractor who was asked last, and of the work. */
export function clocksAnswer({ callOffs, clocks }: KnownOrder): Answer[] {
  const last = callOffs.at(-1);
  const isPaused = clocks !== undefined && clocks.pausedAt !== null;
  return [
    ...(last ? [responseOf(last)] : []),
    ...(clocks?.clocks ?? []).map((one) => ({
      clock: one.clock,
      startedAt: one.startedAt,
      dueAt: one.dueAt,
      status: statusOf(one, isPaused),
    })),
  ];
}

function responseOf(callOff: CallOff): Answer {
  const { offeredAt, respondBy, warnedAt, status } = callOff;
  const clock = { clock: 'response', startedAt: offeredAt, dueAt: respondBy } as const;
  if (awaitsAnswer(callOff))
    return { ...clock, status: warnedAt === undefined ? 'running' : 'about_to_break' };
  if (status === 'expired') return { ...clock, status: 'broken' };
  return { ...clock, status: status === 'withdrawn' ? 'stopped' : 'met' };
}

function statusOf({ end, brokenAt, warnedAt }: Clock, isPaused: boolean): Answer['status'] {
  if (end) return end.how;
  if (brokenAt !== null) return 'broken';
  if (isPaused) return 'paused';
  return warnedAt === null ? 'running' : 'about_to_break';
}
