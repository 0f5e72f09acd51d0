import type { PartnershipEvent, PhaseDecision, Proposal } from './events.ts';
import type { Instalment, Partner, Partnership, Run, StatedPartnership } from './partnership.ts';

export function evolve(state: Partnership, event: PartnershipEvent): Partnership {
  if (event.type === 'TermsStated') {
    const { at, ...facts } = event.data;
    const empty = { partners: [], proposals: [], startedAt: null, ended: null };
    return { status: 'stated', ...facts, statedAt: at, ...empty };
  }
  return state.status === 'none' ? state : evolveStated(state, event);
}

function evolveStated(
  state: StatedPartnership,
  event: Exclude<PartnershipEvent, { type: 'TermsStated' }>,
): StatedPartnership {
  switch (event.type) {
    case 'PartnershipStarted': {
      const { at, partners } = event.data;
      const started = partners.map(
        (one): Partner => ({ ...one, status: 'developing', runs: [], purchase: null }),
      );
      return { ...state, status: 'running', partners: started, startedAt: at };
    }
    case 'PhaseStarted': {
      const { supplierId, phase, at: startedAt } = event.data;
      const empty = { delivery: null, test: null, decision: null, instalments: [] };
      const run: Run = { phase, status: 'started', startedAt, ...empty };
      return withPartner(state, supplierId, (one) => ({ ...one, runs: [...one.runs, run] }));
    }
    case 'PhaseDelivered': {
      const { supplierId, phase, delivery, isLate, by, at } = event.data;
      return withRun(state, { supplierId, phase }, (run) => ({
        ...run,
        status: 'delivered',
        delivery: { ...delivery, isLate, by, at },
      }));
    }
    case 'PhaseTested': {
      const { supplierId, phase, measurements, note, by, at } = event.data;
      const tested = withRun(state, { supplierId, phase }, (run) => ({
        ...run,
        status: 'tested',
        test: { measurements, note, by, at },
      }));
      // What was proposed was proposed on the test before it.
      return withoutProposals(tested, phase, [supplierId]);
    }
    case 'PaymentProposed': {
      const before = withoutProposals(state, event.data.phase, suppliersOf(event.data));
      return { ...before, proposals: [...before.proposals, event.data] };
    }
    case 'PhaseDecided':
      return evolveDecided(state, event.data);
    case 'InstalmentApproved': {
      const { supplierId, phase, proposalId, amountOre, reason, proposedBy, confirmedBy, at } = event.data;
      const paid = { amountOre, reason, proposedBy, confirmedBy, at };
      const proposals = state.proposals.filter((one) => one.proposalId !== proposalId);
      return withRun({ ...state, proposals }, { supplierId, phase }, (run) => withInstalment(run, paid));
    }
    case 'PurchaseOptionOpened': {
      const { supplierId, what, priceOre, by, at } = event.data;
      const opened = { what, priceOre, openedBy: by, openedAt: at };
      const purchase = {
        status: 'opened',
        ...opened,
        reason: null,
        exercisedBy: null,
        exercisedAt: null,
        changeId: null,
      } as const;
      return withPartner(state, supplierId, (one) => ({ ...one, purchase }));
    }
    case 'PurchaseOptionExercised': {
      const { supplierId, reason, changeId, exercisedBy, at } = event.data;
      const exercised = { status: 'exercised', reason, changeId, exercisedBy, exercisedAt: at } as const;
      return withPartner(state, supplierId, (one) => ({
        ...one,
        purchase: one.purchase && { ...one.purchase, ...exercised },
      }));
    }
    case 'PartnershipEnded':
      return { ...state, status: 'ended', proposals: [], ended: event.data };
  }
}

function evolveDecided(
  state: StatedPartnership,
  data: Extract<PartnershipEvent, { type: 'PhaseDecided' }>['data'],
): StatedPartnership {
  const { phase, isLastPhase, decisions, decidedBy, confirmedBy, at } = data;
  const byId = new Map(decisions.map((one) => [one.supplierId, one]));
  const decide = (run: Run, { outcome, reason, rank, instalmentOre }: PhaseDecision): Run => {
    const decision = { outcome, reason, rank, decidedBy, confirmedBy, at };
    const decided: Run = { ...run, status: outcome, decision };
    if (instalmentOre === 0 || confirmedBy === null) return decided;
    return withInstalment(decided, {
      amountOre: instalmentOre,
      reason,
      proposedBy: decidedBy,
      confirmedBy,
      at,
    });
  };
  const partners = state.partners.map((partner): Partner => {
    const decision = byId.get(partner.supplierId);
    if (!decision) return partner;
    const runs = partner.runs.map((run) => (run.phase === phase ? decide(run, decision) : run));
    const stays = isLastPhase ? 'developed' : 'developing';
    return { ...partner, runs, status: decision.outcome === 'exit' ? 'left' : stays };
  });
  return withoutProposals({ ...state, partners }, phase, [...byId.keys()]);
}

const withInstalment = (run: Run, instalment: Instalment): Run => ({
  ...run,
  instalments: [...run.instalments, instalment],
});

const suppliersOf = (proposal: Proposal): readonly string[] =>
  proposal.type === 'instalment'
    ? [proposal.supplierId]
    : proposal.decisions.map(({ supplierId }) => supplierId);

/** Of what waits for a second person, the newest stands: what is about the same phase of the same partner goes. */
function withoutProposals(
  state: StatedPartnership,
  phase: number,
  suppliers: readonly string[],
): StatedPartnership {
  const proposals = state.proposals.filter(
    (one) => one.phase !== phase || !suppliersOf(one).some((supplierId) => suppliers.includes(supplierId)),
  );
  return { ...state, proposals };
}

function withPartner(
  state: StatedPartnership,
  supplierId: string,
  change: (partner: Partner) => Partner,
): StatedPartnership {
  const partners = state.partners.map((one) => (one.supplierId === supplierId ? change(one) : one));
  return { ...state, partners };
}

function withRun(
  state: StatedPartnership,
  { supplierId, phase }: { readonly supplierId: string; readonly phase: number },
  change: (run: Run) => Run,
): StatedPartnership {
  return withPartner(state, supplierId, (one) => ({
    ...one,
    runs: one.runs.map((run) => (run.phase === phase ? change(run) : run)),
  }));
}
