import { Rejection } from '@tiltak/decider';
import { type ChangeCommand, decideChange } from './change.ts';
import type { ContractState } from './contract.ts';
import type { ContractEvent, Draft } from './events.ts';
import { decideFollowUp, type FollowUpCommand } from './followUp.ts';
import { decideFunds, type FundsCommand } from './funds.ts';
import { toldOf } from './guards.ts';
import { type SignCommand, sign, unsigned } from './signing.ts';

export type ContractCommand =
  | { readonly type: 'draft'; readonly draft: Draft; readonly at: string }
  | { readonly type: 'cancel'; readonly reason: string; readonly at: string }
  | SignCommand
  | FundsCommand
  | ChangeCommand
  | FollowUpCommand;

/** What a command on a contract leads to; its refusals stand at the function that decides it. */
export function decide(command: ContractCommand, state: ContractState): readonly ContractEvent[] {
  switch (command.type) {
    case 'draft':
      return draft(command, state);
    case 'cancel': {
      if (state.status === 'cancelled') return [];
      const contract = unsigned(state);
      const { reason, at } = command;
      return [{ type: 'ContractCancelled', data: { ...toldOf(contract), reason, at } }];
    }
    case 'sign':
      return sign(command, state);
    case 'requestFunds':
    case 'recordFunds':
    case 'recordRefusal':
      return decideFunds(command, state);
    case 'change':
    case 'recordChangeFunds':
    case 'recordChangeRefusal':
      return decideChange(command, state);
    default:
      return decideFollowUp(command, state);
  }
}

/** The money is asked for at once, so that it is there when the contract may be signed. */
function draft(
  { draft: facts, at }: Extract<ContractCommand, { type: 'draft' }>,
  state: ContractState,
): readonly ContractEvent[] {
  if (state.status !== 'none') throw new Rejection('already_signed', 'This contract is there already.');
  const drafted: ContractEvent = { type: 'ContractDrafted', data: { ...facts, at } };
  // Each call-off of a framework agreement asks for its own.
  if (facts.type === 'framework_agreement' || facts.valueOre === 0) return [drafted];
  const request = { ...toldOf(facts), request: 1, amountOre: facts.valueOre };
  return [drafted, { type: 'ContractFundsRequested', data: request }];
}
