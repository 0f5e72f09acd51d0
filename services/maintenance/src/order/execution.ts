import { Rejection } from '@tiltak/decider';
import type { OrderEvent } from './events.ts';
import { followUpOf } from './followUp/followUp.ts';
import type { Order } from './order.ts';
import { wrongState } from './wrongState.ts';

export type ExecutionCommand =
  | { readonly type: 'startWork'; readonly organisationNumber: string | undefined; readonly at: string }
  | {
      readonly type: 'reportWorkDone';
      readonly organisationNumber: string | undefined;
      readonly personHours: number;
      /** Of `personHours`, those worked by apprentices. */
      readonly apprenticeHours: number;
      readonly at: string;
    }
  | { readonly type: 'acceptWork' }
  | { readonly type: 'rejectWork'; readonly reason: string };

type Command<Type> = Extract<ExecutionCommand, { type: Type }>;

/**
 * The contractor is at work, for the first time or to do it again. Throws `not_found` to others, `wrong_state`, or
 * `safety_not_confirmed` for construction work before SHA plan and HMS cards are confirmed.
 */
export function startWork(command: Command<'startWork'>, state: Order): OrderEvent[] {
  const order = mustBeBoundTo(command, state);
  if (order.status !== 'placed' && order.status !== 'rework')
    throw wrongState(order, 'started', ['placed', 'rework']);
  if (order.terms.constructionWork && !followUpOf(order).safety)
    throw new Rejection(
      'safety_not_confirmed',
      'This is construction work: confirm that the SHA plan is read and HMS cards are carried (confirmSafety) first.',
    );
  return [{ type: 'WorkStarted', data: { contractor: order.contractor, at: command.at } }];
}

/**
 * The work is done. After a rejection it may be reported again at once. Throws `not_found` to others, `wrong_state`,
 * `work_paused` or `apprentice_hours_exceed_person_hours`.
 */
export function reportWorkDone(command: Command<'reportWorkDone'>, state: Order): OrderEvent[] {
  const order = mustBeBoundTo(command, state);
  if (order.status !== 'in_execution' && order.status !== 'rework')
    throw wrongState(order, 'reported as done', ['in_execution', 'rework']);
  if (followUpOf(order).pause)
    throw new Rejection('work_paused', 'The work is paused: resume it before it is reported as done.');
  const { personHours, apprenticeHours, at } = command;
  if (apprenticeHours > personHours)
    throw new Rejection(
      'apprentice_hours_exceed_person_hours',
      'apprenticeHours: they are a part of personHours, so at most as many.',
      { personHours, apprenticeHours },
    );
  const { contractor, terms } = order;
  const report = { at, measureId: terms.measureId, personHours, apprenticeHours };
  return [{ type: 'WorkDone', data: { contractor, ...report } }];
}

/** Somebody of the municipality accepts the work; no time-out ever does. Throws `not_found` or `wrong_state`. */
export function acceptWork(state: Order): OrderEvent[] {
  if (state.status !== 'delivered') throw wrongState(state, 'accepted', ['delivered']);
  return [{ type: 'WorkAccepted', data: { contractor: state.contractor } }];
}

/** The work must be done again. Throws `not_found` or `wrong_state`. */
export function rejectWork({ reason }: Command<'rejectWork'>, state: Order): OrderEvent[] {
  if (state.status !== 'delivered') throw wrongState(state, 'rejected', ['delivered']);
  return [{ type: 'WorkRejected', data: { contractor: state.contractor, reason } }];
}

/** Whether the order binds the firm (or did, before it was cancelled): to all others it doesn't exist. */
export const isBoundTo = (organisationNumber: string | undefined, state: Order): boolean =>
  organisationNumber !== undefined &&
  'contractor' in state &&
  state.contractor?.organisationNumber === organisationNumber;

/** The order, if it binds the firm. Throws `not_found`. */
export function mustBeBoundTo(
  { organisationNumber }: { readonly organisationNumber: string | undefined },
  state: Order,
) {
  if (isBoundTo(organisationNumber, state)) return state as Extract<Order, { contractor: object }>;
  throw new Rejection('not_found', 'There is no such order.');
}
