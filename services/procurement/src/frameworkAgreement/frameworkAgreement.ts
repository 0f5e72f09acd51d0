import type { Aggregate } from '@tiltak/store';
import { searchWords } from '@tiltak/store/words';
import { decide, type SignFrameworkAgreement } from './decide.ts';

/** A supplier's place in an agreement, with its number and name as they were at the signing. */
export type RankedSupplier = {
  readonly supplierId: string;
  readonly organisationNumber: string;
  readonly name: string;
  /** 1 is asked first. */
  readonly rank: number;
};
/** How call-offs are given out: to the first by rank who accepts, by turns, or by a mini-competition. */
export type AllocationMethod = 'rank' | 'rotation' | 'mini_competition';

export type FrameworkAgreementFacts = {
  readonly title: string;
  readonly allocation: AllocationMethod;
  /** In the order of their ranks. */
  readonly suppliers: readonly RankedSupplier[];
  /** The most that may be called off in all, integer øre. */
  readonly ceilingOre: number;
  /** The first and last day on which call-offs may be made. */
  readonly validFrom: string;
  readonly validTo: string;
};
export type FrameworkAgreementSigned = {
  readonly type: 'FrameworkAgreementSigned';
  readonly data: FrameworkAgreementFacts;
};
export type FrameworkAgreementState =
  | { readonly status: 'none' }
  | ({
      readonly status: 'signed';
      /** What it is found by; left out in agreements from before there was a search. */
      readonly words?: readonly string[];
    } & FrameworkAgreementFacts);

/** A framework agreement (rammeavtale): whom orders of a kind are called off from. */
export const frameworkAgreements: Aggregate<
  SignFrameworkAgreement,
  FrameworkAgreementSigned,
  FrameworkAgreementState
> = {
  kind: 'frameworkAgreements',
  indexes: [{ 'state.words': 1 }, { 'state.validTo': 1 }],
  initial: { status: 'none' },
  decide,
  evolve: (_, { data }) => ({
    status: 'signed',
    ...data,
    words: searchWords(data.title, ...data.suppliers.map(({ name }) => name)),
  }),
};
