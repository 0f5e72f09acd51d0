import { Rejection } from '@tiltak/decider';
import { mustBeBoundTo } from '../boundTo.ts';
import type { OrderEvent } from '../events.ts';
import type { Order } from '../order.ts';
import { wrongState } from '../wrongState.ts';
import type { PauseReason } from './events.ts';
import { followUpOf } from './followUp.ts';

type ByContractor = { readonly organisationNumber: string | undefined };

export type SiteWorkCommand =
  | (ByContractor & {
      readonly type: 'scheduleWork';
      readonly startsOn: string;
      readonly endsOn: string;
      /** The calendar day in Norway. */
      readonly today: string;
    })
  | (ByContractor & {
      readonly type: 'confirmSafety';
      /** The firm's own reference of the person. */
      readonly confirmedBy: string;
      readonly at: string;
    })
  | (ByContractor & {
      readonly type: 'pauseWork';
      readonly reason: PauseReason;
      readonly text: string | null;
      readonly at: string;
    })
  | (ByContractor & { readonly type: 'resumeWork'; readonly at: string });

type Command<Type> = Extract<SiteWorkCommand, { type: Type }>;

/** Throws `not_found` to other firms than the order's, `wrong_state` or the command's own rule. */
export function decideSiteWork(command: SiteWorkCommand, state: Order): readonly OrderEvent[] {
  switch (command.type) {
    case 'scheduleWork':
      return scheduleWork(command, state);
    case 'confirmSafety':
      return confirmSafety(command, state);
    case 'pauseWork':
      return pauseWork(command, state);
    case 'resumeWork':
      return resumeWork(command, state);
  }
}

/**
 * When the work starts and ends. A schedule beyond the order's due date is taken, because the truth is worth more than
 * a date that pleases; the history says that it is late. Throws `ends_before_start` or `schedule_in_the_past`.
 */
function scheduleWork(command: Command<'scheduleWork'>, state: Order): readonly OrderEvent[] {
  const order = mustBeBoundTo(command, state);
  if (order.status !== 'placed' && order.status !== 'in_execution' && order.status !== 'rework')
    throw wrongState(order, 'scheduled', ['placed', 'in_execution', 'rework']);
  const { startsOn, endsOn, today } = command;
  if (endsOn < startsOn)
    throw new Rejection('ends_before_start', `endsOn: ${startsOn} or later.`, { startsOn, endsOn });
  if (endsOn < today)
    throw new Rejection('schedule_in_the_past', `endsOn: ${today} or later.`, { earliest: today });
  const before = followUpOf(order).schedule;
  if (before?.startsOn === startsOn && before.endsOn === endsOn) return [];
  const { contractor, terms } = order;
  return [{ type: 'WorkScheduled', data: { contractor, startsOn, endsOn, dueOn: terms.dueOn } }];
}

/**
 * The client must see to it that the SHA plan is there before the work starts and that the employers know it
 * (byggherreforskriften, FOR-2009-08-03-1028, section 7); the employer, that all who work on a construction site have
 * HMS cards (forskrift om HMS-kort, FOR-2007-03-30-366, section 4). The firm may confirm again with other people.
 */
function confirmSafety(command: Command<'confirmSafety'>, state: Order): readonly OrderEvent[] {
  const order = mustBeBoundTo(command, state);
  if (order.status !== 'placed' && order.status !== 'in_execution' && order.status !== 'rework')
    throw wrongState(order, 'confirmed as safe', ['placed', 'in_execution', 'rework']);
  const { confirmedBy, at } = command;
  return [{ type: 'SafetyConfirmed', data: { contractor: order.contractor, at, confirmedBy } }];
}

function pauseWork(command: Command<'pauseWork'>, state: Order): readonly OrderEvent[] {
  const order = mustBeBoundTo(command, state);
  if (order.status !== 'in_execution') throw wrongState(order, 'paused', ['in_execution']);
  const { pause } = followUpOf(order);
  if (pause)
    throw new Rejection('already_paused', `The work has been paused since ${pause.since}; resume it first.`);
  const { reason, at } = command;
  const text = command.text || null;
  if (reason === 'other' && text === null)
    throw new Rejection('reason_missing', 'text: say why, where the reason is other.');
  return [{ type: 'WorkPaused', data: { contractor: order.contractor, at, reason, text } }];
}

function resumeWork(command: Command<'resumeWork'>, state: Order): readonly OrderEvent[] {
  const order = mustBeBoundTo(command, state);
  if (order.status !== 'in_execution') throw wrongState(order, 'resumed', ['in_execution']);
  if (!followUpOf(order).pause) throw new Rejection('not_paused', 'The work is not paused.');
  return [{ type: 'WorkResumed', data: { contractor: order.contractor, at: command.at } }];
}
