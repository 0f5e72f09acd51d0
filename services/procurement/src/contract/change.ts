import { Rejection } from '@tiltak/decider';
import { type ChangeLimit, changeGrounds, type GroundName } from './changeGround.ts';
import type { Contract, ContractState } from './contract.ts';
import type { ChangeTerms, ContractEvent, MissingFunds } from './events.ts';
import { expectRoom, running, toldOf } from './guards.ts';
import { currentValueOf, invoicedOf, originalValueOf } from './value.ts';

export type ChangeCommand =
  | {
      readonly type: 'change';
      readonly changeId: string;
      readonly ground: GroundName;
      readonly description: string;
      readonly addedOre: number;
      readonly endsOn: string | null;
      /** What the rules of the day say of the ground. */
      readonly limit: ChangeLimit;
      readonly by: string;
      readonly at: string;
    }
  | { readonly type: 'recordChangeFunds'; readonly changeId: string }
  | {
      readonly type: 'recordChangeRefusal';
      readonly changeId: string;
      readonly reason: MissingFunds;
      readonly availableOre: number | null;
    };

/** Changes that a contract has at the most. */
export const changesMax = 200;

/**
 * A change of a signed contract; what it adds is asked of the frame first. Throws `not_signed`, `contract_ended`,
 * `nothing_changed`, `ends_before_start`, `change_limit`, `below_invoiced`, `too_many_parts`.
 */
export function decideChange(command: ChangeCommand, state: ContractState): readonly ContractEvent[] {
  if (command.type === 'change') return change(command, running(state));
  if (state.status !== 'signed') return [];
  const asked = state.changes.find(({ changeId }) => changeId === command.changeId);
  if (asked?.status !== 'requested') return [];
  if (command.type === 'recordChangeRefusal') {
    const { changeId, reason, availableOre } = command;
    return [{ type: 'ContractChangeRefused', data: { changeId, reason, availableOre } }];
  }
  const { status: _s, availableOre: _a, ...terms } = asked;
  return [changed(state, terms)];
}

function change(
  { type: _, limit, ...asked }: Extract<ChangeCommand, { type: 'change' }>,
  contract: Contract,
): readonly ContractEvent[] {
  const { ground, addedOre, endsOn } = asked;
  expectRoom(contract.changes, { what: 'changes', max: changesMax });
  if (addedOre === 0 && endsOn === null && ground !== 'new_supplier')
    throw new Rejection('nothing_changed', 'addedOre, endsOn: say what changes, the price or the end.');
  if (endsOn !== null && contract.startsOn !== null && endsOn < contract.startsOn)
    throw new Rejection('ends_before_start', `\`endsOn\` (${endsOn}) is before ${contract.startsOn}.`);
  const limitOre = limitOf(contract, ground, limit);
  const { paragraph } = changeGrounds[ground];
  if (limitOre !== null && addedOre > limitOre)
    throw new Rejection('change_limit', `addedOre: ${paragraph} leaves ${limitOre} øre, not ${addedOre}.`, {
      limitOre,
      rules: limit.rules,
    });
  const free = currentValueOf(contract) - invoicedOf(contract);
  if (!isFramework(contract) && -addedOre > free)
    throw new Rejection('below_invoiced', `addedOre: ${free} øre are not invoiced, and no more can go.`);
  const terms = { ...asked, paragraph, limitOre, rules: limit.rules };
  if (addedOre <= 0 || isFramework(contract)) return [changed(contract, terms)];
  return [{ type: 'ContractChangeRequested', data: { ...toldOf(contract), ...terms } }];
}

function changed(contract: Contract, terms: ChangeTerms): ContractEvent {
  const currentValueOre = currentValueOf(contract) + terms.addedOre;
  return { type: 'ContractChanged', data: { ...toldOf(contract), ...terms, currentValueOre } };
}

const isFramework = ({ type }: Contract): boolean => type === 'framework_agreement';

/** What the ground leaves for one more change, øre; null: it names no amount. What the frame has not answered counts. */
function limitOf(contract: Contract, ground: GroundName, limit: ChangeLimit): number | null {
  const { measure } = changeGrounds[ground];
  // What costs nothing has no money that could be added to.
  if (contract.funds.status === 'not_needed' && !isFramework(contract)) return 0;
  const used = contract.changes
    .filter((one) => one.ground === ground && one.status !== 'refused')
    .reduce((sum, { addedOre }) => sum + addedOre, 0);
  const original = originalValueOf(contract);
  if (measure === 'ceiling') return Math.max(0, contract.ceilingOre - contract.valueOre - used);
  if (measure === null || limit.percentMax === null) return null;
  const share = Math.floor((original * limit.percentMax) / 100);
  if (measure === 'each') return share;
  // Small changes stay below the threshold, and below the share, all together.
  const sum = Math.min(share, (limit.belowOre ?? Number.MAX_SAFE_INTEGER) - 1);
  return Math.max(0, sum - used);
}
