import { Rejection } from '@tiltak/decider';
import type { EvaluationCommand } from './commands.ts';
import type { RankingRow, StartedEvaluation } from './evaluation.ts';
import type { EvaluationEvent, TieRule, TieSettlement } from './events.ts';
import { hundredthsOf } from './priceModel.ts';
import type { RankedBid } from './ranking.ts';

/** The rows with the equal bids in this order, each with a rank of its own; all other rows as they are. */
export function inSettledOrder<Row extends RankedBid>(
  rows: readonly Row[],
  bidIds: readonly string[],
): readonly Row[] {
  const settled = rows.map((row) => {
    const place = bidIds.indexOf(row.bidId);
    return place < 0 ? row : { ...row, rank: row.rank + place, tied: false };
  });
  return settled.sort((one, other) => one.rank - other.rank);
}

/** The best-ranked equal bids among those that can win; empty where no tie matters. */
export function openTie(rows: readonly RankingRow[], winnersMax: number): readonly RankingRow[] {
  const first = rows.find(({ rank, tied }) => tied && rank <= winnersMax);
  return first ? rows.filter(({ rank, tied }) => tied && rank === first.rank) : [];
}

/** Puts equal bids in order by a rule that the documents stated. Throws `no_tie` or `still_tied`. */
export function settleTie(
  state: StartedEvaluation,
  { lotId, note, rule, by }: Extract<EvaluationCommand, { readonly type: 'settleTie' }>,
): readonly EvaluationEvent[] {
  const tied = requireTie(state, lotId);
  const values = new Map(tied.map((row) => [row.bidId, valueBy(rule, row, state)]));
  if (new Set(values.values()).size < tied.length)
    throw new Rejection(
      'still_tied',
      `rule: by ${rule} some of these bids are equal too; draw lots between them.`,
    );
  const bidIds = tied.map(({ bidId }) => bidId).sort((one, other) => values.get(other)! - values.get(one)!);
  return [{ type: 'TieSettled', data: { lotId, method: rule, bidIds, note, by, confirmedBy: null } }];
}

/** Writes down a drawing of lots; it counts when a second person confirms it. Throws `no_tie` or `not_the_tie`. */
export function drawLots(
  state: StartedEvaluation,
  { lotId, bidIds, note, by }: Extract<EvaluationCommand, { readonly type: 'drawLots' }>,
): readonly EvaluationEvent[] {
  const tied = requireTie(state, lotId).map(({ bidId }) => bidId);
  if (bidIds.length !== tied.length || !tied.every((bidId) => bidIds.includes(bidId)))
    throw new Rejection(
      'not_the_tie',
      `bidIds: lots are drawn between exactly these bids: ${tied.join(', ')}.`,
    );
  return [{ type: 'LotsDrawn', data: { lotId, method: 'drawing_of_lots', bidIds, note, by } }];
}

/** A second person who was there confirms the drawing. Throws `drawing_missing` or `same_person`. */
export function confirmDrawing(
  state: StartedEvaluation,
  { lotId, by }: Extract<EvaluationCommand, { readonly type: 'confirmDrawing' }>,
): readonly EvaluationEvent[] {
  const drawing = state.drawings.find((one) => one.lotId === lotId);
  if (!drawing)
    throw new Rejection('drawing_missing', `lotId: no drawing of lots is written down for ${lotId}.`);
  if (drawing.by === by)
    throw new Rejection(
      'same_person',
      'A drawing of lots is confirmed by another person than the one who wrote it down.',
    );
  const settled: TieSettlement = { ...drawing, confirmedBy: by };
  return [{ type: 'TieSettled', data: settled }];
}

function requireTie(state: StartedEvaluation, lotId: string): readonly RankingRow[] {
  const tied = openTie(state.ranking?.[lotId] ?? [], state.basis.winnersMax);
  if (tied.length === 0)
    throw new Rejection('no_tie', `lotId: no bids that can win ${lotId} are ranked as equal.`);
  return tied;
}

/** More is better. */
function valueBy(rule: TieRule, row: RankingRow, { basis }: StartedEvaluation): number {
  if (rule === 'lowest_price') return -row.priceOre;
  const type = rule === 'best_climate' ? 'climate' : 'quality';
  const counted = new Set(
    basis.criteria.filter((one) => one.type === type).map(({ criterionId }) => criterionId),
  );
  return row.parts.reduce(
    (sum, { criterionId, points, weightPercent }) =>
      counted.has(criterionId) ? sum + weightPercent * hundredthsOf(points ?? 0) : sum,
    0,
  );
}
