import { osloDay } from '@tiltak/calendar';
import { dayAfterPeriod, minimumDeadline } from '../rule/deadline.ts';
import type { RuleRow } from '../rule/rule.ts';
import { numberAt } from '../rule/ruleAt.ts';
import type { Window } from './events.ts';
import { procedures } from './procedure/procedures.ts';
import type { ProcurementState } from './procurement.ts';
import type { Earliest } from './publication.ts';
import { openWindow } from './window.ts';

type When = { readonly rows: readonly RuleRow[]; readonly at: string };

/** The first day that a window which opens at that instant may end on, by the rules of the day. */
export function earliestOf(window: Window, state: ProcurementState, { rows, at }: When): Earliest {
  const procedure = state.status === 'none' ? '' : state.procedure;
  const { earliest, rules } = minimumDeadline({ procedure, window, publishedOn: osloDay(at), rows });
  const isRehearsal = state.status !== 'none' && state.rehearsal === true;
  return { day: isRehearsal ? osloDay(at) : earliest, rules };
}

/**
 * The first day that the window which is open may end on after something changes now: the least time since it was
 * opened, and what has to be left of it after a change.
 */
export function earliestAfterChange(state: ProcurementState, { rows, at }: When): Earliest {
  const window = openWindow(state);
  if (state.status === 'none' || window === null) return { day: osloDay(at), rules: [] };
  const least = earliestOf(window, state, { rows, at: state.askedAt ?? at });
  const rest = numberAt(rows, 'deadline.change.rest', osloDay(at));
  if (state.rehearsal) return least;
  if (!rest) return least;
  const [, day = least.day] = [least.day, dayAfterPeriod(osloDay(at), rest.value)].sort();
  return { day, rules: [...least.rules, rest.rule] };
}

/** Of what is taken now, after a change; else of what may be asked for next. Nothing is where neither is. */
export function earliestHere(state: ProcurementState, when: When) {
  const window = openWindow(state) ?? nextWindow(state);
  if (state.status === 'none' || window === null)
    return { window: null, deadline: null, earliest: null, rules: [] };
  const isOpen = openWindow(state) !== null;
  const { day, rules } = isOpen ? earliestAfterChange(state, when) : earliestOf(window, state, when);
  return { window, deadline: isOpen ? state.deadlines[window] : null, earliest: day, rules };
}

function nextWindow(state: ProcurementState): Window | null {
  if (state.status === 'none') return null;
  const { asksFor, steps } = procedures[state.procedure];
  if (state.publishedAt === null) return asksFor === 'nothing' ? null : asksFor;
  return steps[state.status]?.includes('invited') ? 'bids' : null;
}
