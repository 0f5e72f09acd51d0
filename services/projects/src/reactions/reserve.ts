import type { Work } from '@tiltak/store';
import { allocations } from '../allocation/allocation.ts';
import { openLedger } from '../ledger/ledger.ts';
import { inAgreedOrder } from './charge.ts';

/** An order or a contract asks for money: reserves it, or refuses it and says what is left. Both are events. */
export function reserve(asked: {
  /** The order's or contract's id. */
  readonly allocationId: string;
  readonly request: number;
  readonly measureId: string;
  readonly amountOre: number;
}): Work<void> {
  const { allocationId, request, measureId, amountOre } = asked;
  return async (reads) => {
    const ledger = openLedger(reads);
    const [allocation, use] = await Promise.all([
      reads.stream(allocations, allocationId, request === 1 ? 'new' : undefined),
      ledger.readUse(measureId),
    ]);
    const frameId = use.value?.frameId ?? null;
    if (frameId !== null) await ledger.readBalance(frameId);
    return (stage) =>
      inAgreedOrder(() => {
        const funds = ledger.fundsOf(measureId);
        ledger.handle(stage, allocation, { type: 'reserve', request, measureId, amountOre, funds });
      });
  };
}
