import { Rejection } from '@tiltak/decider';
import type { Work } from '@tiltak/store';
import { allocations } from '../allocation/allocation.ts';
import type { AllocationCommand } from '../allocation/decide.ts';
import { openLedger } from '../ledger/ledger.ts';

/** Takes commands to the allocation of an order or contract and books what they lead to. */
export function charge(
  allocationId: string,
  ...commands: readonly Exclude<AllocationCommand, { readonly type: 'reserve' }>[]
): Work<void> {
  return async (reads) => {
    const ledger = openLedger(reads);
    const allocation = await reads.stream(allocations, allocationId);
    const { state } = allocation;
    if (state.status !== 'none' && state.frameId !== null)
      await Promise.all([ledger.readBalance(state.frameId), ledger.readUse(state.measureId)]);
    return (stage) =>
      inAgreedOrder(() => {
        for (const command of commands) ledger.handle(stage, allocation, command);
      });
  };
}

/**
 * A Rejection here is no business rule's no but a breach of what the services agreed on, and to pass over it would
 * leave the ledger and those who spend with different sums. As a fault the event becomes a dead letter, which somebody is
 * told of and can replay.
 */
export function inAgreedOrder(step: () => void): void {
  try {
    step();
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    throw new Error(`${error.code}: ${error.message}`, { cause: error });
  }
}
