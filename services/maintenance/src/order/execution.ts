import { Rejection } from '@tiltak/decider';
import { mustBeBoundTo } from './boundTo.ts';
import type { OrderEvent } from './events.ts';
import { type FoundDefect, mustBeToCome } from './followUp/defect.ts';
import { followUpOf } from './followUp/followUp.ts';
import { hoursOf } from './followUp/report.ts';
import type { Order } from './order.ts';
import { wrongState } from './wrongState.ts';

export type ExecutionCommand =
  | { readonly type: 'startWork'; readonly organisationNumber: string | undefined; readonly at: string }
  | {
      readonly type: 'reportWorkDone';
      readonly organisationNumber: string | undefined;
      /** Left out where hours by person are reported. */
      readonly personHours: number | undefined;
      /** Of `personHours`, those worked by apprentices. */
      readonly apprenticeHours: number | undefined;
      /** Items of the order's checklists that nobody has looked at. */
      readonly openItems?: number | undefined;
      readonly at: string;
    }
  | {
      readonly type: 'acceptWork';
      /** The calendar day in Norway. */
      readonly today: string;
      /** What the inspection found that must be fixed all the same. */
      readonly defects?: readonly Omit<FoundDefect, 'defectId'>[] | undefined;
    }
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
 * `work_paused`, `checklist_open`, `hours_missing`, `hours_disagree` or `apprentice_hours_exceed_person_hours`.
 */
export function reportWorkDone(command: Command<'reportWorkDone'>, state: Order): OrderEvent[] {
  const order = mustBeBoundTo(command, state);
  if (order.status !== 'in_execution' && order.status !== 'rework')
    throw wrongState(order, 'reported as done', ['in_execution', 'rework']);
  if (followUpOf(order).pause)
    throw new Rejection('work_paused', 'The work is paused: resume it before it is reported as done.');
  const { openItems = 0, at } = command;
  if (openItems > 0)
    throw new Rejection('checklist_open', `The checklists have ${openItems} items that are not answered.`, {
      openItems,
    });
  const { personHours, apprenticeHours } = hoursOf(command, followUpOf(order).hours);
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

/**
 * Somebody of the municipality accepts the work, with or without defects; no time-out ever does. Throws `not_found`,
 * `wrong_state` or `due_in_the_past` for a defect's deadline.
 */
export function acceptWork({ today, defects = [] }: Command<'acceptWork'>, state: Order): OrderEvent[] {
  if (state.status !== 'delivered') throw wrongState(state, 'accepted', ['delivered']);
  for (const { dueOn } of defects) mustBeToCome(dueOn, today);
  const found = defects.map((defect, at) => ({ defectId: `defect-${at + 1}`, ...defect }));
  const { contractor } = state;
  return [
    { type: 'WorkAccepted', data: { contractor, on: today, ...(found.length > 0 && { defects: found }) } },
  ];
}

/** The work must be done again. Throws `not_found` or `wrong_state`. */
export function rejectWork({ reason }: Command<'rejectWork'>, state: Order): OrderEvent[] {
  if (state.status !== 'delivered') throw wrongState(state, 'rejected', ['delivered']);
  return [{ type: 'WorkRejected', data: { contractor: state.contractor, reason } }];
}
