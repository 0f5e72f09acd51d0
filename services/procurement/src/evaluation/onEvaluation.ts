import type { Actor } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { expectVersion, type Stage, type Store, type Stream, type WorkContext } from '@tiltak/store';
import { type BidEvent, type BidState, bids, type Conclusion } from '../bid/bid.ts';
import type { BidCommand } from '../bid/decide.ts';
import type { ProcurementCommand } from '../procurement/decide.ts';
import type { ProcurementEvent } from '../procurement/events.ts';
import type { Status } from '../procurement/procedure/procedure.ts';
import { type ProcurementState, procurements } from '../procurement/procurement.ts';
import { theCase } from '../procurement/step.ts';
import type { EvaluationCommand } from './commands.ts';
import { type Evaluation, evaluationIdOf, evaluations } from './evaluation.ts';

export type EvaluationCall = {
  readonly params: { readonly procurementId: string };
  readonly actor: Actor;
  readonly idempotency: WorkContext['idempotency'];
  readonly ifMatch: number | undefined;
};

/** What a command on an evaluation is decided on. */
export type Scene = {
  readonly stage: Stage;
  readonly by: string;
  readonly theCase: Stream<ProcurementCommand, ProcurementEvent, ProcurementState>;
  /** The bids that were asked for, as they are in the evaluation. */
  readonly bids: readonly Stream<BidCommand, BidEvent, BidState>[];
};

/** Where a case stands while its bids are evaluated. */
export const evaluating: readonly Status[] = ['opened', 'qualification', 'evaluation'];

/**
 * Does a command on the evaluation of the case that the path names, in one transaction with what follows for the case
 * and the bids. `about`: which bids are read for it. Throws `wrong_step`, `not_found` and what the decider throws.
 */
export function onEvaluation(
  store: Store,
  call: EvaluationCall,
  plan: {
    readonly about?: string | 'all bids';
    readonly command: (scene: Scene) => EvaluationCommand;
    readonly follow?: (scene: Scene) => void;
  },
) {
  const { procurementId } = call.params;
  return runCommand(store, call, async (reads) => {
    const [evaluation, found] = await Promise.all([
      reads.stream(evaluations, evaluationIdOf(procurementId)),
      reads.stream(procurements, procurementId),
    ]);
    const ids = bidIdsIn(evaluation.state).filter(
      (bidId) => plan.about === 'all bids' || bidId === plan.about,
    );
    const read = await Promise.all(ids.map((bidId) => reads.stream(bids, bidId)));
    return (stage: Stage) => {
      theCase(found.state, evaluating, 'evaluated');
      // So that the award is not approved at the same moment, of what is changed here.
      stage.guard(found);
      if (evaluation.version > 0) expectVersion(evaluation, call.ifMatch);
      const scene: Scene = { stage, by: call.actor.subject, theCase: found, bids: read };
      stage.handle(evaluation, plan.command(scene));
      plan.follow?.(scene);
      return { body: changedAnswer(procurementId, evaluation.state), version: evaluation.version };
    };
  });
}

const bidIdsIn = (state: Evaluation): readonly string[] =>
  state.status === 'none' ? [] : state.bids.map(({ bidId }) => bidId);

/** The bids of a scene come to a new status, those that can. */
export function concludeBids({ stage, bids: read }: Scene, status: Conclusion): void {
  for (const bid of read) stage.handle(bid, { type: 'conclude', status, at: stage.at });
}

/** What every command answers. */
export function changedAnswer(procurementId: string, state: Evaluation) {
  if (state.status === 'none') throw new Error('an evaluation that was changed is there');
  const { qualitySettledAt, ranking, status } = state;
  return { procurementId, status, qualitySettledAt, isRanked: ranking !== null };
}
