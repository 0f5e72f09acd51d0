import { Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';
import { searchWords } from '@tiltak/store/words';

/** What is known of a measure (tiltak). Null, and no points: the source doesn't say. */
export type MeasureFacts = {
  readonly name: string;
  readonly part: string | null;
  /** Of the package's ten points, those that it is filed under. */
  readonly points: readonly number[];
  /** Never changes: the ledger relies on a measure drawing on one frame for all of its life. */
  readonly frameId: string | null;
  readonly category: string | null;
  readonly areaId: string | null;
  readonly owner: string | null;
  readonly plannedEffects: {
    readonly personWeeks: number | null;
    readonly apprentices: number | null;
    readonly tonnesCo2e: number | null;
  } | null;
  readonly description: string | null;
  readonly source: string | null;
};

export type MeasureCreated = { readonly type: 'MeasureCreated'; readonly data: MeasureFacts };
export type MeasureState =
  | { readonly status: 'none' }
  | ({
      readonly status: 'registered';
      /** What it is found by; left out in measures from before there was a search. */
      readonly words?: readonly string[];
    } & MeasureFacts);

/** A measure or project: what orders and contracts are charged to. */
export const measures: Aggregate<MeasureFacts, MeasureCreated, MeasureState> = {
  kind: 'measures',
  // With `_id` behind, a filtered list comes out of the index in its order.
  indexes: [
    { 'state.part': 1, _id: 1 },
    { 'state.points': 1, _id: 1 },
    { 'state.category': 1, _id: 1 },
    { 'state.areaId': 1, _id: 1 },
    { 'state.frameId': 1 },
    { 'state.words': 1 },
  ],
  initial: { status: 'none' },
  decide(command, state) {
    if (state.status !== 'none')
      throw new Rejection('already_created', 'This measure is registered already.');
    return [
      { type: 'MeasureCreated', data: { ...command, points: [...new Set(command.points)].sort(byNumber) } },
    ];
  },
  evolve: (_, { data }) => ({ status: 'registered', ...data, words: searchWords(data.name) }),
};

const byNumber = (one: number, other: number) => one - other;
