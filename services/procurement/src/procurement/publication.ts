import { Rejection } from '@tiltak/decider';
import { checkNewDeadline, checkQuestionsUntil } from './deadline.ts';
import type { Deadlines, ProcurementEvent, UsedRule, Window } from './events.ts';
import { procedures } from './procedure/procedures.ts';
import type { ProcurementCase, ProcurementState } from './procurement.ts';
import { stepRefused, theCase } from './step.ts';

/** The first day that a window may end on, and the rules that say so. */
export type Earliest = { readonly day: string; readonly rules: readonly UsedRule[] };

export type PublicationCommand =
  | {
      readonly type: 'publish';
      readonly deadlines: Deadlines;
      readonly invitedSupplierIds: readonly string[] | null;
      /** The last day on which questions may be asked; null: until the deadline. */
      readonly questionsUntil?: string | null;
      readonly earliest: Readonly<Record<Window, Earliest>>;
      readonly at: string;
    }
  /** Those who were selected may bid: for the first time, or once more after a negotiation. */
  | {
      readonly type: 'invite';
      readonly supplierIds: readonly string[];
      /** How many were qualified: if that is fewer than the procedure asks for, all of them must be invited. */
      readonly qualified: number;
      readonly bidsDeadline: string;
      readonly questionsUntil?: string | null;
      readonly earliest: Earliest;
      readonly at: string;
    };

/**
 * Throws `wrong_step`, `specification_missing`, `invitation_missing`, `invitation_not_used`, `deadline_missing`,
 * `deadline_not_used`, `deadline_past`, `deadline_too_short`, `questions_after_deadline`, `too_few_invited`.
 */
export function decidePublication(
  command: PublicationCommand,
  state: ProcurementState,
): readonly ProcurementEvent[] {
  const current = theCase(state);
  const { steps } = procedures[current.procedure];
  const next = command.type === 'publish' ? 'published' : 'invited';
  if (!steps[current.status]?.includes(next)) throw stepRefused(state, next);
  return command.type === 'publish' ? publish(command, current) : invite(command, current);
}

function publish(
  command: Extract<PublicationCommand, { type: 'publish' }>,
  { title, kind, procedure, cpvCodes, specification }: ProcurementCase,
): readonly ProcurementEvent[] {
  const { deadlines, invitedSupplierIds, questionsUntil = null, earliest, at } = command;
  const { asksFor, bidders, norwegian } = procedures[procedure];
  if (!specification)
    throw new Rejection(
      'specification_missing',
      'Say first what the bidders compete by (specifyCompetition).',
    );
  const isNamed = bidders === 'named' || bidders === 'admitted';
  if (isNamed && !invitedSupplierIds?.length)
    throw new Rejection('invitation_missing', `invitedSupplierIds: ${norwegian} asks suppliers by name.`);
  if (!isNamed && invitedSupplierIds)
    throw new Rejection('invitation_not_used', `invitedSupplierIds: in ${norwegian} anyone may answer.`);
  const rules = (['requests', 'bids'] as const).flatMap((window) => {
    const deadline = deadlines[window];
    if (window === asksFor) return checkDeadline(window, deadline, { earliest: earliest[window], at });
    if (deadline === null) return [];
    throw new Rejection('deadline_not_used', `${window}Deadline: ${norwegian} asks for ${asksFor} first.`);
  });
  checkQuestionsUntil(questionsUntil, deadlines.requests ?? deadlines.bids ?? '');
  const announced = { title, kind, procedure, cpvCodes };
  const asked = { deadlines, invitedSupplierIds, questionsUntil };
  return [{ type: 'ProcurementPublished', data: { ...announced, ...asked, rules, at } }];
}

function invite(
  command: Extract<PublicationCommand, { type: 'invite' }>,
  { title, procedure, round }: ProcurementCase,
): readonly ProcurementEvent[] {
  const { supplierIds, qualified, bidsDeadline, questionsUntil = null, earliest, at } = command;
  const { invitedMin, norwegian } = procedures[procedure];
  const least = Math.min(invitedMin, qualified);
  if (round === 0 && supplierIds.length < least)
    throw new Rejection('too_few_invited', `supplierIds: ${norwegian} invites at least ${least} here.`, {
      least,
    });
  if (new Set(supplierIds).size < supplierIds.length)
    throw new Rejection('supplier_twice', 'supplierIds: each supplier once.');
  const rules = checkDeadline('bids', bidsDeadline, { earliest, at });
  checkQuestionsUntil(questionsUntil, bidsDeadline);
  const asked = { title, supplierIds, bidsDeadline, questionsUntil };
  return [{ type: 'BiddersInvited', data: { ...asked, round: round + 1, rules, at } }];
}

/** The rules that it was checked by. */
function checkDeadline(
  window: Window,
  deadline: string | null,
  options: { readonly earliest: Earliest; readonly at: string },
): readonly UsedRule[] {
  if (deadline === null)
    throw new Rejection('deadline_missing', `${window}Deadline: say until when ${window} are taken.`);
  return checkNewDeadline(window, deadline, options);
}
