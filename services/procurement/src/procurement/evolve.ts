import type { ProcurementEvent } from './events.ts';
import type { ProcurementCase, ProcurementState } from './procurement.ts';

export function evolve(state: ProcurementState, event: ProcurementEvent): ProcurementState {
  if (event.type === 'ProcurementCreated') {
    const { facts, at } = event.data;
    return {
      status: 'draft',
      ...facts,
      createdAt: at,
      plan: null,
      specification: null,
      publishedAt: null,
      deadlines: { requests: null, bids: null },
      round: 0,
      invitedSupplierIds: null,
      complaints: [],
      cancelledBecause: null,
      rules: [],
    };
  }
  return state.status === 'none' ? state : evolveCase(state, event);
}

function evolveCase(
  state: ProcurementCase,
  event: Exclude<ProcurementEvent, { type: 'ProcurementCreated' }>,
): ProcurementCase {
  switch (event.type) {
    case 'ProcurementChanged':
      return { ...state, ...event.data.facts };
    case 'ProcurementPlanned': {
      const { publishOn, startOn } = event.data;
      return {
        ...state,
        status: state.status === 'draft' ? 'planned' : state.status,
        plan: { publishOn, startOn },
      };
    }
    case 'CompetitionSpecified':
      return { ...state, specification: event.data.specification, rules: event.data.rules };
    case 'ProcurementPublished': {
      const { deadlines, invitedSupplierIds, rules, at } = event.data;
      return {
        ...state,
        status: 'published',
        publishedAt: at,
        deadlines,
        invitedSupplierIds,
        round: deadlines.bids === null ? 0 : 1,
        rules: [...state.rules, ...rules],
      };
    }
    case 'BiddersInvited': {
      const { supplierIds, bidsDeadline, round, rules } = event.data;
      return {
        ...state,
        status: 'invited',
        round,
        invitedSupplierIds: supplierIds,
        deadlines: { ...state.deadlines, bids: bidsDeadline },
        rules: [...state.rules, ...rules],
      };
    }
    case 'ProcurementAdvanced':
      return { ...state, status: event.data.to };
    case 'ComplaintFiled': {
      const { at, ...complaint } = event.data;
      const open = { ...complaint, filedAt: at, decidedAt: null, outcome: null, reason: null };
      return { ...state, complaints: [...state.complaints, open] };
    }
    case 'ComplaintDecided': {
      const { complaintId, outcome, reason, at } = event.data;
      const decided = { outcome, reason, decidedAt: at };
      const complaints = state.complaints.map((one) =>
        one.complaintId === complaintId ? { ...one, ...decided } : one,
      );
      return { ...state, complaints };
    }
    case 'ProcurementCancelled':
      return { ...state, status: 'cancelled', cancelledBecause: event.data.reason };
  }
}
