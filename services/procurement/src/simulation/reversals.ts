import { type Comparison, meritOf, rankBids, type ScoredBid } from '../evaluation/ranking.ts';

/** Two bids whose order another bid decides: which of them is ahead without it, and which with it. */
export type ReversedPair = { readonly aheadWithout: string; readonly aheadWith: string };

/** A bid whose presence turns the order of others around. */
export type Reversal = {
  readonly bid: ScoredBid;
  readonly pairs: readonly ReversedPair[];
  /** It also changes which of the others is best. */
  readonly changesWinner: boolean;
};

/** Which of the bids turn others around by being there: each is taken away, and the others are ranked without it. */
export function reversalsByRemoval(comparison: Comparison, bids: readonly ScoredBid[]): readonly Reversal[] {
  const withAll = meritsOf(comparison, bids);
  return bids.flatMap((bid) => {
    const others = bids.filter((one) => one !== bid);
    return reversal(bid, { without: meritsOf(comparison, others), with: withAll });
  });
}

/** Which of the candidates, if they had bid too, would have turned the bids around. */
export function reversalsByAddition(
  comparison: Comparison,
  bids: readonly ScoredBid[],
  candidates: readonly ScoredBid[],
): readonly Reversal[] {
  const without = meritsOf(comparison, bids);
  return candidates.flatMap((bid) => reversal(bid, { without, with: meritsOf(comparison, [...bids, bid]) }));
}

type Merits = ReadonlyMap<string, number>;

const meritsOf = (comparison: Comparison, bids: readonly ScoredBid[]): Merits =>
  new Map(rankBids(comparison, bids).map((row) => [row.bidId, meritOf(row)]));

/** Bids that are equal with or without it are not turned around. */
function reversal(bid: ScoredBid, merits: { readonly without: Merits; readonly with: Merits }): Reversal[] {
  const others = [...merits.without.keys()];
  const isAhead = (one: string, other: string, by: Merits) => (by.get(one) ?? 0) > (by.get(other) ?? 0);
  const pairs = others.flatMap((one, at) =>
    others
      .slice(at + 1)
      .filter((other) => isAhead(one, other, merits.without) && isAhead(other, one, merits.with))
      .map((other) => ({ aheadWithout: one, aheadWith: other })),
  );
  if (pairs.length === 0) return [];
  const [best] = others;
  return [{ bid, pairs, changesWinner: pairs.some(({ aheadWithout }) => aheadWithout === best) }];
}
