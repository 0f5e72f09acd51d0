import type { DomainEvent } from '@tiltak/decider';

/** Someone who judges: a natural person, named by the subject of their token. */
export type JurorFacts = {
  readonly subject: string;
  /** What they are by profession, as it is announced. */
  readonly profession: string;
  /** It is the profession that the participants must have, or one of equal worth. */
  readonly hasRequiredProfession: boolean;
};

export type SetUp = {
  readonly procurementId: string;
  /** What the participants must be by profession; null: nothing in particular. */
  readonly requiredProfession: string | null;
  readonly jury: readonly JurorFacts[];
  /** Who takes the names off the entries; never one of the jury. */
  readonly anonymiser: string;
  /** From the first place on. */
  readonly prizes: readonly { readonly amountOre: number }[];
};

/** What the jury sees of an entry: nothing that tells whose it is. */
export type Entry = {
  readonly code: string;
  readonly description: string;
  /** Where its drawings are to be found, with the names taken off. */
  readonly references: readonly string[];
};

/** The jury's words on each entry, and their order, the best first. */
export type Ranking = {
  readonly opinions: readonly { readonly code: string; readonly opinion: string }[];
  readonly ranking: readonly string[];
};

export type ContestEvent =
  | DomainEvent<'ContestSetUp', SetUp & { readonly at: string }>
  | DomainEvent<
      'IndependenceDeclared',
      {
        readonly subject: string;
        readonly isIndependent: boolean;
        readonly statement: string;
        readonly at: string;
      }
    >
  | DomainEvent<
      'JurorReplaced',
      {
        readonly subject: string;
        readonly juror: JurorFacts;
        readonly reason: string;
        readonly by: string;
        readonly at: string;
      }
    >
  | DomainEvent<'EntryAnonymised', Entry & { readonly at: string }>
  | DomainEvent<'EntriesReleased', { readonly by: string; readonly at: string }>
  | DomainEvent<
      'RankingRecorded',
      Ranking & { readonly version: number; readonly by: string; readonly at: string }
    >
  | DomainEvent<'RankingSigned', { readonly version: number; readonly subject: string; readonly at: string }>
  | DomainEvent<
      'NamesRevealed',
      {
        /** In the order of the ranking. */
        readonly entries: readonly {
          readonly code: string;
          readonly supplierId: string;
          readonly place: number;
          readonly prizeOre: number;
        }[];
        readonly by: string;
        readonly at: string;
      }
    >;
