import type { designContest } from '@tiltak/contracts/procurement';
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
