import type { ProcurementEvent, UsedRule } from './events.ts';
import { noticeOf } from './notice.ts';
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
      askedAt: null,
      questionsUntil: null,
      shorterDeadline: null,
      reconfirmBidsSince: null,
      openedAt: null,
      askedSupplierIds: null,
      round: 0,
      invitedSupplierIds: null,
      complaints: [],
      cancelledBecause: null,
      notice: null,
      rules: [],
    };
  }
  if (state.status === 'none') return state;
  const next = evolveCase(state, event);
  return { ...next, notice: noticeOf(next) };
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
      const { deadlines, invitedSupplierIds, questionsUntil = null, rules, at } = event.data;
      return {
        ...state,
        status: 'published',
        publishedAt: at,
        askedAt: at,
        deadlines,
        questionsUntil,
        invitedSupplierIds,
        askedSupplierIds: invitedSupplierIds,
        round: deadlines.bids === null ? 0 : 1,
        rules: withRules(state, rules),
      };
    }
    case 'BiddersInvited': {
      const { supplierIds, bidsDeadline, questionsUntil = null, round, rules, at } = event.data;
      return {
        ...state,
        status: 'invited',
        round,
        invitedSupplierIds: supplierIds,
        deadlines: { ...state.deadlines, bids: bidsDeadline },
        askedAt: at,
        questionsUntil,
        shorterDeadline: null,
        rules: withRules(state, rules),
      };
    }
    case 'ProcurementAdvanced': {
      const { to, at } = event.data;
      const openedAt = state.openedAt ?? (to === 'opened' ? at : null);
      return { ...state, status: to, openedAt, shorterDeadline: null };
    }
    case 'ContractBound':
      return state;
    case 'CompetitionChanged': {
      const { specification, deadlines, questionsUntil, reconfirmBidsSince, rules } = event.data;
      return {
        ...state,
        specification,
        deadlines,
        questionsUntil,
        reconfirmBidsSince,
        shorterDeadline: null,
        rules: withRules(state, rules),
      };
    }
    case 'DeadlineMoved': {
      const { window, deadline, questionsUntil, rules } = event.data;
      const deadlines = { ...state.deadlines, [window]: deadline };
      return { ...state, deadlines, questionsUntil, shorterDeadline: null, rules: withRules(state, rules) };
    }
    case 'ShorterDeadlineProposed':
      return { ...state, shorterDeadline: event.data };
    case 'ComplaintFiled': {
      const { at, supplierId = null, ...complaint } = event.data;
      const open = { ...complaint, supplierId, filedAt: at, decidedAt: null, outcome: null, reason: null };
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

/** Each rule once, however often it was used. */
function withRules({ rules }: ProcurementCase, used: readonly UsedRule[]): ProcurementCase['rules'] {
  const known = new Set(rules.map(({ ruleId }) => ruleId));
  return [...rules, ...used.filter(({ ruleId }) => !known.has(ruleId))];
}
