import { Rejection } from '@tiltak/decider';
import type { Contest, OpenContest } from './designContest.ts';
import type { ContestEvent, Entry, JurorFacts, Ranking, SetUp } from './events.ts';
import { checkDeclaration, checkJury, requireIndependent, requireJuror } from './jury.ts';
import { recordRanking, reveal, sign } from './ranking.ts';

/** What every command says: who asks, and when. */
type Asked = { readonly by: string; readonly at: string };

export type ContestCommand =
  | (Asked & { readonly type: 'setUp'; readonly contest: SetUp; readonly estimatedValueOre: number })
  | (Asked & {
      readonly type: 'declareIndependence';
      readonly isIndependent: boolean;
      readonly statement: string;
    })
  | (Asked & {
      readonly type: 'replaceJuror';
      readonly subject: string;
      readonly juror: JurorFacts;
      readonly reason: string;
    })
  | (Asked & {
      readonly type: 'anonymise';
      readonly entry: Entry;
      /** The supplier has a bid that was opened. */
      readonly hasBid: boolean;
      /** The supplier's entry has a code already. */
      readonly hasCode: boolean;
    })
  /** All entries have their code: the jury may see them. */
  | (Asked & { readonly type: 'release'; readonly entriesMissing: number })
  | (Asked & { readonly type: 'recordRanking' } & Ranking)
  | (Asked & { readonly type: 'sign'; readonly version: number })
  | (Asked & { readonly type: 'reveal'; readonly suppliers: Readonly<Record<string, string>> });

/** The command of that type. */
export type Of<Type extends ContestCommand['type']> = Extract<ContestCommand, { readonly type: Type }>;

/** What each command leads to; its refusals stand at the function that decides it. */
export function decide(command: ContestCommand, state: Contest): readonly ContestEvent[] {
  if (command.type === 'setUp') return setUp(command, state);
  if (state.status === 'none')
    throw new Rejection(
      'contest_not_set_up',
      'The contest has neither jury nor prizes yet (setUpDesignContest).',
    );
  switch (command.type) {
    case 'declareIndependence':
      return declareIndependence(state, command);
    case 'replaceJuror':
      return replaceJuror(state, command);
    case 'anonymise':
      return anonymise(state, command);
    case 'release':
      return release(state, command);
    case 'recordRanking':
      requireIndependent(state, command.by);
      return recordRanking(state, command);
    case 'sign':
      requireIndependent(state, command.by);
      return sign(state, command);
    case 'reveal':
      return reveal(state, command);
  }
}

/**
 * Until the contest is published, which the caller sees to. Throws `juror_twice`, `anonymiser_in_jury`,
 * `jury_profession`, `value_too_low`.
 */
function setUp({ contest, estimatedValueOre, at }: Of<'setUp'>, state: Contest): readonly ContestEvent[] {
  if (state.status !== 'none' && state.entries.length > 0)
    throw new Rejection('wrong_step', 'Entries have their codes; the contest is not set up anew.');
  checkJury(contest.jury, contest);
  const valueOre = contest.prizes.reduce((sum, { amountOre }) => sum + amountOre, 0);
  if (estimatedValueOre < valueOre)
    throw new Rejection(
      'value_too_low',
      `prizes: they are ${valueOre} øre together, above the procurement's estimatedValueOre (${estimatedValueOre}).`,
      { valueOre },
    );
  return [{ type: 'ContestSetUp', data: { ...contest, at } }];
}

/** A juror's own, given once: who finds out about an interest later is replaced. Throws `not_in_jury`, `already_declared`. */
function declareIndependence(
  state: OpenContest,
  { isIndependent, statement, by: subject, at }: Of<'declareIndependence'>,
): readonly ContestEvent[] {
  if (requireJuror(state, subject).declaration)
    throw new Rejection('already_declared', 'You have given your declaration before.');
  return [{ type: 'IndependenceDeclared', data: { subject, isIndependent, statement, at } }];
}

/** Until all have signed. Throws `not_in_jury`, `ranking_signed`, and what `checkJury` throws. */
function replaceJuror(
  state: OpenContest,
  { subject, juror, reason, by, at }: Of<'replaceJuror'>,
): readonly ContestEvent[] {
  if (state.status === 'signed' || state.status === 'revealed')
    throw new Rejection('ranking_signed', 'All of the jury have signed the ranking; it stays as it is.');
  requireJuror(state, subject);
  checkJury(
    state.jury.map((one) => (one.subject === subject ? juror : one)),
    state,
  );
  return [{ type: 'JurorReplaced', data: { subject, juror, reason, by, at } }];
}

/** Throws `not_anonymiser`, `entries_released`, `bid_not_found`, `entry_twice`. */
function anonymise(
  state: OpenContest,
  { entry, hasBid, hasCode, by, at }: Of<'anonymise'>,
): readonly ContestEvent[] {
  requireAnonymiser(state, by);
  if (!hasBid)
    throw new Rejection('bid_not_found', 'supplierId: this supplier has no entry that was opened.');
  if (hasCode) throw new Rejection('entry_twice', 'supplierId: this entry has its code already.');
  return [{ type: 'EntryAnonymised', data: { ...entry, at } }];
}

/**
 * Throws `not_anonymiser`, `entries_released`, `entries_missing`, `declaration_missing`, `juror_not_independent`.
 */
function release(state: OpenContest, { entriesMissing, by, at }: Of<'release'>): readonly ContestEvent[] {
  requireAnonymiser(state, by);
  if (entriesMissing > 0 || state.entries.length === 0)
    throw new Rejection('entries_missing', `${entriesMissing} entries have no code yet.`, { entriesMissing });
  for (const juror of state.jury) checkDeclaration(juror);
  return [{ type: 'EntriesReleased', data: { by, at } }];
}

function requireAnonymiser({ anonymiser, status }: OpenContest, by: string): void {
  if (by !== anonymiser)
    throw new Rejection(
      'not_anonymiser',
      'Only who was appointed to take the names off the entries does this.',
    );
  if (status !== 'set_up')
    throw new Rejection('entries_released', 'The jury has the entries; nothing is added to them.');
}
