import type { evaluation } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type * as z from 'zod';
import type { Evaluation, StartedEvaluation } from '../evaluation/evaluation.ts';
import type { ScoreKey } from '../evaluation/events.ts';
import { isAbout } from '../evaluation/evolve.ts';
import { lowPriceHints } from '../evaluation/lowPrice.ts';
import { scoresMissing } from '../evaluation/scoring.ts';
import { openTie } from '../evaluation/ties.ts';

type Shown = z.output<typeof evaluation>;

/** Names of those who are in it, as they are now; none where one was deleted. */
export type Names = {
  readonly suppliers: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, string>;
};

/**
 * An evaluation as `reader` may see it: the evaluators' own scores are their own until the settled one is written down,
 * so that nobody scores after another. Throws `not_found`.
 */
export function evaluationAnswer(
  state: Evaluation,
  { reader, names }: { reader: string; names: Names },
): Shown {
  if (state.status === 'none') throw noEvaluation();
  const { bids, evaluators, ranking, scores, settledScores, ...facts } = state;
  const isSettled = (key: ScoreKey) => settledScores.some((one) => isAbout(one, key));
  const lots =
    ranking === null ? null : state.basis.lotIds.map((lotId) => ({ lotId, rows: ranking[lotId] ?? [] }));
  const shown = {
    ...facts,
    evaluators: evaluators.map((one) => ({ ...one, name: names.people.get(one.subject) ?? null })),
    bids: bids.map((bid) => ({
      ...bid,
      supplierName: names.suppliers.get(bid.supplierId) ?? bid.supplierId,
    })),
    scores: scores.filter((score) => score.by === reader || isSettled(score)),
    given: givenScores(state),
    settledScores,
    missing: scoresMissing(state),
    ranking: lots,
    lowPrices: (lots ?? []).flatMap(({ lotId, rows }) =>
      lowPriceHints(rows).map((hint) => ({ lotId, ...hint })),
    ),
    openTies: (lots ?? []).flatMap(({ lotId, rows }) => {
      const tied = openTie(rows, state.basis.winnersMax);
      return tied.length === 0 ? [] : [{ lotId, bidIds: tied.map(({ bidId }) => bidId) }];
    }),
  };
  // A copy, because the answer's type is writable and the state is not.
  return structuredClone(shown) as Shown;
}

/** How many have scored what. */
function givenScores({ scores }: StartedEvaluation): Shown['given'] {
  const counted = new Map<string, Shown['given'][number]>();
  for (const { bidId, lotId, criterionId } of scores) {
    const key = `${lotId}/${criterionId}/${bidId}`;
    const evaluators = (counted.get(key)?.evaluators ?? 0) + 1;
    counted.set(key, { bidId, lotId, criterionId, evaluators });
  }
  return [...counted.values()];
}

/** Also for those who have nothing to do with it. */
export const noEvaluation = () =>
  new Rejection('not_found', 'There is no evaluation of this procurement that you take part in.');
