import type { Stage, TimerHandler } from '@tiltak/store';
import { osloDay } from '../../osloTime.ts';
import type { OrderEvent } from '../events.ts';
import type { Order } from '../order.ts';
import { orders } from '../orders.ts';
import { claimsUntil } from './claimPeriod.ts';
import type { EscalationCommand } from './escalation.ts';
import type { EscalationTimes } from './times.ts';

type Waiting = { readonly orderId: string } & (
  | { readonly type: 'escalateInspection' }
  | { readonly type: 'escalateDefect'; readonly defectId: string }
  | { readonly type: 'escalateClaim'; readonly claimId: string }
);
type ClaimPeriod = { readonly orderId: string; readonly tries: number };

/** When people start to work: in winter six o'clock in Norway, in summer seven. */
const hourUtc = 5;
const dayMs = 24 * 3_600_000;
/** How long, and how often, an order with something open is looked at again when its time for claims is over. */
const closingRetryMs = 30 * dayMs;
const closingTriesLimit = 24;
/** So long before the time for claims is over somebody is told of those that are open: time to inspect and to fix. */
const claimReminderMs = 60 * dayMs;

const idOf = (waiting: Waiting): string => {
  switch (waiting.type) {
    case 'escalateInspection':
      return `inspection:${waiting.orderId}`;
    case 'escalateDefect':
      return `defect:${waiting.orderId}:${waiting.defectId}`;
    case 'escalateClaim':
      return `claim:${waiting.orderId}:${waiting.claimId}`;
  }
};
const reminderIdOf = (orderId: string): string => `claimReminder:${orderId}`;
const closingIdOf = (orderId: string): string => `claimPeriod:${orderId}`;

/** The morning after a day. */
const after = (day: string): Date => new Date(Date.parse(`${day}T00:00:00Z`) + dayMs + hourUtc * 3_600_000);

/** What waits after an event, and until when before somebody is told; `null`: no longer. */
function waitsAfter(
  event: OrderEvent,
  orderId: string,
  { at, times }: { readonly at: string; readonly times: EscalationTimes },
): readonly (readonly [Waiting, Date | null])[] {
  const later = (seconds: number) => new Date(Date.parse(at) + seconds * 1000);
  const forInspection = later(times.inspectionSeconds);
  const again = later(times.repeatSeconds);
  const inspection: Waiting = { type: 'escalateInspection', orderId };
  const defect = (defectId: string): Waiting => ({ type: 'escalateDefect', orderId, defectId });
  const claim = (claimId: string): Waiting => ({ type: 'escalateClaim', orderId, claimId });
  switch (event.type) {
    case 'WorkDone':
      return [[inspection, forInspection]];
    case 'InspectionEscalated':
      return [[inspection, again]];
    case 'WorkRejected':
    case 'OrderCancelled':
      return [[inspection, null]];
    case 'WorkAccepted': {
      const defects = event.data.defects ?? [];
      return [[inspection, null], ...defects.map((one) => [defect(one.defectId), after(one.dueOn)] as const)];
    }
    case 'DefectReturned':
      return [[defect(event.data.defectId), after(event.data.dueOn)]];
    case 'DefectFixed':
      return [[defect(event.data.defectId), forInspection]];
    case 'DefectEscalated':
      return [[defect(event.data.defectId), again]];
    case 'DefectApproved':
      return [[defect(event.data.defectId), null]];
    case 'ClaimRaised':
    case 'ClaimReturned':
      return [[claim(event.data.claimId), after(event.data.dueOn)]];
    case 'ClaimFixed':
      return [[claim(event.data.claimId), forInspection]];
    case 'ClaimEscalated':
      return [[claim(event.data.claimId), again]];
    case 'ClaimClosed':
      return [[claim(event.data.claimId), null]];
    default:
      return [];
  }
}

/** Keeps the timers of what waits after an event: each thing has one, whatever happens to it. */
export function keepFollowUpTimers(
  stage: Stage,
  order: { readonly id: string; readonly state: Order },
  event: OrderEvent,
  times: EscalationTimes,
): void {
  for (const [waiting, dueAt] of waitsAfter(event, order.id, { at: stage.at, times })) {
    if (dueAt === null) stage.unschedule(idOf(waiting));
    else stage.schedule({ id: idOf(waiting), kind: 'escalation', dueAt, payload: waiting });
  }
  if (event.type === 'OrderClosed')
    for (const id of [closingIdOf(order.id), reminderIdOf(order.id)]) stage.unschedule(id);
  // A claim may have opened a closed order again, whose time for claims is still to be over.
  if (event.type === 'OrderSettled' || (event.type === 'ClaimRaised' && order.state.status === 'settled'))
    scheduleClosing(stage, order.state, { orderId: order.id, tries: 1 });
}

/** The order is closed by itself when nothing can be claimed any more. */
function scheduleClosing(stage: Stage, state: Order, payload: ClaimPeriod): void {
  const until = state.status === 'none' ? null : claimsUntil(state);
  if (until === null) return;
  const retryAt = new Date(Date.parse(stage.at) + closingRetryMs);
  const dueAt = payload.tries === 1 ? after(until) : retryAt;
  stage.schedule({ id: closingIdOf(payload.orderId), kind: 'claimPeriod', dueAt, payload });
  const remindAt = new Date(after(until).getTime() - claimReminderMs);
  // A claim that is raised later than that is fresh in everybody's mind.
  if (remindAt > new Date(stage.at)) {
    const { orderId } = payload;
    stage.schedule({
      id: reminderIdOf(orderId),
      kind: 'claimReminder',
      dueAt: remindAt,
      payload: { orderId },
    });
  }
}

/** What happens when these timers are due. Each looks at the state: a person may have been faster. */
export const followUpTimers = (times: EscalationTimes): Readonly<Record<string, TimerHandler>> => ({
  escalation: ({ payload }) => {
    const { orderId, ...waiting } = payload as Waiting;
    return async (reads) => {
      const order = await reads.stream(orders, orderId);
      return (stage) => {
        const command = { ...waiting, at: stage.at } as EscalationCommand;
        for (const event of stage.handle(order, command)) keepFollowUpTimers(stage, order, event, times);
      };
    };
  },
  claimReminder: ({ payload }) => {
    const { orderId } = payload as Pick<ClaimPeriod, 'orderId'>;
    return async (reads) => {
      const order = await reads.stream(orders, orderId);
      return (stage) => void stage.handle(order, { type: 'remindOfClaims' });
    };
  },
  claimPeriod: ({ payload }) => {
    const { orderId, tries } = payload as ClaimPeriod;
    return async (reads) => {
      const order = await reads.stream(orders, orderId);
      return (stage) => {
        const closed = stage.handle(order, { type: 'closeByTime', today: osloDay(stage.at) });
        const isOpen = closed.length === 0 && order.state.status === 'settled';
        if (isOpen && tries < closingTriesLimit)
          scheduleClosing(stage, order.state, { orderId, tries: tries + 1 });
      };
    };
  },
});
