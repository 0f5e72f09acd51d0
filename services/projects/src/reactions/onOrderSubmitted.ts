import type { PublishedEvent } from '@tiltak/contracts';
import type { maintenanceEvents } from '@tiltak/contracts/maintenance';
import type { Work } from '@tiltak/store';
import type * as z from 'zod';
import { allocations } from '../allocation/allocation.ts';
import { openLedger } from '../ledger/ledger.ts';
import { inAgreedOrder } from './charge.ts';

type Submitted = z.output<(typeof maintenanceEvents)['no.tiltak.maintenance.order.submitted.v1']>;

/** An order asks for money: reserves it, or refuses it and says what is left. Both are events. */
export function onOrderSubmitted({ data }: PublishedEvent<Submitted>): Work<void> {
  const { orderId, request, measureId, amountOre } = data;
  return async (reads) => {
    const ledger = openLedger(reads);
    const [allocation, use] = await Promise.all([
      reads.stream(allocations, orderId, request === 1 ? 'new' : undefined),
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
