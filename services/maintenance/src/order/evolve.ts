import { askedAnew } from './approval.ts';
import type { CallOff, Contractor } from './callOff.ts';
import { changesAfter } from './change/change.ts';
import { clocksAfter } from './clocks/clocks.ts';
import type { Competition } from './competition.ts';
import type { OrderEvent } from './events.ts';
import { followUpAfter } from './followUp/evolve.ts';
import { invoicesAfter } from './invoice.ts';
import type { Facts, KnownOrder, Order } from './order.ts';
import { withReceipt } from './receipt.ts';

/** The order after the event. */
export function evolve(state: Order, event: OrderEvent): Order {
  if (event.type === 'OrderSubmitted') {
    const { orderId, terms, request, at, orderedBy, approvalAboveOre } = event.data;
    const { amountOre } = terms;
    return {
      status: 'submitted',
      orderId,
      terms,
      request,
      submittedAt: at,
      approval: askedAnew(undefined, { amountOre, orderedBy, approvalAboveOre }),
      callOffs: [],
      roundFrom: 0,
      competition: null,
      receipts: [],
      work: { startedAt: null, doneAt: null, personHours: 0, apprenticeHours: 0 },
      invoices: [],
    };
  }
  if (state.status === 'none') return state;
  const after = step(state, event);
  if (after.status === 'none') return after;
  const followUp = followUpAfter(state.followUp, event);
  const changes = changesAfter(state.changes, event);
  const clocks = clocksAfter(state.clocks, event);
  return { ...after, ...(followUp && { followUp }), ...(changes && { changes }), ...(clocks && { clocks }) };
}

function step(state: KnownOrder, event: Exclude<OrderEvent, { type: 'OrderSubmitted' }>): Order {
  const facts = factsOf(state);
  switch (event.type) {
    case 'OrderResubmitted': {
      const { terms, request, orderedBy, approvalAboveOre } = event.data;
      const { amountOre } = terms;
      const approval = askedAnew(facts.approval, { amountOre, orderedBy, approvalAboveOre });
      return { ...facts, status: 'submitted', terms, request, approval };
    }
    case 'OrderApproved':
    case 'ApprovalRefused': {
      const { by, at } = event.data;
      const status = event.type === 'OrderApproved' ? 'approved' : 'refused';
      return { ...state, approval: { ...facts.approval, status, by, at } };
    }
    case 'OrderFunded':
    case 'OrderResumed':
      return { ...facts, status: 'funded', roundFrom: facts.callOffs.length };
    case 'OrderHeld': {
      const { reason, availableOre, fundsReserved } = event.data;
      return { ...facts, status: 'held', reason, availableOre, fundsReserved };
    }
    case 'CallOffOffered':
    case 'CallOffViewed':
    case 'CallOffAccepted':
    case 'CallOffAcceptedWithChanges':
    case 'CallOffDeclined':
    case 'CallOffPriced':
    case 'CallOffExpired':
    case 'CallOffWithdrawn':
      return stepOfCallOff(facts, event);
    case 'CompetitionDecided': {
      const { because, ranking } = event.data;
      const { competition } = facts;
      if (!competition) return state;
      return { ...state, competition: { ...competition, status: 'decided', because, ranking } };
    }
    case 'ChangeProposed':
    case 'ChangePriced':
    case 'ChangeFundsRequested':
    case 'ChangeRejected':
    case 'ChangesApproved':
    case 'WorkScheduled':
    case 'SafetyConfirmed':
    case 'WorkPaused':
    case 'WorkResumed':
    case 'ChecklistRequired':
    case 'HoursCounted':
    case 'InspectionEscalated':
    case 'DefectFixed':
    case 'DefectApproved':
    case 'DefectReturned':
    case 'DefectEscalated':
    case 'ClaimAcknowledged':
    case 'ClaimDisputed':
    case 'ClaimFixed':
    case 'ClaimReturned':
    case 'ClaimClosed':
    case 'ClaimEscalated':
    case 'ClaimPeriodEnding':
    case 'RetentionPaid':
    case 'RetentionKept':
      return state;
    case 'OrderChanged': {
      const { amountOre, dueOn } = event.data;
      return { ...state, terms: { ...facts.terms, amountOre, dueOn } };
    }
    case 'OrderPlaced': {
      const { amountOre, contractor } = event.data;
      return { ...facts, status: 'placed', contractor, terms: { ...facts.terms, amountOre } };
    }
    case 'OrderCancelled': {
      const { competition } = facts;
      const isOpen = competition?.status === 'open';
      return {
        ...facts,
        status: 'cancelled',
        contractor: event.data.contractor,
        ...(isOpen && { competition: { ...competition, status: 'cancelled' } }),
      };
    }
    case 'WorkStarted':
      return bound(event.data, 'in_execution', {
        ...facts,
        work: { ...facts.work, startedAt: facts.work.startedAt ?? event.data.at },
      });
    case 'WorkDone':
      return bound(event.data, 'delivered', { ...facts, work: withReport(facts.work, event.data) });
    case 'WorkAccepted':
      return bound(event.data, 'accepted', facts);
    case 'WorkRejected':
      return bound(event.data, 'rework', facts);
    case 'InvoiceRegistered': {
      const invoices = invoicesAfter(facts.invoices, event);
      return bound(event.data, 'accepted', { ...facts, invoices });
    }
    case 'InvoiceApproved':
    case 'InvoiceRejected':
    case 'InvoicePaid':
      return { ...state, invoices: invoicesAfter(facts.invoices, event) };
    case 'OrderSettled':
      return bound(event.data, 'settled', { ...facts, invoices: invoicesAfter(facts.invoices, event) });
    case 'OrderClosed':
      return bound(event.data, 'closed', facts);
    case 'ClaimRaised':
      // The municipality's right outlives its files: a closed order is open again.
      return state.status === 'closed' ? bound(event.data, 'settled', facts) : state;
    case 'ClocksStarted':
    case 'ClockBroken':
      return state;
    case 'ClockAboutToBreak':
      return event.data.clock === 'response'
        ? { ...state, callOffs: warned(state.callOffs, event.data) }
        : state;
    case 'ReceiptRecorded':
      return { ...state, receipts: withReceipt(state.receipts, event.data) };
  }
}

