import { Rejection } from '@tiltak/decider';
import type { Of } from './commands.ts';
import type { PartnershipEvent, PhaseDecision } from './events.ts';
import { isDecided, requireRun, requireUndecided } from './guards.ts';
import { partnershipKinds } from './kind.ts';
import { checkPayments } from './money.ts';
import type { StatedPartnership } from './partnership.ts';

type Events = readonly PartnershipEvent[];
type Decisions = { readonly phase: number; readonly decisions: readonly PhaseDecision[] };

/**
 * Who goes on after a phase. Where nobody is paid it is decided at once; a payment waits for a second person. Throws
 * what {@link checkDecisions} and `checkPayments` throw.
 */
export function decidePhase(state: StatedPartnership, command: Of<'decidePhase'>): Events {
  const { proposalId, phase, decisions, today, by, at } = command;
  checkDecisions(state, { phase, decisions }, today);
  if (decisions.some(({ instalmentOre }) => instalmentOre > 0))
    return [{ type: 'PaymentProposed', data: { type: 'decision', proposalId, phase, decisions, by, at } }];
  return decided(state, { phase, decisions }, { proposalId: null, decidedBy: by, confirmedBy: null, at });
}

/** Throws `phase_not_started`, `phase_decided`, `budget_exceeded`, `maximum_development_exceeded`. */
export function proposeInstalment(state: StatedPartnership, command: Of<'proposeInstalment'>): Events {
  const { type: _, ...proposal } = command;
  requireUndecided(requireRun(state, proposal));
  checkPayments(state, [proposal]);
  return [{ type: 'PaymentProposed', data: { type: 'instalment', ...proposal } }];
}

/** Throws `proposal_not_found`, `same_person`, and what the proposal itself would be refused for now. */
export function confirm(state: StatedPartnership, { proposalId, today, by, at }: Of<'confirm'>): Events {
  const found = state.proposals.find((one) => one.proposalId === proposalId);
  if (!found)
    throw new Rejection(
      'proposal_not_found',
      `No proposal ${proposalId} waits; a newer one may stand instead.`,
    );
  if (found.by === by)
    throw new Rejection('same_person', 'A payment is confirmed by another person than who proposed it.');
  const { phase } = found;
  if (found.type === 'instalment') {
    const { supplierId, amountOre, reason } = found;
    checkPayments(state, [found]);
    const persons = { proposedBy: found.by, confirmedBy: by };
    const data = { proposalId, supplierId, phase, amountOre, reason, ...persons, at };
    return [{ type: 'InstalmentApproved', data }];
  }
  const { decisions } = found;
  checkDecisions(state, { phase, decisions }, today);
  return decided(state, { phase, decisions }, { proposalId, decidedBy: found.by, confirmedBy: by, at });
}

function decided(
  state: StatedPartnership,
  { phase, decisions }: Decisions,
  persons: Pick<
    Extract<PartnershipEvent, { type: 'PhaseDecided' }>['data'],
    'proposalId' | 'decidedBy' | 'confirmedBy' | 'at'
  >,
): Events {
  const isLastPhase = phase === state.terms.phases.length;
  const event: PartnershipEvent = {
    type: 'PhaseDecided',
    data: { phase, isLastPhase, decisions, ...persons },
  };
  const leaving = new Set(
    decisions.filter(({ outcome }) => outcome === 'exit').map(({ supplierId }) => supplierId),
  );
  const isOver = state.partners.every(
    ({ supplierId, status }) => status === 'left' || leaving.has(supplierId),
  );
  if (!isOver) return [event];
  return [event, { type: 'PartnershipEnded', data: { reason: 'last_partner_left', at: persons.at } }];
}

/**
 * Throws `part_twice`, `phase_not_started`, `phase_decided`, `phase_not_tested`, `too_many_partners`,
 * `comparison_incomplete`, `rank_not_valid`, `budget_exceeded`, `maximum_development_exceeded`.
 */
function checkDecisions(state: StatedPartnership, { phase, decisions }: Decisions, today: string): void {
  const ids = decisions.map(({ supplierId }) => supplierId);
  const twice = ids.find((one, at) => ids.indexOf(one) !== at);
  if (twice !== undefined) throw new Rejection('part_twice', `decisions: ${twice} is there twice.`);
  const deadline = state.terms.phases[phase - 1]?.deadline ?? '';
  for (const { supplierId, outcome } of decisions) {
    const run = requireRun(state, { supplierId, phase });
    requireUndecided(run);
    // Who has not delivered in time can't hold the others up: such a one leaves untested.
    const isAbsent = run.status === 'started' && outcome === 'exit' && today > deadline;
    if (run.status !== 'tested' && !isAbsent)
      throw new Rejection(
        'phase_not_tested',
        `decisions: phase ${phase} of ${supplierId} has not been tested; a partner who never delivered leaves after ${deadline}.`,
      );
  }
  checkNumber(state, { phase, decisions });
  if (partnershipKinds[state.kind].decidesBy === 'comparison') checkComparison(state, { phase, decisions });
  checkPayments(
    state,
    decisions.map(({ supplierId, instalmentOre }) => ({ supplierId, phase, amountOre: instalmentOre })),
  );
}

/** No more go on than there is place for in the next phase. */
function checkNumber({ terms, partners }: StatedPartnership, { phase, decisions }: Decisions): void {
  const next = terms.phases[phase];
  if (!next) return;
  const before = partners.filter(({ runs }) => runs[phase - 1]?.status === 'continue').length;
  const going = decisions.filter(({ outcome }) => outcome === 'continue').length;
  if (before + going > next.partnersMax)
    throw new Rejection(
      'too_many_partners',
      `decisions: at most ${next.partnersMax} go on to phase ${phase + 1}, not ${before + going}.`,
    );
}

/** All who are in the phase are compared at once, and nobody goes on past one who is ranked before them. */
function checkComparison({ partners }: StatedPartnership, { phase, decisions }: Decisions): void {
  const given = new Set(decisions.map(({ supplierId }) => supplierId));
  const missing = partners
    .filter(({ status, runs, supplierId }) => {
      const run = runs[phase - 1];
      return status === 'developing' && !(run && isDecided(run)) && !given.has(supplierId);
    })
    .map(({ supplierId }) => supplierId);
  if (missing.length > 0)
    throw new Rejection(
      'comparison_incomplete',
      `decisions: all who are in phase ${phase} are compared at once; ${missing.join(', ')} is missing.`,
      { missing },
    );
  const ranked = [...decisions].sort((one, other) => (one.rank ?? 0) - (other.rank ?? 0));
  if (ranked.some(({ rank }, at) => rank !== at + 1))
    throw new Rejection('rank_not_valid', `decisions: give the ranks 1 to ${decisions.length}, each once.`);
  const firstOut = ranked.findIndex(({ outcome }) => outcome === 'exit');
  if (firstOut !== -1 && ranked.slice(firstOut).some(({ outcome }) => outcome === 'continue'))
    throw new Rejection('rank_not_valid', 'decisions: nobody goes on past one who is ranked before them.');
}
