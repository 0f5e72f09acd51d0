import { Rejection } from '@tiltak/decider';
import type { Of } from './decide.ts';
import type { OpenContest } from './designContest.ts';
import type { ContestEvent } from './events.ts';

/**
 * A new version takes the signatures of the one before it away. Throws `entries_not_released`, `ranking_signed`,
 * `ranking_incomplete`.
 */
export function recordRanking(
  state: OpenContest,
  { ranking, opinions, by, at }: Of<'recordRanking'>,
): readonly ContestEvent[] {
  requireJudging(state);
  const codes = state.entries.map(({ code }) => code);
  for (const given of [ranking, opinions.map(({ code }) => code)])
    if ([...given].sort().join() !== codes.join())
      throw new Rejection(
        'ranking_incomplete',
        `ranking and opinions hold each entry once: ${codes.join(', ')}.`,
        { codes },
      );
  const version = (state.ranking?.version ?? 0) + 1;
  return [{ type: 'RankingRecorded', data: { version, ranking, opinions, by, at } }];
}

/** Throws `entries_not_released`, `ranking_missing`, `ranking_changed`, `ranking_signed`. */
export function sign(state: OpenContest, { version, by: subject, at }: Of<'sign'>): readonly ContestEvent[] {
  if (state.signatures.some((one) => one.subject === subject) && state.ranking?.version === version)
    return [];
  requireJudging(state);
  if (!state.ranking)
    throw new Rejection('ranking_missing', 'The jury has not written down its ranking yet.');
  if (state.ranking.version !== version)
    throw new Rejection(
      'ranking_changed',
      `version: the ranking is at version ${state.ranking.version}; read it before you sign.`,
    );
  return [{ type: 'RankingSigned', data: { version, subject, at } }];
}

/** The names, once all of the jury have signed. Throws `ranking_not_signed`, `names_revealed`. */
export function reveal(state: OpenContest, { suppliers, by, at }: Of<'reveal'>): readonly ContestEvent[] {
  if (state.status === 'revealed') throw new Rejection('names_revealed', 'The names are revealed.');
  if (state.status !== 'signed' || !state.ranking)
    throw new Rejection(
      'ranking_not_signed',
      `Nobody sees a name before all of the jury have signed the ranking; ${state.signatures.length} of ${state.jury.length} have.`,
    );
  const entries = state.ranking.ranking.map((code, index) => {
    const supplierId = suppliers[code];
    if (supplierId === undefined) throw new Error(`the entry ${code} has no supplier`);
    return { code, supplierId, place: index + 1, prizeOre: state.prizes[index]?.amountOre ?? 0 };
  });
  return [{ type: 'NamesRevealed', data: { entries, by, at } }];
}

function requireJudging({ status }: OpenContest): void {
  if (status === 'set_up')
    throw new Rejection('entries_not_released', 'The jury does not have the entries yet.');
  if (status !== 'judging')
    throw new Rejection('ranking_signed', 'All of the jury have signed the ranking; it stays as it is.');
}
