import type { Work } from '@tiltak/store';
import { contracts } from '../contract/contract.ts';
import type { ContractCommand } from '../contract/decide.ts';

/** Takes an answer of the frame to the contract that asked; money of others' allocations is nothing here. */
export const toContract =
  (allocationId: string, command: ContractCommand): Work<void> =>
  async (reads) => {
    const contract = await reads.stream(contracts, allocationId);
    return (stage) => {
      if (contract.version > 0) stage.handle(contract, command);
    };
  };
