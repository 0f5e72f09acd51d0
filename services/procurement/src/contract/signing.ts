import { Rejection } from '@tiltak/decider';
import type { Contract, ContractState } from './contract.ts';
import type { ContractEvent } from './events.ts';
import { ended, theContract, toldOf } from './guards.ts';

export type SignCommand = {
  readonly type: 'sign';
  readonly by: string;
  readonly at: string;
  /** The day of the signature in Norway. */
  readonly today: string;
  /** From when on the standstill allows it; `'held'`: a complaint has stopped the clock; null: there is none. */
  readonly signingFrom: string | 'held' | null;
  readonly isComplaintOpen: boolean;
  /** The agreement that call-offs will be made from; null for others than framework agreements. */
  readonly frameworkAgreementId: string | null;
  /** The last day, where it follows from the first; null: as it was agreed. */
  readonly endsOn: string | null;
};

/**
 * The first signature, or the second, which binds. Throws `already_signed`, `contract_ended`, `complaint_open`,
 * `standstill_running`, `funds_missing`, `same_person`.
 */
export function sign(command: SignCommand, state: ContractState): readonly ContractEvent[] {
  const { by, at, today, frameworkAgreementId } = command;
  const contract = unsigned(state);
  expectNothingHolds(command);
  expectFunds(contract);
  const [first] = contract.signatures;
  if (!first) return [{ type: 'SignatureGiven', data: { by, at } }];
  if (first.by === by)
    throw new Rejection('same_person', 'You have signed this contract; a second person countersigns it.');
  const { lotId, title, suppliers, valueOre, ceilingOre } = contract;
  const startsOn = startOf(contract, today);
  const endsOn = command.endsOn ?? contract.endsOn;
  const agreed = { lotId, title, suppliers, valueOre, ceilingOre, startsOn, endsOn, frameworkAgreementId };
  return [{ type: 'ContractSigned', data: { ...toldOf(contract), ...agreed, by, at } }];
}

/** It runs from the day that was agreed, never from before it was signed. */
export const startOf = ({ startsOn }: Pick<Contract, 'startsOn'>, today: string): string =>
  startsOn !== null && startsOn > today ? startsOn : today;

function expectNothingHolds({ at, signingFrom, isComplaintOpen }: SignCommand): void {
  if (isComplaintOpen || signingFrom === 'held')
    throw new Rejection('complaint_open', 'A complaint is open: decide it before anything is signed.');
  if (signingFrom !== null && Date.parse(at) < Date.parse(signingFrom))
    throw new Rejection(
      'standstill_running',
      `The standstill lasts until ${signingFrom}; nothing is signed before that.`,
      { signingFrom },
    );
}

function expectFunds({ funds, valueOre }: Contract): void {
  const { status, reason, availableOre } = funds;
  if (status === 'reserved' || status === 'not_needed') return;
  if (status === 'requested')
    throw new Rejection('funds_missing', 'The frame has not answered yet whether it has the money.', {
      valueOre,
    });
  const left = availableOre === null ? `${reason}` : `${availableOre} øre are left`;
  throw new Rejection(
    'funds_missing',
    `The contract costs ${valueOre} øre, and the frame refuses: ${left}.`,
    {
      valueOre,
      reason,
      availableOre,
    },
  );
}

/** A contract that nobody is bound by yet. Throws `not_found`, `already_signed`, `contract_ended`. */
export function unsigned(state: ContractState): Contract {
  const contract = theContract(state);
  if (contract.status === 'signed')
    throw new Rejection('already_signed', `The contract was signed ${contract.signedAt}.`);
  if (contract.status !== 'drafted') throw ended(contract);
  return contract;
}
