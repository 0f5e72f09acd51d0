import { osloDay } from '@tiltak/calendar';
import { Rejection } from '@tiltak/decider';
import type { ProcurementEvent, UsedRule, Window } from './events.ts';
import type { ProcurementState } from './procurement.ts';
import type { Earliest } from './publication.ts';
import { stepRefused, theCase } from './step.ts';
import { openWindow } from './window.ts';

export type DeadlineCommand =
  | {
      readonly type: 'extendDeadline';
      readonly deadline: string;
      readonly questionsUntil: string | null;
      readonly reason: string;
      readonly at: string;
    }
  | {
      readonly type: 'proposeShorterDeadline';
      readonly deadline: string;
      readonly reason: string;
      readonly by: string;
      readonly earliest: Earliest;
      readonly at: string;
    }
  | {
      readonly type: 'approveShorterDeadline';
      readonly by: string;
      readonly earliest: Earliest;
      readonly at: string;
    };

/**
 * Moves the deadline of what is taken now. One person may extend it; to shorten it takes two, and it never becomes
 * shorter than the rules allow. Throws `wrong_step`, `deadline_past`, `deadline_not_later`, `deadline_not_earlier`,
 * `deadline_too_short`, `questions_after_deadline`, `shorter_deadline_missing`, `same_person`.
 */
export function moveDeadline(command: DeadlineCommand, state: ProcurementState): readonly ProcurementEvent[] {
  switch (command.type) {
    case 'extendDeadline':
      return extend(command, state);
    case 'proposeShorterDeadline': {
      const { deadline, reason, by, at } = command;
      const { window } = checkShorter(command, state, deadline);
      return [
        {
          type: 'ShorterDeadlineProposed',
          data: { window, deadline, reason, proposedBy: by, proposedAt: at },
        },
      ];
    }
    case 'approveShorterDeadline':
      return approve(command, state);
  }
}

function extend(
  { deadline, reason, questionsUntil: until, at }: Extract<DeadlineCommand, { type: 'extendDeadline' }>,
  state: ProcurementState,
): readonly ProcurementEvent[] {
  const { window, deadline: from, questionsUntil: before } = expectOpen(state, at);
  if (Date.parse(deadline) <= Date.parse(from))
    throw new Rejection('deadline_not_later', `deadline: later than ${from}.`, { deadline: from });
  const questionsUntil = until ?? before;
  checkQuestionsUntil(questionsUntil, deadline);
  const moved = { window, from, deadline, questionsUntil, reason, shortenedBy: null, rules: [], at };
  return [{ type: 'DeadlineMoved', data: moved }];
}

function approve(
  command: Extract<DeadlineCommand, { type: 'approveShorterDeadline' }>,
  state: ProcurementState,
): readonly ProcurementEvent[] {
  const proposal = theCase(state).shorterDeadline;
  if (!proposal)
    throw new Rejection('shorter_deadline_missing', 'Nobody has proposed a shorter deadline; do so first.');
  if (proposal.proposedBy === command.by)
    throw new Rejection('same_person', 'Another person than who proposed it has to approve it.');
  const { deadline, reason, proposedBy: proposer } = proposal;
  const { window, from, until, rules } = checkShorter(command, state, deadline);
  const lastDay = osloDay(deadline);
  const questionsUntil = until !== null && until > lastDay ? lastDay : until;
  const shortenedBy = { proposer, approver: command.by };
  const moved = { window, from, deadline, questionsUntil, reason, shortenedBy, rules, at: command.at };
  return [{ type: 'DeadlineMoved', data: moved }];
}

function checkShorter(
  { earliest, at }: { readonly earliest: Earliest; readonly at: string },
  state: ProcurementState,
  deadline: string,
) {
  const { window, deadline: from, questionsUntil: until } = expectOpen(state, at);
  if (Date.parse(deadline) >= Date.parse(from))
    throw new Rejection('deadline_not_earlier', `deadline: earlier than ${from}; else extend it.`, {
      deadline: from,
    });
  return { window, from, until, rules: checkNewDeadline(window, deadline, { earliest, at }) };
}

/** What is taken now, and until when. Throws `wrong_step`, and `deadline_past` from the deadline's instant on. */
export function expectOpen(state: ProcurementState, at: string) {
  const current = theCase(state);
  const window = openWindow(state);
  const deadline = window && current.deadlines[window];
  if (window === null || deadline === null) throw stepRefused(state, 'given another deadline');
  if (Date.parse(deadline) <= Date.parse(at))
    throw new Rejection('deadline_past', `${window}Deadline: ${deadline} has passed, and stays as it was.`);
  return { window, deadline, questionsUntil: current.questionsUntil ?? null };
}

/** The rules that it was checked by. Throws `deadline_past`, `deadline_too_short`. */
export function checkNewDeadline(
  window: Window,
  deadline: string,
  { earliest, at }: { readonly earliest: Earliest; readonly at: string },
): readonly UsedRule[] {
  if (Date.parse(deadline) <= Date.parse(at))
    throw new Rejection('deadline_past', `${window}Deadline: ${deadline} has passed.`);
  if (osloDay(deadline) < earliest.day)
    throw new Rejection('deadline_too_short', `${window}Deadline: ${earliest.day} or later.`, {
      earliest: earliest.day,
      rules: earliest.rules,
    });
  return earliest.rules;
}

/** Throws `questions_after_deadline`. */
export function checkQuestionsUntil(questionsUntil: string | null, deadline: string): void {
  if (questionsUntil !== null && questionsUntil > osloDay(deadline))
    throw new Rejection(
      'questions_after_deadline',
      `questionsUntil: on ${osloDay(deadline)}, when the deadline is, or before.`,
    );
}
