import { Rejection } from '@tiltak/decider';
import type { Of } from './commands.ts';
import type { PartnershipEvent } from './events.ts';
import { requirePartner, requireRun, requireUndecided } from './guards.ts';
import type { StatedPartnership } from './partnership.ts';
import type { Goal } from './terms.ts';

type Events = readonly PartnershipEvent[];

/** Throws `partner_not_found`, `partner_left`, `wrong_phase`. */
export function startPhase(
  state: StatedPartnership,
  { supplierId, phase, by, at }: Of<'startPhase'>,
): Events {
  const { status, runs } = requirePartner(state, supplierId);
  if (status === 'left') throw new Rejection('partner_left', 'This partner has left the partnership.');
  const last = runs.at(-1);
  const next = runs.length + 1;
  const isOpen = last !== undefined && last.status !== 'continue';
  if (phase !== next || isOpen || phase > state.terms.phases.length)
    throw new Rejection(
      'wrong_phase',
      isOpen
        ? `phase: phase ${last.phase} comes to its decision first.`
        : `phase: there is no phase ${phase} to start; this partner has come through ${runs.length} of ${state.terms.phases.length}.`,
    );
  return [{ type: 'PhaseStarted', data: { supplierId, phase, by, at } }];
}

/**
 * A delivery after the deadline is taken and marked: what follows from it stands in the contract. Until it is tested a
 * newer one takes its place. Throws `phase_not_started`, `phase_decided`, `phase_tested`, `part_twice`,
 * `deliverable_not_found`, `deliverable_missing`.
 */
export function deliver(
  state: StatedPartnership,
  { supplierId, phase, delivery, today, by, at }: Of<'deliver'>,
): Events {
  const run = requireRun(state, { supplierId, phase });
  requireUndecided(run);
  if (run.status === 'tested')
    throw new Rejection('phase_tested', `Phase ${phase} has been tested; its delivery does not change.`);
  const terms = state.terms.phases[phase - 1];
  if (!terms) throw new Error('a phase that was started is in the terms');
  checkSet('deliverable', {
    given: delivery.items.map(({ deliverableId }) => deliverableId),
    required: terms.deliverables.map(({ deliverableId }) => deliverableId),
    allowed: [],
  });
  const isLate = today > terms.deadline;
  return [{ type: 'PhaseDelivered', data: { supplierId, phase, delivery, isLate, by, at } }];
}

/**
 * The buyer's own test: a value for each sub-goal of the phase and, in the last one, for each goal of the whole. It may
 * be done again until the phase is decided, and the newest counts. Throws `phase_not_started`, `phase_decided`,
 * `not_delivered`, `part_twice`, `goal_not_found`, `goal_missing`.
 */
export function recordTest(
  state: StatedPartnership,
  { supplierId, phase, measurements, note, by, at }: Of<'recordTest'>,
): Events {
  const run = requireRun(state, { supplierId, phase });
  requireUndecided(run);
  if (run.status === 'started')
    throw new Rejection('not_delivered', `Phase ${phase} can be tested when it is delivered.`);
  const { phases, goals } = state.terms;
  const subGoals = phases[phase - 1]?.subGoals ?? [];
  const isLast = phase === phases.length;
  const idsOf = (some: readonly Goal[]) => some.map(({ goalId }) => goalId);
  checkSet('goal', {
    given: measurements.map(({ goalId }) => goalId),
    required: idsOf(isLast ? [...subGoals, ...goals] : subGoals),
    allowed: idsOf(goals),
  });
  const all = new Map([...subGoals, ...goals].map((goal) => [goal.goalId, goal]));
  const measured = measurements.map(({ goalId, value }) => {
    const goal = all.get(goalId);
    return { goalId, value, isMet: goal !== undefined && isMet(goal, value) };
  });
  return [{ type: 'PhaseTested', data: { supplierId, phase, measurements: measured, note, by, at } }];
}

/** Whether a measured value meets the goal; the value itself is enough. */
export const isMet = ({ comparison, value }: Goal, measured: number): boolean =>
  comparison === 'at_least' ? measured >= value : measured <= value;

/** Each that is required is there, once, and nothing besides but what is allowed. */
function checkSet(
  what: 'goal' | 'deliverable',
  {
    given,
    required,
    allowed,
  }: {
    readonly given: readonly string[];
    readonly required: readonly string[];
    readonly allowed: readonly string[];
  },
): void {
  const twice = given.find((one, at) => given.indexOf(one) !== at);
  if (twice !== undefined) throw new Rejection('part_twice', `The ${what} ${twice} is there twice.`);
  const unknown = given.find((one) => !required.includes(one) && !allowed.includes(one));
  if (unknown !== undefined)
    throw new Rejection(`${what}_not_found`, `There is no ${what} ${unknown} in this phase.`);
  const missing = required.filter((one) => !given.includes(one));
  if (missing.length > 0)
    throw new Rejection(`${what}_missing`, `These are missing: ${what} ${missing.join(', ')}.`, { missing });
}
