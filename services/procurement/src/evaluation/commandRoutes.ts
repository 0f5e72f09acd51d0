import type { procurementOperations } from '@tiltak/contracts/procurement';
import type { Handlers } from '@tiltak/http';
import type { Store } from '@tiltak/store';
import { theCase as currentOf } from '../procurement/step.ts';
import type { EvaluationCommand } from './commands.ts';
import type { LotPrice, Score } from './events.ts';
import { concludeBids, type EvaluationCall, onEvaluation, type Scene } from './onEvaluation.ts';

type Ops = typeof procurementOperations;
type Names =
  | 'appointEvaluator'
  | 'dismissEvaluator'
  | 'declareImpartiality'
  | 'qualifyBidder'
  | 'rejectBid'
  | 'reinstateBid'
  | 'scoreBid'
  | 'settleScore'
  | 'settleQuality'
  | 'rankBids'
  | 'askForExplanation'
  | 'recordExplanation'
  | 'settleTie'
  | 'drawLots'
  | 'confirmDrawing'
  | 'finishEvaluation'
  | 'reopenEvaluation';

/** The operations that change an evaluation which has been started. */
export function evaluationCommandRoutes(store: Store): Pick<Handlers<Ops>, Names> {
  const on = (call: EvaluationCall, command: (scene: Scene) => EvaluationCommand) =>
    onEvaluation(store, call, { command });
  return {
    ...assessmentRoutes(store),
    ...scoringRoutes(store),
    appointEvaluator: (call) =>
      on(call, ({ stage }) => ({ type: 'appointEvaluator', ...call.body, at: stage.at })),
    dismissEvaluator: (call) => on(call, () => ({ type: 'dismissEvaluator', ...call.body })),
    declareImpartiality: (call) =>
      on(call, ({ by, stage }) => ({ type: 'declareImpartiality', by, ...call.body, at: stage.at })),
    rankBids: (call) =>
      onEvaluation(store, call, { about: 'all bids', command: rankCommand, follow: advanceToEvaluation }),
    settleTie: (call) => on(call, ({ by }) => ({ type: 'settleTie', ...call.body, by })),
    drawLots: (call) => on(call, ({ by }) => ({ type: 'drawLots', ...call.body, by })),
    confirmDrawing: (call) => on(call, ({ by }) => ({ type: 'confirmDrawing', ...call.body, by })),
    finishEvaluation: (call) =>
      onEvaluation(store, call, {
        about: 'all bids',
        command: ({ stage }) => ({ type: 'finish', at: stage.at }),
        follow: (scene) => concludeBids(onlyQualified(scene), 'evaluated'),
      }),
    reopenEvaluation: (call) => on(call, ({ stage }) => ({ type: 'reopen', ...call.body, at: stage.at })),
  };
}

/** What is decided about one bid by itself. */
function assessmentRoutes(
  store: Store,
): Pick<
  Handlers<Ops>,
  'qualifyBidder' | 'rejectBid' | 'reinstateBid' | 'askForExplanation' | 'recordExplanation'
> {
  return {
    qualifyBidder: (call) => {
      const { bidId } = call.params;
      return onEvaluation(store, call, {
        about: bidId,
        command: ({ stage }) => ({ type: 'qualifyBidder', bidId, ...call.body, at: stage.at }),
        follow: (scene) => concludeBids(scene, 'qualified'),
      });
    },
    rejectBid: (call) => {
      const { bidId } = call.params;
      return onEvaluation(store, call, {
        about: bidId,
        command: ({ stage, theCase: found }) => {
          const { procedure } = currentOf(found.state);
          return { type: 'rejectBid', bidId, procedure, ...call.body, at: stage.at };
        },
        follow: (scene) => concludeBids(scene, 'rejected'),
      });
    },
    reinstateBid: (call) => {
      const { bidId } = call.params;
      return onEvaluation(store, call, {
        command: ({ stage }) => ({ type: 'reinstateBid', bidId, ...call.body, at: stage.at }),
      });
    },
    askForExplanation: (call) => {
      const { bidId } = call.params;
      return onEvaluation(store, call, {
        command: ({ stage }) => ({ type: 'askForExplanation', bidId, ...call.body, at: stage.at }),
      });
    },
    recordExplanation: (call) => {
      const { bidId } = call.params;
      return onEvaluation(store, call, {
        command: ({ stage }) => ({ type: 'recordExplanation', bidId, ...call.body, at: stage.at }),
      });
    },
  };
}

function scoringRoutes(store: Store): Pick<Handlers<Ops>, 'scoreBid' | 'settleScore' | 'settleQuality'> {
  const score =
    (type: 'scoreBid' | 'settleScore', bidId: string, given: Omit<Score, 'bidId' | 'by' | 'at'>) =>
    ({ bids, by, stage }: Scene): EvaluationCommand => ({
      type,
      score: { bidId, ...given, by, at: stage.at },
      isPriceOpen: bids.some(({ state }) => state.status !== 'none' && state.opened.price !== undefined),
    });
  return {
    scoreBid: (call) =>
      onEvaluation(store, call, {
        about: call.params.bidId,
        command: score('scoreBid', call.params.bidId, call.body),
      }),
    settleScore: (call) =>
      onEvaluation(store, call, {
        about: call.params.bidId,
        command: score('settleScore', call.params.bidId, call.body),
      }),
    settleQuality: (call) =>
      onEvaluation(store, call, {
        command: ({ stage }) => ({ type: 'settleQuality', at: stage.at }),
      }),
  };
}

/** By the prices as they were opened, and by the specification as the case has it. */
function rankCommand({ bids, stage, theCase: { state } }: Scene): EvaluationCommand {
  const prices = bids.flatMap((bid): readonly LotPrice[] =>
    bid.state.status === 'none'
      ? []
      : Object.entries(bid.state.opened.price ?? {}).map(([lotId, priceOre]) => ({
          bidId: bid.id,
          lotId,
          priceOre,
        })),
  );
  const unopenedBidIds = bids
    .filter((bid) => bid.state.status === 'none' || bid.state.opened.price === undefined)
    .map(({ id }) => id);
  const specificationVersion = (state.status === 'none' ? null : state.specification?.version) ?? 0;
  return { type: 'rankBids', prices, unopenedBidIds, specificationVersion, at: stage.at };
}

/** Ranking is what makes it an evaluation; before it the case may still go on to negotiations. */
function advanceToEvaluation({ stage, theCase }: Scene): void {
  if (theCase.state.status === 'none' || theCase.state.status === 'evaluation') return;
  stage.handle(theCase, { type: 'advance', to: 'evaluation', at: stage.at });
}

/** After a complaint some bids have won or lost before; the award tells what becomes of those. */
const onlyQualified = (scene: Scene): Scene => ({
  ...scene,
  bids: scene.bids.filter(({ state }) => state.status === 'qualified'),
});
