import type { Aggregate } from '@tiltak/store';
import { type Amounts, type Change, changed, noMoney } from './amounts.ts';
import { type AllocationCommand, decide } from './decide.ts';

/** Why a frame has nothing for a measure, whatever the amount. */
export type MissingReason = 'unknown_measure' | 'measure_without_frame' | 'frame_not_decided';

type Charged = { readonly frameId: string; readonly measureId: string };
/** An event that moves money: what it does to the allocation it does to its frame and its measure too. */
type Moved = Charged & { readonly change: Change };

export type AllocationEvent =
  | {
      readonly type: 'FundsReserved';
      readonly data: Moved & {
        /** Which of the asker's requests this answers, from 1. */
        readonly request: number;
        readonly amountOre: number;
        /** Left in the frame after it. */
        readonly availableOre: number;
      };
    }
  | {
      readonly type: 'FundsRefused';
      readonly data: {
        readonly frameId: string | null;
        readonly measureId: string;
        readonly request: number;
        readonly amountOre: number;
        readonly reason: 'exceeds_available' | MissingReason;
        readonly availableOre: number | null;
      };
    }
  | { readonly type: 'FundsCommitted'; readonly data: Moved }
  /** A change of the order that is placed: `addedOre` more is committed, or below 0 less. */
  | {
      readonly type: 'FundsAdjusted';
      readonly data: Moved & {
        readonly changeId: string;
        readonly addedOre: number;
        /** Left in the frame after it. */
        readonly availableOre: number;
      };
    }
  | {
      readonly type: 'FundsAdjustmentRefused';
      readonly data: Charged & {
        readonly changeId: string;
        readonly request: number;
        readonly addedOre: number;
        readonly availableOre: number;
      };
    }
  | { readonly type: 'FundsInvoiced'; readonly data: Moved }
  | { readonly type: 'FundsCredited'; readonly data: Moved }
  | { readonly type: 'FundsPaid'; readonly data: Moved }
  | { readonly type: 'FundsSettled'; readonly data: Moved }
  | { readonly type: 'FundsReleased'; readonly data: Moved & { readonly reason: 'replaced' | 'cancelled' } }
  | {
      readonly type: 'WorkReported';
      readonly data: Charged & {
        /** Hours of this report alone. */
        readonly personHours: number;
        /** Of them, those of apprentices (lærlinger). */
        readonly apprenticeHours: number;
      };
    };

type Asked = {
  readonly measureId: string;
  readonly request: number;
  readonly amounts: Amounts;
  /** The ids of the changes that were answered: the same one again is a repetition. As many as an order may have. */
  readonly changes?: readonly string[];
};
/**
 * - `refused`: the last request was answered with no; the allocation holds no money.
 * - `committed`: a contractor is bound; invoices move money from committed to invoiced.
 * - `settled`: all is paid, and the rest released. `released`: cancelled.
 */
export type AllocationState =
  | { readonly status: 'none' }
  | (Asked & { readonly status: 'refused'; readonly frameId: string | null })
  | (Asked & {
      readonly status: 'reserved' | 'committed' | 'settled' | 'released';
      readonly frameId: string;
    });

/** The money of one order or contract, whose id is the stream's: from the request to the payment. */
export const allocations: Aggregate<AllocationCommand, AllocationEvent, AllocationState> = {
  kind: 'allocations',
  // What a measure had used at an instant is summed from the journal.
  journalIndexes: [{ 'data.measureId': 1, at: 1 }],
  initial: { status: 'none' },
  decide,
  evolve,
};

function evolve(state: AllocationState, event: AllocationEvent): AllocationState {
  const before = state.status === 'none' ? noMoney : state.amounts;
  switch (event.type) {
    case 'FundsReserved': {
      const { frameId, measureId, request, change } = event.data;
      return { status: 'reserved', frameId, measureId, request, amounts: changed(before, change) };
    }
    case 'FundsRefused': {
      const { frameId, measureId, request } = event.data;
      return { status: 'refused', frameId, measureId, request, amounts: before };
    }
    case 'FundsCommitted':
      return moved(state, event.data, 'committed');
    case 'FundsAdjusted':
      return withAnswered(moved(state, event.data, 'committed'), event.data.changeId);
    case 'FundsAdjustmentRefused':
      return withAnswered(state, event.data.changeId);
    case 'FundsInvoiced':
      return moved(state, event.data, 'committed');
    case 'FundsCredited':
    case 'FundsPaid':
      return moved(state, event.data, state.status === 'settled' ? 'settled' : 'committed');
    case 'FundsSettled':
      return moved(state, event.data, 'settled');
    case 'FundsReleased':
      return moved(state, event.data, 'released');
    case 'WorkReported':
      // Hours are facts of the measure; the allocation only carries them into the journal.
      return state;
  }
}

function moved(
  state: AllocationState,
  { frameId, measureId, change }: Moved,
  status: 'committed' | 'settled' | 'released',
): AllocationState {
  if (state.status === 'none') return state;
  const amounts = changed(state.amounts, change);
  const answered = state.changes && { changes: state.changes };
  return { status, frameId, measureId, request: state.request, amounts, ...answered };
}

const withAnswered = (state: AllocationState, changeId: string): AllocationState =>
  state.status === 'none' ? state : { ...state, changes: [...(state.changes ?? []), changeId] };
