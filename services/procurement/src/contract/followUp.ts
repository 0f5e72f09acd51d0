import { Rejection } from '@tiltak/decider';
import type { RuleRow } from '../rule/rule.ts';
import type { Contract, ContractState } from './contract.ts';
import type { ContractEvent, Subcontractor } from './events.ts';
import { expectRoom, running, toldOf } from './guards.ts';
import { decideInvoice, type InvoiceCommand } from './invoice.ts';
import { invoicedOf } from './value.ts';

export type FollowUpCommand =
  | {
      readonly type: 'registerSubcontractor';
      readonly subcontractor: Omit<Subcontractor, 'tier'>;
      /** What the law has of tiers, for whoever is refused. */
      readonly rules: readonly RuleRow[];
      readonly at: string;
    }
  | {
      readonly type: 'reportHours';
      readonly personHours: number;
      readonly apprenticeHours: number;
      readonly at: string;
    }
  | InvoiceCommand
  | { readonly type: 'complete'; readonly at: string };

/** The most that a contract has. */
const subcontractorsMax = 300;

/**
 * Throws `not_signed`, `contract_ended`, `subcontractor_not_found`, `too_many_tiers`, `too_many_parts`,
 * `more_apprentices_than_hours`, `change_pending`, `apprentices_unreported`, and what `decideInvoice` throws.
 */
export function decideFollowUp(command: FollowUpCommand, state: ContractState): readonly ContractEvent[] {
  const contract = running(state);
  switch (command.type) {
    case 'registerSubcontractor':
      return registerSubcontractor(command, contract);
    case 'reportHours': {
      const { personHours, apprenticeHours, at } = command;
      if (apprenticeHours > personHours)
        throw new Rejection(
          'more_apprentices_than_hours',
          'apprenticeHours: they are a part of personHours, so not more than those.',
        );
      const data = { ...toldOf(contract), personHours, apprenticeHours, at };
      return [{ type: 'ContractHoursReported', data }];
    }
    case 'registerInvoice':
    case 'payInstalment':
      return decideInvoice(command, contract);
    case 'complete': {
      if (contract.changes.some(({ status }) => status === 'requested'))
        throw new Rejection('change_pending', 'A change waits for its money; it is answered first.');
      expectApprenticesTold(contract);
      const data = { ...toldOf(contract), paidOre: invoicedOf(contract), at: command.at };
      return [{ type: 'ContractCompleted', data }];
    }
  }
}

/** Whether the apprentices' clause was kept can only be told while there is a contract to hold the supplier to. */
function expectApprenticesTold({ type, isApprenticesClauseAgreed, hours }: Contract): void {
  // In a framework agreement the hours are those of its orders, and are reported there.
  if (type === 'framework_agreement' || !isApprenticesClauseAgreed || hours.personHours > 0) return;
  throw new Rejection(
    'apprentices_unreported',
    'The contract demands apprentices: report the hours that were worked, and theirs, before it is completed.',
  );
}

function registerSubcontractor(
  { subcontractor, rules, at }: Extract<FollowUpCommand, { type: 'registerSubcontractor' }>,
  { subcontractors, subcontractTiersMax }: Contract,
): readonly ContractEvent[] {
  expectRoom(subcontractors, { what: 'subcontractors', max: subcontractorsMax });
  const { belowId } = subcontractor;
  const above = subcontractors.find(({ subcontractorId }) => subcontractorId === belowId);
  if (belowId !== null && !above)
    throw new Rejection('subcontractor_not_found', `belowId: there is no subcontractor ${belowId} here.`);
  const tier = (above?.tier ?? 0) + 1;
  if (tier > subcontractTiersMax)
    throw new Rejection(
      'too_many_tiers',
      `belowId: this would be tier ${tier}, and the contract allows ${subcontractTiersMax}.`,
      { tier, subcontractTiersMax, rules },
    );
  return [{ type: 'SubcontractorRegistered', data: { ...subcontractor, tier, at } }];
}
