import type { designContest, ownContestResult } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type * as z from 'zod';
import type { Contest } from '../designContest/designContest.ts';

/**
 * A contest as a reader sees it: before the jury has the entries, only who takes the names off sees what is in them.
 * Throws `not_found`.
 */
export function contestAnswer(state: Contest, reader: string): z.output<typeof designContest> {
  if (state.status === 'none') throw new Rejection('not_found', 'There is no such design contest.');
  const maySee = state.status !== 'set_up' || reader === state.anonymiser;
  const { entries, ranking, revealed, ...rest } = state;
  return structuredClone({
    ...rest,
    entryCount: entries.length,
    entries: maySee ? entries : [],
    ranking,
    revealed: revealed?.entries ?? null,
    revealedAt: revealed?.at ?? null,
  }) as z.output<typeof designContest>;
}

/**
 * What one that took part learns: its own place and what the jury thought, and who got a prize. Throws `not_found`
 * until the names are revealed, and to who did not take part.
 */
export function ownResultAnswer(
  procurementId: string,
  state: Contest,
  { supplierId, nameOf }: { readonly supplierId: string; readonly nameOf: ReadonlyMap<string, string> },
): z.output<typeof ownContestResult> {
  const { entries = [], at = '' } = (state.status === 'revealed' && state.revealed) || {};
  const own = entries.find((one) => one.supplierId === supplierId);
  if (!own) throw new Rejection('not_found', 'There is no result for you here, or not yet.');
  const { code, place, prizeOre } = own;
  const opinions = (state.status !== 'none' && state.ranking?.opinions) || [];
  return {
    ...{ procurementId, revealedAt: at, entryCount: entries.length },
    own: { code, place, prizeOre, opinion: opinions.find((one) => one.code === code)?.opinion ?? '' },
    prizes: entries
      .filter((one) => one.prizeOre > 0)
      .map((one) => ({ place: one.place, prizeOre: one.prizeOre, name: nameOf.get(one.supplierId) ?? '' })),
  };
}
