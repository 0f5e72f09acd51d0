import type { Contract, ContractChange, ContractState } from './contract.ts';
import type { ContractEvent } from './events.ts';

export function evolve(state: ContractState, event: ContractEvent): ContractState {
  if (event.type === 'ContractDrafted') {
    const { at: _, ...draft } = event.data;
    return {
      ...draft,
      status: 'drafted',
      funds: { status: 'not_needed', request: 0, reason: null, availableOre: null },
      signatures: [],
      signedAt: null,
      frameworkAgreementId: null,
      changes: [],
      subcontractors: [],
      hours: { personHours: 0, apprenticeHours: 0 },
      invoices: [],
      completedAt: null,
      cancelledBecause: null,
    };
  }
  return state.status === 'none' ? state : evolveContract(state, event);
}

function evolveContract(
  state: Contract,
  event: Exclude<ContractEvent, { type: 'ContractDrafted' }>,
): Contract {
  switch (event.type) {
    case 'ContractFundsRequested': {
      const { request } = event.data;
      return { ...state, funds: { status: 'requested', request, reason: null, availableOre: null } };
    }
    case 'ContractFundsReserved':
      return { ...state, funds: { ...state.funds, status: 'reserved' } };
    case 'ContractFundsRefused': {
      const { reason, availableOre } = event.data;
      return { ...state, funds: { ...state.funds, status: 'refused', reason, availableOre } };
    }
    case 'SignatureGiven':
      return { ...state, signatures: [...state.signatures, event.data] };
    case 'ContractSigned': {
      const { startsOn, endsOn, frameworkAgreementId, by, at } = event.data;
      const signatures = [...state.signatures, { by, at }];
      return { ...state, status: 'signed', startsOn, endsOn, frameworkAgreementId, signatures, signedAt: at };
    }
    case 'ContractCancelled':
      return { ...state, status: 'cancelled', cancelledBecause: event.data.reason };
    case 'SubcontractorRegistered': {
      const { at: _, ...subcontractor } = event.data;
      return { ...state, subcontractors: [...state.subcontractors, subcontractor] };
    }
    case 'ContractHoursReported': {
      const { personHours, apprenticeHours } = event.data;
      const before = state.hours;
      const hours = {
        personHours: before.personHours + personHours,
        apprenticeHours: before.apprenticeHours + apprenticeHours,
      };
      return { ...state, hours };
    }
    case 'ContractInvoiced': {
      const { invoiceNumber, amountOre, isPaid, at } = event.data;
      const invoice = { invoiceNumber, amountOre, ...(isPaid && { isPaid }), at };
      return { ...state, invoices: [...state.invoices, invoice] };
    }
    case 'ContractCompleted':
      return { ...state, status: 'completed', completedAt: event.data.at };
    default:
      return withChange(state, event);
  }
}

type ChangeEvent = Extract<
  ContractEvent,
  { type: 'ContractChangeRequested' | 'ContractChanged' | 'ContractChangeRefused' }
>;

function withChange(state: Contract, event: ChangeEvent): Contract {
  if (event.type === 'ContractChangeRefused') {
    const { changeId, availableOre } = event.data;
    const changes = state.changes.map(
      (one): ContractChange =>
        one.changeId === changeId ? { ...one, status: 'refused', availableOre } : one,
    );
    return { ...state, changes };
  }
  const { procurementId: _p, measureId: _m, type: _t, ...told } = event.data;
  const { currentValueOre: _, ...terms } = { currentValueOre: 0, ...told };
  const status = event.type === 'ContractChanged' ? 'agreed' : 'requested';
  const change: ContractChange = { ...terms, status, availableOre: null };
  const isKnown = state.changes.some(({ changeId }) => changeId === terms.changeId);
  const changes = isKnown
    ? state.changes.map((one) => (one.changeId === terms.changeId ? change : one))
    : [...state.changes, change];
  const endsOn = status === 'agreed' && terms.endsOn !== null ? terms.endsOn : state.endsOn;
  return { ...state, changes, endsOn };
}
