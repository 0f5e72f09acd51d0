import { Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';

/** What is known of a frame (ramme). Null: the source doesn't say. */
export type FrameFacts = {
  readonly name: string;
  /** Integer øre. */
  readonly amountOre: number;
  readonly amountQualifier: 'exact' | 'approximate' | 'upTo';
  /** The political decision (vedtak) or, for a proposed frame, the proposal. */
  readonly decision: {
    readonly body: string | null;
    readonly date: string | null;
    readonly caseNumber: string | null;
    readonly dateText: string | null;
  };
  readonly part: string | null;
  readonly category: string | null;
  readonly periodText: string | null;
  readonly source: string | null;
};
export type Standing = 'decided' | 'proposed';

export type FrameDecided = {
  readonly type: 'FrameDecided';
  readonly data: FrameFacts & { readonly standing: Standing };
};
/** `status` is the frame's standing: money is lent by a decided one only. */
export type FrameState = { readonly status: 'none' } | ({ readonly status: Standing } & FrameFacts);

/** A frame: an amount for a period, part, category or fund. What is used of it stands in the ledger. */
export const frames: Aggregate<FrameDecided['data'], FrameDecided, FrameState> = {
  kind: 'frames',
  initial: { status: 'none' },
  decide(command, state) {
    if (state.status !== 'none') throw new Rejection('already_decided', 'This frame is registered already.');
    return [{ type: 'FrameDecided', data: command }];
  },
  evolve(_, { data: { standing, ...facts } }) {
    return { status: standing, ...facts };
  },
};
