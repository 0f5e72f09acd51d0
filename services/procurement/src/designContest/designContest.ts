import type { Aggregate } from '@tiltak/store';
import { type ContestCommand, decide } from './decide.ts';
import type { ContestEvent, Entry, JurorFacts, Ranking, SetUp } from './events.ts';
import { evolve } from './evolve.ts';

export type Juror = JurorFacts & {
  readonly declaration: {
    readonly isIndependent: boolean;
    readonly statement: string;
    readonly at: string;
  } | null;
};

export type Revealed = Extract<ContestEvent, { type: 'NamesRevealed' }>['data'];

export type OpenContest = Omit<SetUp, 'jury'> & {
  /** `signed`: by all of the jury; `revealed`: the names are known. */
  readonly status: 'set_up' | 'judging' | 'signed' | 'revealed';
  readonly jury: readonly Juror[];
  /** By code, and never by who sent them: whose an entry is stands elsewhere until the names are revealed. */
  readonly entries: readonly Entry[];
  /** What the jury has written down last; from 1. */
  readonly ranking: (Ranking & { readonly version: number; readonly by: string; readonly at: string }) | null;
  /** Of the newest ranking. */
  readonly signatures: readonly { readonly subject: string; readonly at: string }[];
  readonly revealed: Revealed | null;
};
export type Contest = { readonly status: 'none' } | OpenContest;

/** The stream of a procurement's contest; no two streams of a service share an id. */
export const contestIdOf = (procurementId: string): string => `${procurementId}.contest`;

/**
 * The jury's side of a design contest (plan- og designkonkurranse): entries without names, opinions and a ranking that
 * all of the jury sign, and only then the names (FOA kapittel 30, as read in secondary sources).
 */
export const designContests: Aggregate<ContestCommand, ContestEvent, Contest> = {
  kind: 'designContests',
  initial: { status: 'none' },
  decide,
  evolve,
};
