import { Rejection } from '@tiltak/decider';
import type { Of, PartnershipCommand } from './commands.ts';
import { confirm, decidePhase, proposeInstalment } from './decision.ts';
import type { PartnershipEvent } from './events.ts';
import { isDecided, requireRunning } from './guards.ts';
import { partnershipKinds } from './kind.ts';
import type { Partnership, StatedPartnership } from './partnership.ts';
import { deliver, recordTest, startPhase } from './phase.ts';
import { exercisePurchaseOption, openPurchaseOption } from './purchase.ts';
import { checkTerms } from './terms.ts';

type Events = readonly PartnershipEvent[];

/** What each command leads to; its refusals stand at the function that decides it. */
export function decide(command: PartnershipCommand, state: Partnership): Events {
  switch (command.type) {
    case 'stateTerms':
      return stateTerms(state, command);
    case 'start':
      return start(state, command);
    case 'startPhase':
      return startPhase(requireRunning(state), command);
    case 'deliver':
      return deliver(requireRunning(state), command);
    case 'recordTest':
      return recordTest(requireRunning(state), command);
    case 'decidePhase':
      return decidePhase(requireRunning(state), command);
    case 'proposeInstalment':
      return proposeInstalment(requireRunning(state), command);
    case 'confirm':
      return confirm(requireRunning(state), command);
    case 'openPurchaseOption':
      return openPurchaseOption(requireRunning(state), command);
    case 'exercisePurchaseOption':
      return exercisePurchaseOption(requireRunning(state), command);
    case 'end':
      return end(requireRunning(state), command);
  }
}

/** Until the competition is published, which the caller sees to. Throws `terms_fixed`, and what `checkTerms` throws. */
function stateTerms(state: Partnership, command: Of<'stateTerms'>): Events {
  if (state.status !== 'none' && state.status !== 'stated')
    throw new Rejection('terms_fixed', 'The partnership has started; its terms do not change any more.');
  const { kind, procurementId, measureId, estimatedValueOre, terms, today, at } = command;
  checkTerms(terms, { kind, estimatedValueOre, today });
  return [{ type: 'TermsStated', data: { kind, procurementId, measureId, terms, at } }];
}

/** Throws `terms_missing`, `already_started`, `too_few_partners`, `too_many_partners`. */
function start(state: Partnership, { partners, at }: Of<'start'>): Events {
  if (state.status === 'none')
    throw new Rejection('terms_missing', 'The terms of the partnership have not been stated.');
  if (state.status !== 'stated') throw new Rejection('already_started', 'The partnership has started.');
  const { partnersMin, norwegian } = partnershipKinds[state.kind];
  if (partners.length < partnersMin)
    throw new Rejection(
      'too_few_partners',
      `${norwegian} begins with at least ${partnersMin} signed contracts; there are ${partners.length}.`,
    );
  const partnersMax = state.terms.phases[0]?.partnersMax ?? 0;
  if (partners.length > partnersMax)
    throw new Rejection(
      'too_many_partners',
      `The first phase holds at most ${partnersMax} partners; there are ${partners.length} signed contracts.`,
    );
  return [{ type: 'PartnershipStarted', data: { partners, at } }];
}

/** After any phase; what is under way comes to its decision first. Throws `phase_open`. */
function end({ partners }: StatedPartnership, { reason, at }: Of<'end'>): Events {
  const open = partners.find(({ runs }) => runs.some((run) => !isDecided(run)));
  if (open)
    throw new Rejection(
      'phase_open',
      `Decide first whether ${open.name} goes on: a phase is under way there.`,
    );
  return [{ type: 'PartnershipEnded', data: { reason, at } }];
}
