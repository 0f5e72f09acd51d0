import { Rejection } from '@tiltak/decider';
import type { ContractState } from './contract.ts';
import type { ContractEvent, MissingFunds } from './events.ts';
import { toldOf } from './guards.ts';
import { unsigned } from './signing.ts';

export type FundsCommand =
  | { readonly type: 'requestFunds' }
  | { readonly type: 'recordFunds'; readonly request: number }
  | {
      readonly type: 'recordRefusal';
      readonly request: number;
      readonly reason: MissingFunds;
      readonly availableOre: number | null;
    };

/**
 * A new request after a refusal, and the frame's answers. An answer to another request than the last, or to a contract
 * that was given up meanwhile, changes nothing. Throws `funds_not_refused`, `already_signed`, `contract_ended`.
 */
export function decideFunds(command: FundsCommand, state: ContractState): readonly ContractEvent[] {
  if (command.type === 'requestFunds') {
    const contract = unsigned(state);
    const { status, request } = contract.funds;
    if (status !== 'refused')
      throw new Rejection('funds_not_refused', `The money is ${status}: there is nothing to ask for again.`);
    const again = { ...toldOf(contract), request: request + 1, amountOre: contract.valueOre };
    return [{ type: 'ContractFundsRequested', data: again }];
  }
  if (state.status !== 'drafted' || state.funds.status !== 'requested') return [];
  const { request } = command;
  if (request !== state.funds.request) return [];
  if (command.type === 'recordFunds') return [{ type: 'ContractFundsReserved', data: { request } }];
  const { reason, availableOre } = command;
  return [{ type: 'ContractFundsRefused', data: { request, reason, availableOre } }];
}
