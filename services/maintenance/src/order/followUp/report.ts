import { Rejection } from '@tiltak/decider';
import { mustBeBoundTo } from '../boundTo.ts';
import type { OrderEvent } from '../events.ts';
import type { Order } from '../order.ts';
import { wrongState } from '../wrongState.ts';
import { followUpOf } from './followUp.ts';

/** Checklists of one order. */
export const checklistLimit = 20;

export type ReportCommand =
  | { readonly type: 'attachChecklist'; readonly checklistId: string; readonly title: string }
  /** What hours by person change of the order's sums; a correction may take hours away. */
  | {
      readonly type: 'countHours';
      readonly organisationNumber: string | undefined;
      readonly personHours: number;
      readonly apprenticeHours: number;
    };

/** What must be there before work is reported as done. Throws `not_found` or `wrong_state`. */
export function decideReport(command: ReportCommand, state: Order): readonly OrderEvent[] {
  if (command.type === 'attachChecklist') {
    if (state.status !== 'placed' && state.status !== 'in_execution' && state.status !== 'rework')
      throw wrongState(state, 'given a checklist', ['placed', 'in_execution', 'rework']);
    if (followUpOf(state).checklistIds.length >= checklistLimit)
      throw new Rejection('wrong_state', `The order has ${checklistLimit} checklists, which is the limit.`);
    const { checklistId, title } = command;
    return [{ type: 'ChecklistRequired', data: { contractor: state.contractor, checklistId, title } }];
  }
  const order = mustBeBoundTo(command, state);
  if (order.status !== 'in_execution' && order.status !== 'rework')
    throw wrongState(order, 'given hours', ['in_execution', 'rework']);
  const { personHours, apprenticeHours } = command;
  if (personHours === 0 && apprenticeHours === 0) return [];
  return [{ type: 'HoursCounted', data: { contractor: order.contractor, personHours, apprenticeHours } }];
}

/** The sums of a report of done work, and whether there are any. */
type Sums = { readonly personHours: number; readonly apprenticeHours: number };

/**
 * The hours of a report: those that were reported by person since the last one, or the sums that are given. Where
 * there are both they must agree. Throws `hours_missing` or `hours_disagree`.
 */
export function hoursOf(
  given: { readonly personHours: number | undefined; readonly apprenticeHours: number | undefined },
  counted: Sums | null,
): Sums {
  if (counted === null) {
    if (given.personHours === undefined)
      throw new Rejection('hours_missing', 'personHours: no hours by person are reported, so give the sum.');
    return { personHours: given.personHours, apprenticeHours: given.apprenticeHours ?? 0 };
  }
  const { personHours = counted.personHours, apprenticeHours = counted.apprenticeHours } = given;
  if (personHours !== counted.personHours || apprenticeHours !== counted.apprenticeHours)
    throw new Rejection(
      'hours_disagree',
      `personHours, apprenticeHours: ${counted.personHours} and ${counted.apprenticeHours} are reported by person; leave the sums out, or correct the hours.`,
      counted,
    );
  return counted;
}
