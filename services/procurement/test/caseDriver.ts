import { fold } from '@tiltak/decider';
import type { ProcurementCommand } from '../src/procurement/decide.ts';
import type { ProcurementEvent } from '../src/procurement/events.ts';
import type { ProcedureName, Status } from '../src/procurement/procedure/procedure.ts';
import { procedures } from '../src/procurement/procedure/procedures.ts';
import { type ProcurementCase, type ProcurementState, procurements } from '../src/procurement/procurement.ts';
import type { Specification } from '../src/procurement/specification.ts';
import { facts, specification } from './caseExamples.ts';

export const at = '2026-01-12T09:00:00.000Z';
export const deadline = '2026-03-02T12:00:00+01:00';
export const earliest = { day: '2026-02-11', rules: [] } as const;
export const climate = { problems: [], rules: [] };

const results = {
  contract: { type: 'contract' },
  framework_agreement: { type: 'contract' },
  partnership: { type: 'partnership', partnersMax: 3 },
  dynamic_purchasing_system: { type: 'dynamic_purchasing_system', months: 48 },
  prizes: { type: 'prizes' },
} as const;

/** The example's specification, as the procedure asks for it. */
export function specificationFor(procedure: ProcedureName): Omit<Specification, 'version'> {
  const [result = 'contract'] = procedures[procedure].results;
  return {
    ...specification,
    result: results[result],
    intellectualProperty: 'Leverandøren eier, kommunen får bruksrett.',
  };
}

/** The command by which a case comes to a status. */
export function commandTo(to: Status, procedure: ProcedureName): ProcurementCommand {
  const { asksFor, bidders } = procedures[procedure];
  const isNamed = bidders === 'named' || bidders === 'admitted';
  switch (to) {
    case 'planned':
      return { type: 'plan', publishOn: '2026-01-15', startOn: null, at };
    case 'published': {
      const deadlines = { requests: null, bids: null, [asksFor]: deadline };
      const invitedSupplierIds = isNamed ? ['s1', 's2'] : null;
      return {
        type: 'publish',
        deadlines,
        invitedSupplierIds,
        earliest: { requests: earliest, bids: earliest },
        at,
      };
    }
    case 'invited': {
      const supplierIds = ['s1', 's2', 's3', 's4', 's5'];
      return { type: 'invite', supplierIds, qualified: 7, bidsDeadline: deadline, earliest, at };
    }
    case 'cancelled':
      return { type: 'cancel', reason: 'Behovet falt bort.', at };
    case 'draft':
      throw new Error('a case begins as a draft');
    default:
      return { type: 'advance', to, at: deadline };
  }
}

/** A case of the procedure, from its events on. */
export function caseOf(procedure: ProcedureName) {
  const events: ProcurementEvent[] = [];
  const state = (): ProcurementState => fold(procurements, events);
  const run = (command: ProcurementCommand): ProcurementCase => {
    events.push(...procurements.decide(command, state()));
    return state() as ProcurementCase;
  };
  const given = { ...facts, procedure, procedureReason: 'Bare én kan levere.', systemId: 'system-1' };
  run({ type: 'create', facts: given, at });
  return { events, state, run };
}
