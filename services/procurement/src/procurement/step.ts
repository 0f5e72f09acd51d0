import { Rejection } from '@tiltak/decider';
import type { ProcurementEvent } from './events.ts';
import type { Status } from './procedure/procedure.ts';
import { procedures } from './procedure/procedures.ts';
import type { ProcurementCase, ProcurementState } from './procurement.ts';
import { openWindow } from './window.ts';

/** What a case comes to by a command of its own only, which looks at more than the step. */
const byOwnCommand = ['draft', 'planned', 'published', 'invited', 'cancelled'] as const satisfies Status[];

/** On to the next step, by what another part of the case has done; `reason` where a person gave one. */
export type StepCommand = {
  readonly type: 'advance';
  readonly to: Exclude<Status, (typeof byOwnCommand)[number]>;
  readonly reason?: string;
  readonly at: string;
};

/** A contract of the case gets its second signature: the first of them brings the case on. */
export type BindCommand = { readonly type: 'bind'; readonly contractId: string; readonly at: string };

/** What may not happen while a complaint is open. */
const heldByComplaint: readonly Status[] = ['contracted', 'completed'];

/**
 * Throws `wrong_step`, `complaint_open`, `negotiation_missing`, `not_found`. What is taken is taken until its deadline:
 * nothing but a cancellation ends it before, and nothing is opened before.
 */
export function advance(command: StepCommand, state: ProcurementState): readonly ProcurementEvent[] {
  const { to, reason = null, at } = command;
  const { status: from, procedure, complaints, round } = theCase(state);
  const { steps, negotiation, norwegian } = procedures[procedure];
  if (!steps[from]?.includes(to) || (byOwnCommand as readonly Status[]).includes(to))
    throw stepRefused(state, to);
  expectDeadlinePassed(command, state);
  if (heldByComplaint.includes(to)) expectNoComplaint(complaints);
  if (to === 'evaluation' && negotiation === 'mandatory' && round < 2)
    throw new Rejection(
      'negotiation_missing',
      `${norwegian}: negotiate, and ask for bids again, before they are evaluated.`,
    );
  return [{ type: 'ProcurementAdvanced', data: { from, to, reason, at } }];
}

/**
 * Every binding signature is an event of the case, not the first one only: so it and a complaint that another process
 * takes meanwhile can't both have seen a case without the other. Throws what {@link advance} throws.
 */
export function bind({ contractId, at }: BindCommand, state: ProcurementState): readonly ProcurementEvent[] {
  const { status, complaints } = theCase(state);
  expectNoComplaint(complaints);
  const on = status === 'contracted' ? [] : advance({ type: 'advance', to: 'contracted', at }, state);
  return [...on, { type: 'ContractBound', data: { contractId, at } }];
}

function expectNoComplaint(complaints: ProcurementCase['complaints']): void {
  if (complaints.some(({ decidedAt }) => decidedAt === null))
    throw new Rejection('complaint_open', 'A complaint is open: decide it first.');
}

function expectDeadlinePassed({ to, at }: StepCommand, state: ProcurementState): void {
  if (state.status === 'none') return;
  const window = to === 'opened' ? 'bids' : openWindow(state);
  const deadline = window && state.deadlines[window];
  if (deadline && Date.parse(at) < Date.parse(deadline))
    throw new Rejection(
      'wrong_step',
      `The case is ${state.status} until the deadline at ${deadline}, and can't become ${to} before.`,
      { status: state.status, deadline },
    );
}

/** The case, if there is one, and it stands at one of `statuses`; throws `not_found` or `wrong_step`. */
export function theCase(
  state: ProcurementState,
  statuses?: readonly Status[],
  wanted = 'changed',
): ProcurementCase {
  if (state.status === 'none') throw new Rejection('not_found', 'There is no such procurement.');
  if (statuses && !statuses.includes(state.status)) throw stepRefused(state, wanted);
  return state;
}

/** The Rejection of a step that the procedure does not have here; it says which ones there are. */
export function stepRefused(state: ProcurementState, wanted: string): Rejection {
  if (state.status === 'none') return new Rejection('not_found', 'There is no such procurement.');
  const { norwegian, steps } = procedures[state.procedure];
  const next = steps[state.status] ?? [];
  return new Rejection(
    'wrong_step',
    `${norwegian}: the case is ${state.status} and can't become or be ${wanted}; from here it goes to ${
      next.join(' or ') || 'nowhere'
    }.`,
    { status: state.status, next },
  );
}
