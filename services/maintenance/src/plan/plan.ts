import { type DomainEvent, Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';
import { countedFrom, nextDay, openRule } from './recurrence.ts';

export type PlanFields = {
  readonly buildingId: string;
  readonly title: string;
  readonly description: string | null;
  readonly buildingPart: string | null;
  /** Left out: the schedule. */
  readonly countsFrom?: 'schedule' | 'completion' | undefined;
  /** RFC 5545. */
  readonly rrule: string;
  readonly startsOn: string;
  /** How many days before the work is due its job is registered. */
  readonly leadDays: number;
};

export type PlanCommand =
  | { readonly type: 'create'; readonly plan: PlanFields; readonly today: string }
  /** The job of the day that is next, and no other, is made. */
  | { readonly type: 'makeJob'; readonly dueOn: string; readonly jobId: string; readonly today: string }
  /** The job is done, or nobody will do it: a plan that counts from completion goes on from that day. */
  | { readonly type: 'completeJob'; readonly jobId: string; readonly doneOn: string; readonly today: string }
  | { readonly type: 'end'; readonly reason: string };

export type PlanEvent =
  | DomainEvent<'PlanCreated', PlanFields & { readonly nextDueOn: string }>
  | DomainEvent<
      'PlanJobMade',
      { readonly dueOn: string; readonly jobId: string; readonly nextDueOn: string | null }
    >
  | DomainEvent<
      'PlanJobCompleted',
      { readonly jobId: string; readonly doneOn: string; readonly nextDueOn: string | null }
    >
  | DomainEvent<'PlanEnded', { readonly reason: string }>;

export type Plan =
  | { readonly status: 'none' }
  | (PlanFields & {
      readonly status: 'active' | 'ended';
      /** Null where the rule has no day left, the plan was ended, or it waits for a job. */
      readonly nextDueOn: string | null;
      readonly waitsFor?: string | null;
      readonly jobsMade: number;
      readonly endedBecause: string | null;
    });

/** The work that a plan asks for on one day has one job, whoever makes it and however often that is tried. */
export const jobIdOf = (planId: string, dueOn: string): string => `${planId}.${dueOn}`;

/**
 * Throws `rule_not_valid`, `rule_too_frequent`, `rule_without_days`, `not_found` or `wrong_state`. Days that passed
 * while nobody looked are not made up for: work that recurs is due again.
 */
function decide(command: PlanCommand, state: Plan): readonly PlanEvent[] {
  switch (command.type) {
    case 'create': {
      if (state.status !== 'none') throw new Rejection('wrong_state', 'The plan is there already.');
      const { plan, today } = command;
      if (plan.countsFrom === 'completion' && /\bCOUNT=/i.test(plan.rrule))
        throw new Rejection(
          'rule_not_valid',
          'rrule: COUNT has no meaning where each day counts from the last job; give UNTIL, or end the plan.',
        );
      const nextDueOn = openRule(plan.rrule, plan.startsOn).onOrAfter(today);
      if (nextDueOn === null)
        throw new Rejection('rule_without_days', 'rrule: it gives no day from today on.');
      return [{ type: 'PlanCreated', data: { ...plan, nextDueOn } }];
    }
    case 'makeJob': {
      if (state.status !== 'active' || state.nextDueOn !== command.dueOn) return [];
      const { dueOn, jobId, today } = command;
      const nextDueOn =
        state.countsFrom === 'completion'
          ? null
          : dayAfter(dueOn, today, openRule(state.rrule, state.startsOn));
      return [{ type: 'PlanJobMade', data: { dueOn, jobId, nextDueOn } }];
    }
    case 'completeJob': {
      if (state.status !== 'active' || state.waitsFor !== command.jobId) return [];
      const { jobId, doneOn, today } = command;
      const nextDueOn = dayAfter(doneOn, today, openRule(state.rrule, countedFrom(state.rrule, doneOn)));
      return [{ type: 'PlanJobCompleted', data: { jobId, doneOn, nextDueOn } }];
    }
    case 'end':
      if (state.status === 'none') throw new Rejection('not_found', 'There is no such plan.');
      if (state.status === 'ended') throw new Rejection('wrong_state', 'The plan was ended before.');
      return [{ type: 'PlanEnded', data: { reason: command.reason } }];
  }
}

/** The rule's first day after one, and not before today. */
function dayAfter(day: string, today: string, rule: ReturnType<typeof openRule>): string | null {
  const next = nextDay(day);
  return rule.onOrAfter(next < today ? today : next);
}

function evolve(state: Plan, event: PlanEvent): Plan {
  if (event.type === 'PlanCreated')
    return { status: 'active', ...event.data, jobsMade: 0, endedBecause: null };
  if (state.status === 'none') return state;
  if (event.type === 'PlanEnded')
    return { ...state, status: 'ended', nextDueOn: null, waitsFor: null, endedBecause: event.data.reason };
  const { nextDueOn } = event.data;
  if (event.type === 'PlanJobCompleted') return { ...state, nextDueOn, waitsFor: null };
  const waitsFor = state.countsFrom === 'completion' ? event.data.jobId : null;
  return { ...state, nextDueOn, waitsFor, jobsMade: state.jobsMade + 1 };
}

/** A preventive plan (vedlikeholdsplan): work on a building that recurs, and is registered as a job each time. */
export const plans: Aggregate<PlanCommand, PlanEvent, Plan> = {
  kind: 'plans',
  indexes: [{ 'state.buildingId': 1, _id: -1 }],
  initial: { status: 'none' },
  decide,
  evolve,
};
