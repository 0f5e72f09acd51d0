import type { CaseRow, ProtocolFacts } from './facts.ts';

/**
 * What of a case's rows a protocol may tell: of a round that is not opened only how many bids there are, as elsewhere;
 * and in a design contest no names before the jury has signed.
 */
export function visible(
  rows: readonly CaseRow[],
): Pick<ProtocolFacts, 'rows' | 'sealedBids' | 'isAnonymous'> {
  const opened = new Set(rows.flatMap((row) => (row.type === 'OpeningFinished' ? [row.data.round] : [])));
  const rounds = new Map(
    rows.flatMap((row) => (row.type === 'BidSubmitted' ? [[row.stream, row.data.round] as const] : [])),
  );
  const isSealed = (stream: string) => rounds.has(stream) && !opened.has(rounds.get(stream) ?? 0);
  const withdrawn = new Set<string>();
  for (const { type, stream } of rows) {
    if (type === 'BidWithdrawn') withdrawn.add(stream);
    if (type === 'BidSubmitted' || type === 'BidReplaced') withdrawn.delete(stream);
  }
  const isContest = rows.some(({ type }) => type === 'ContestSetUp');
  return {
    rows: rows.filter(({ stream }) => !isSealed(stream)),
    sealedBids: [...rounds.keys()].filter((stream) => isSealed(stream) && !withdrawn.has(stream)).length,
    isAnonymous: isContest && !rows.some(({ type }) => type === 'NamesRevealed'),
  };
}
