import { Rejection } from '@tiltak/decider';
import type { Contract, ContractState } from './contract.ts';
import type { Draft, Told } from './events.ts';

export const toldOf = ({ procurementId, measureId, type }: Pick<Draft, keyof Told>): Told => ({
  procurementId,
  measureId,
  type,
});

/** Throws `not_found`. */
export function theContract(state: ContractState): Contract {
  if (state.status === 'none') throw new Rejection('not_found', 'There is no such contract.');
  return state;
}

/** The contract, if it is one of the procurement's; one of another's is not there. Throws `not_found`. */
export function contractOf(state: ContractState, procurementId: string): Contract {
  const contract = theContract(state);
  if (contract.procurementId !== procurementId)
    throw new Rejection('not_found', 'There is no such contract.');
  return contract;
}

/** A contract that binds and runs. Throws `not_found`, `not_signed`, `contract_ended`. */
export function running(state: ContractState): Contract {
  const contract = theContract(state);
  if (contract.status === 'drafted') throw new Rejection('not_signed', 'The contract is not signed yet.');
  if (contract.status !== 'signed') throw ended(contract);
  return contract;
}

export const ended = ({ status }: Contract) =>
  new Rejection('contract_ended', `The contract is ${status}; nothing in it changes any more.`);

/** Throws `too_many_parts`. */
export function expectRoom(parts: readonly unknown[], { what, max }: { what: string; max: number }): void {
  if (parts.length >= max)
    throw new Rejection('too_many_parts', `A contract has ${max} ${what} at the most.`, { max });
}