const warned = (
  callOffs: readonly CallOff[],
  { contractor, at }: Extract<OrderEvent, { type: 'ClockAboutToBreak' }>['data'],
): readonly CallOff[] =>
  callOffs.map((one) => (one.callOffId === contractor.callOffId ? { ...one, warnedAt: at } : one));

type CallOffEvent = Extract<OrderEvent, { type: `CallOff${string}` }>;

function stepOfCallOff(facts: Facts, event: CallOffEvent): Order {
  const { contractor } = event.data;
  const change = (changes: Partial<CallOff>): Facts => ({
    ...facts,
    callOffs: facts.callOffs.map((one) =>
      one.callOffId === contractor.callOffId ? ({ ...one, ...changes } as CallOff) : one,
    ),
  });
  const before = facts.callOffs.find(({ callOffId }) => callOffId === contractor.callOffId);
  // The others are still in it; what became of the competition, its own events say.
  const isCompetitor = before?.allocation === 'mini_competition';
  switch (event.type) {
    case 'CallOffOffered': {
      const { contractor: asked, terms, ...offer } = event.data;
      const callOff = { ...asked, status: 'offered', ...offer, amountOre: terms.amountOre } as const;
      const competition =
        offer.allocation === 'mini_competition' ? withCompetitor(facts, offer.respondBy) : facts.competition;
      return { ...facts, status: 'offered', callOffs: [...facts.callOffs, callOff], competition };
    }
    case 'CallOffViewed':
      return { ...change({ status: 'viewed' }), status: 'offered' };
    case 'CallOffAccepted':
    case 'CallOffAcceptedWithChanges': {
      const { at, reason, proposedStart } = event.data;
      const status = event.type === 'CallOffAccepted' ? 'accepted' : 'accepted_with_changes';
      return { ...change({ status, answeredAt: at, reason, proposedStart }), status: 'offered' };
    }
    case 'CallOffDeclined': {
      const { at, reason } = event.data;
      return {
        ...change({ status: 'declined', answeredAt: at, reason, proposedStart: null, priceOre: null }),
        status: isCompetitor ? 'offered' : 'funded',
      };
    }
    case 'CallOffPriced': {
      const { at, reason, proposedStart, priceOre } = event.data;
      return {
        ...change({ status: 'priced', answeredAt: at, reason, proposedStart, priceOre }),
        status: 'offered',
      };
    }
    case 'CallOffExpired':
      return { ...change({ status: 'expired' }), status: isCompetitor ? 'offered' : 'funded' };
    case 'CallOffWithdrawn': {
      const answered =
        before?.status === 'accepted_with_changes' || before?.status === 'priced' ? before : undefined;
      return {
        ...change({
          status: 'withdrawn',
          answeredAt: answered?.answeredAt ?? null,
          reason: event.data.reason,
          proposedStart: answered?.proposedStart ?? null,
        }),
        status: isCompetitor ? 'offered' : 'funded',
      };
    }
  }
}

/** The first who is asked opens the mini-competition. */
function withCompetitor({ callOffs, competition }: Facts, respondBy: string): Competition {
  if (competition?.status === 'open') return competition;
  return { from: callOffs.length, respondBy, status: 'open', because: null, ranking: [] };
}

/** A rework's report adds to the one before it: both took the hours they took. */
function withReport(work: Facts['work'], report: Extract<OrderEvent, { type: 'WorkDone' }>['data']) {
  return {
    ...work,
    doneAt: report.at,
    personHours: work.personHours + report.personHours,
    apprenticeHours: work.apprenticeHours + report.apprenticeHours,
  };
}

function bound(
  { contractor }: { readonly contractor: Contractor },
  status: Extract<Order, { contractor: Contractor }>['status'] & Exclude<Order['status'], 'cancelled'>,
  facts: Facts,
): Order {
  return { ...facts, status, contractor };
}

/** Without what belongs to one status only. */
function factsOf(order: Facts): Facts {
  const { orderId, terms, request, submittedAt, approval, callOffs, roundFrom, receipts } = order;
  const { competition = null, work, invoices } = order;
  const money = { terms, request, approval, invoices };
  return { orderId, submittedAt, ...money, callOffs, roundFrom, competition, receipts, work };
}
