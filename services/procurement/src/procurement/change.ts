import { isDeepStrictEqual } from 'node:util';
import { Rejection } from '@tiltak/decider';
import { checkNewDeadline, checkQuestionsUntil, expectOpen } from './deadline.ts';
import type { ProcurementEvent } from './events.ts';
import { procedures } from './procedure/procedures.ts';
import type { ProcurementCase, ProcurementState } from './procurement.ts';
import type { Earliest } from './publication.ts';
import {
  type ClimateTreated,
  checkClimate,
  checkSpecification,
  type Specification,
} from './specification.ts';
import { stepRefused, theCase } from './step.ts';
import { openWindow } from './window.ts';

/** What is competed for changes after its publication. */
export type ChangeCommand = {
  readonly type: 'changeCompetition';
  /** Null: it stays as it is. */
  readonly specification: Omit<Specification, 'version'> | null;
  /** What the climate rule of the day finds in it. */
  readonly climate: ClimateTreated;
  /** The documents of which a new version is published with it. */
  readonly documentIds: readonly string[];
  readonly reason: string;
  /** It may change who asks to take part or bids, or with what. */
  readonly isSubstantial: boolean;
  /** Of what is taken now; null: it stays. */
  readonly deadline: string | null;
  readonly questionsUntil: string | null;
  readonly earliest: Earliest;
  readonly at: string;
};

/** What the bidders go by; a change of any of these is substantial by itself. */
const substantial = [
  'lots',
  'requirements',
  'criteria',
  'priceModel',
  'climate',
  'envelopes',
  'result',
] as const satisfies readonly (keyof Specification)[];
/** What bids are compared by. */
const model = ['criteria', 'priceModel', 'climate', 'envelopes'] as const;

/**
 * Each change makes a new version. A substantial one extends the deadline (directive 2014/24/EU article 47(3)), and
 * bids for earlier versions have to be reconfirmed. Throws `wrong_step`, `model_fixed`, `requirements_fixed`,
 * `nothing_changed`, `change_is_substantial`, `extension_missing`, what a specification is refused for, and what
 * a deadline is refused for.
 */
export function changeCompetition(
  command: ChangeCommand,
  state: ProcurementState,
): readonly ProcurementEvent[] {
  const current = theCase(state);
  const { specification: before } = current;
  if (!before || current.publishedAt === null) throw stepRefused(state, 'changed after publication');
  const { documentIds, reason, isSubstantial, at } = command;
  const { version: _, ...old } = before;
  const after = command.specification ?? old;
  const differs = (parts: readonly (keyof typeof after)[]) =>
    parts.some((part) => !isDeepStrictEqual(after[part], old[part]));

  checkFixed(current, { isModel: differs(model), isRequirements: differs(['requirements']) });
  const window = openWindow(state);
  const isBetween =
    current.status === 'negotiation' || (current.status === 'qualification' && current.round === 0);
  if (window === null && !isBetween) throw stepRefused(state, 'changed');
  if (documentIds.length === 0 && isDeepStrictEqual(after, old))
    throw new Rejection('nothing_changed', 'specification: it is as it was; change it, or name documents.');
  if (!isSubstantial && differs(substantial))
    throw new Rejection(
      'change_is_substantial',
      'isSubstantial: lots, requirements, criteria, price model, envelopes and result are what bidders go by.',
    );
  checkSpecification(after, procedures[current.procedure]);
  checkClimate(current.procedure, command.climate);

  const time = window === null ? unmoved(command, current) : moved(command, current);
  const version = before.version + 1;
  const reconfirmBidsSince =
    isSubstantial && window === 'bids' ? version : (current.reconfirmBidsSince ?? null);
  const specification = { ...after, version };
  const changed = { specification, documentIds, reason, isSubstantial, reconfirmBidsSince, ...time, at };
  return [{ type: 'CompetitionChanged', data: changed }];
}

function checkFixed(
  { procedure, status, openedAt }: ProcurementCase,
  { isModel, isRequirements }: { readonly isModel: boolean; readonly isRequirements: boolean },
): void {
  if (isModel && (openedAt || status === 'negotiation'))
    throw new Rejection(
      'model_fixed',
      'criteria, priceModel: what bids are compared by is fixed once bids are opened or there is negotiation.',
    );
  if (isRequirements && procedures[procedure].asksFor === 'requests' && status !== 'published')
    throw new Rejection(
      'requirements_fixed',
      'requirements: they are fixed once the time for requests to participate is over.',
    );
}

/** Where nothing is asked for at the moment there is no deadline to move. */
function unmoved({ deadline, climate }: ChangeCommand, { deadlines, questionsUntil }: ProcurementCase) {
  if (deadline !== null)
    throw new Rejection('deadline_not_used', 'deadline: nothing is asked for at the moment.');
  return { deadlines, questionsUntil: questionsUntil ?? null, rules: climate.rules };
}

function moved(command: ChangeCommand, current: ProcurementCase) {
  const { isSubstantial, earliest, climate, at } = command;
  const { window, deadline: before } = expectOpen(current, at);
  if (isSubstantial && command.deadline === null)
    throw new Rejection('extension_missing', 'deadline: after a substantial change it is extended.', {
      earliest: earliest.day,
      rules: earliest.rules,
    });
  const deadline = command.deadline ?? before;
  if (Date.parse(deadline) < Date.parse(before) || (isSubstantial && deadline === before))
    throw new Rejection('deadline_not_later', `deadline: later than ${before}.`, { deadline: before });
  const rules = isSubstantial ? checkNewDeadline(window, deadline, { earliest, at }) : [];
  const questionsUntil = command.questionsUntil ?? current.questionsUntil ?? null;
  checkQuestionsUntil(questionsUntil, deadline);
  const deadlines = { ...current.deadlines, [window]: deadline };
  return { deadlines, questionsUntil, rules: [...climate.rules, ...rules] };
}
