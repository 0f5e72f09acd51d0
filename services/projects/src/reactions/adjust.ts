import type { Work } from '@tiltak/store';
import { allocations } from '../allocation/allocation.ts';
import { openLedger } from '../ledger/ledger.ts';
import { inAgreedOrder } from './charge.ts';

/**
 * A change of a placed order or a signed contract adds to its price, or lowers it: commits what it adds, refuses it and says what is left,
 * or frees what it takes away.
 */
export function adjust(change: {
  /** The order's or contract's id. */
  readonly allocationId: string;
  readonly changeId: string;
  readonly addedOre: number;
}): Work<void> {
  const { allocationId, changeId, addedOre } = change;
  return async (reads) => {
    const ledger = openLedger(reads);
    const allocation = await reads.stream(allocations, allocationId);
    const { state } = allocation;
    // A fault: what is changed has its allocation since long before.
    if (state.status === 'none') throw new Error(`${allocationId} has no allocation to adjust`);
    const { frameId, measureId } = state;
    await Promise.all([
      ledger.readUse(measureId),
      frameId === null ? undefined : ledger.readBalance(frameId),
    ]);
    return (stage) =>
      inAgreedOrder(() => {
        const funds = ledger.fundsOf(measureId);
        ledger.handle(stage, allocation, { type: 'adjust', changeId, addedOre, funds });
      });
  };
}
