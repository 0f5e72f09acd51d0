import type { Reads, Stage, Stream } from '@tiltak/store';
import { envelopesAsked } from '../bid/bidder.ts';
import { evaluationIdOf, evaluations } from '../evaluation/evaluation.ts';
import type { ProcurementCommand } from '../procurement/decide.ts';
import type { ProcurementEvent } from '../procurement/events.ts';
import { type ProcurementState, procurements } from '../procurement/procurement.ts';
import { theCase } from '../procurement/step.ts';
import type { OpeningMoment } from './decide.ts';
import { type EnvelopeKind, sealingOf, sealings } from './sealing.ts';

type Case = Stream<ProcurementCommand, ProcurementEvent, ProcurementState>;

/** After its first opening the case stands at one of these while envelopes are still closed. */
const afterFirst = ['opened', 'qualification', 'negotiation', 'evaluation'] as const;

/** Reads what an opening depends on, in the round that the case is in. Throws `not_found`. */
export async function readOpening(reads: Reads, procurementId: string) {
  const [found, evaluation] = await Promise.all([
    reads.stream(procurements, procurementId),
    reads.stream(evaluations, evaluationIdOf(procurementId)),
  ]);
  const round = Math.max(theCase(found.state).round, 1);
  const sealing = await reads.stream(sealings, sealingOf(procurementId, round));
  return {
    round,
    found,
    sealing,
    /** What the case says about an opening at this moment, by this person. */
    moment(stage: Pick<Stage, 'at'>, envelope: EnvelopeKind, by: string): OpeningMoment {
      const current = theCase(found.state);
      const asked = envelopesAsked(current);
      const isFirst = asked[0] === envelope;
      const { state } = evaluation;
      return {
        ...{ envelope, asked, by, at: stage.at },
        deadline: current.deadlines.bids,
        isClosed: isFirst
          ? current.status === 'closed_for_bids'
          : afterFirst.some((status) => status === current.status),
        qualitySettledAt: state.status === 'none' ? null : state.qualitySettledAt,
      };
    },
  };
}

/** The case closes for bids at its deadline by a timer; who opens in that very second need not wait for it. */
export function closeIfDue(stage: Stage, found: Case): void {
  const { state } = found;
  if (state.status !== 'published' && state.status !== 'invited') return;
  const { bids } = state.deadlines;
  if (bids !== null && Date.parse(stage.at) >= Date.parse(bids))
    stage.handle(found, { type: 'advance', to: 'closed_for_bids', at: stage.at });
}
