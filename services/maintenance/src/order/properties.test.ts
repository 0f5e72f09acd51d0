import { deepEqual, equal, ok } from 'node:assert/strict';
import { expect, test } from '@jest/globals';
import { Rejection } from '@tiltak/decider';
import fc from 'fast-check';
import { commands } from '../../test/orderExamples/commands.ts';
import { agreement } from '../../test/orderExamples/ordering.ts';
import { awaitsAnswer, isOpen } from './callOff.ts';
import type { OrderCommand } from './decide.ts';
import type { OrderEvent } from './events.ts';
import { followUpOf } from './followUp/followUp.ts';
import { type Facts, invoicedOreOf, type Order, paidOreOf, retainedOreOf } from './order.ts';
import { orders } from './orders.ts';

/** The transitions of an order, status by status, as its description has them. */
const transitions: Readonly<Record<Order['status'], readonly Order['status'][]>> = {
  none: ['submitted'],
  submitted: ['funded', 'held', 'cancelled'],
  funded: ['offered', 'held', 'cancelled'],
  held: ['submitted', 'funded', 'cancelled'],
  offered: ['offered', 'funded', 'placed'],
  placed: ['in_execution', 'cancelled'],
  in_execution: ['delivered', 'cancelled'],
  delivered: ['accepted', 'rework', 'cancelled'],
  accepted: ['accepted', 'settled', 'cancelled'],
  rework: ['in_execution', 'delivered', 'cancelled'],
  settled: ['closed'],
  // A claim in time opens it again.
  closed: ['settled'],
  cancelled: [],
};

/** Events that tell something and leave the order where it is. */
const keepsStatus: ReadonlySet<OrderEvent['type']> = new Set<OrderEvent['type']>([
  'ReceiptRecorded',
  'ClocksStarted',
  'ClockAboutToBreak',
  'ClockBroken',
  'ChangesApproved',
  'ChangeProposed',
  'ChangePriced',
  'ChangeFundsRequested',
  'OrderChanged',
  'ChangeRejected',
  'WorkScheduled',
  'SafetyConfirmed',
  'WorkPaused',
  'WorkResumed',
  'ChecklistRequired',
  'HoursCounted',
  'InspectionEscalated',
  'DefectFixed',
  'DefectApproved',
  'DefectReturned',
  'DefectEscalated',
  'ClaimAcknowledged',
  'ClaimDisputed',
  'ClaimFixed',
  'ClaimReturned',
  'ClaimClosed',
  'ClaimEscalated',
  'ClaimPeriodEnding',
  'InvoiceApproved',
  'InvoiceRejected',
  'InvoicePaid',
  'RetentionPaid',
  'RetentionKept',
]);
/** What time leads to, and nothing else: it tells, it lets offers lapse, and it closes what nobody can claim about. */
const byTime: Readonly<Partial<Record<OrderCommand['type'], readonly OrderEvent['type'][]>>> = {
  expire: ['CallOffExpired'],
  escalateInspection: ['InspectionEscalated'],
  escalateDefect: ['DefectEscalated'],
  escalateClaim: ['ClaimEscalated'],
  closeByTime: ['OrderClosed'],
  remindOfClaims: ['ClaimPeriodEnding'],
};

const minute = (at: number) => new Date(Date.UTC(2026, 10, 22) + at * 60_000).toISOString();
const firms = agreement.suppliers.map(({ organisationNumber }) => organisationNumber);
const answers = ['accept', 'accept_with_changes', 'decline'] as const;

const callOffId = fc.integer({ min: 1, max: 8 }).map((attempt) => `order-1.${attempt}`);
const request = fc.integer({ min: 1, max: 4 });
const amountOre = fc.integer({ min: 1, max: 1200 });
const organisationNumber = fc.constantFrom(...firms);

/** Any command; the ids that it names may be right, late or never given. */
const anyCommand: fc.Arbitrary<OrderCommand> = fc.oneof(
  fc.constantFrom<OrderCommand[]>(...Object.values(commands).filter(({ type }) => type !== 'cancel')),
  amountOre.map((ore) => ({ ...commands.resubmit, amountOre: ore })),
  request.map((one) => ({ type: 'recordFunds' as const, request: one })),
  request.map((one) => ({ ...commands.recordRefusal, request: one })),
  callOffId.map((one) => ({ ...commands.view, callOffId: one })),
  callOffId.map((one) => ({ ...commands.expire, callOffId: one })),
  fc.record({
    type: fc.constant('answer' as const),
    callOffId,
    answer: fc.constantFrom(...answers),
    reason: fc.constantFrom(null, 'Fullt belegg'),
    proposedStart: fc.constantFrom(null, '2026-12-01'),
    priceOre: fc.constant(null),
    at: fc.constant(''),
  }),
  organisationNumber.map((one) => ({ ...commands.startWork, organisationNumber: one })),
  organisationNumber.map((one) => ({ ...commands.reportWorkDone, organisationNumber: one })),
  fc
    .tuple(fc.integer({ min: 1, max: 9 }), amountOre)
    .map(([number, ore]) => ({ ...commands.registerInvoice, invoiceNumber: `F-${number}`, amountOre: ore })),
);

/** A command that brings the order on: left to chance alone hardly any order would come to its end. */
function helpful(state: Order, chance: number): OrderCommand {
  const one = <Choice>(...choices: readonly Choice[]): Choice => choices[chance % choices.length] as Choice;
  switch (state.status) {
    case 'none':
      return commands.submit;
    case 'submitted':
      return one<OrderCommand>(
        { type: 'recordFunds', request: state.request },
        { type: 'recordFunds', request: state.request },
        { ...commands.recordRefusal, request: state.request },
      );
    case 'funded':
      return commands.offerNext;
    case 'held':
      return { ...commands.resubmit, amountOre: one(undefined, 900, 1100) };
    case 'offered': {
      const last = state.callOffs.at(-1);
      if (!last || last.status === 'accepted_with_changes')
        return { type: 'decideOnChanges', approved: one(true, false) };
      return {
        ...commands.answer,
        callOffId: last.callOffId,
        answer: one(...answers),
        reason: 'Fullt belegg',
      };
    }
    case 'placed':
      return { ...commands.startWork, organisationNumber: state.contractor.organisationNumber };
    case 'in_execution':
    case 'rework':
      if (followUpOf(state).pause)
        return { ...commands.resumeWork, organisationNumber: state.contractor.organisationNumber };
      return { ...commands.reportWorkDone, organisationNumber: state.contractor.organisationNumber };
    case 'delivered':
      return one<OrderCommand>(
        commands.acceptWork,
        { ...commands.acceptWork, defects: [{ description: 'Rennen mangler', dueOn: '2026-12-01' }] },
        commands.rejectWork,
        commands.escalateInspection,
      );
    case 'settled':
      return one<OrderCommand>(
        commands.closeOrder,
        commands.raiseClaim,
        commands.closeOrder,
        commands.closeClaim,
      );
    default:
      return one<OrderCommand>(
        { ...commands.registerInvoice, invoiceNumber: `F-${chance}`, amountOre: 10 * chance },
        { ...commands.registerInvoice, invoiceNumber: 'F-1', amountOre: 10 * chance, usedOnOrder: 'order-0' },
        commands.settle,
        commands.settle,
        commands.settle,
        { ...commands.settle, retained: { amountOre: chance, reason: 'Til det er i orden' } },
        commands.approveDefect,
        commands.raiseClaim,
        commands.closeClaim,
        commands.closeOrder,
        commands.recordReceipt,
      );
  }
}

/** What is asked, after how many minutes: anything, now and then a cancellation, or what brings the order on. */
const steps = fc.array(
  fc.record({
    minutes: fc.integer({ min: 0, max: 300 }),
    chance: fc.integer({ min: 1, max: 100 }),
    any: anyCommand,
  }),
  { minLength: 10, maxLength: 80 },
);
type Step = typeof steps extends fc.Arbitrary<(infer One)[]> ? One : never;

function commandOf({ chance, any }: Step, state: Order): OrderCommand {
  if (chance <= 40) return any;
  return chance <= 42 ? commands.cancel : helpful(state, chance);
}

/** Carries out the steps; a refused command changes nothing. */
function carryOut(
  given: readonly Step[],
  afterEach: (before: Order, event: OrderEvent, after: Order) => void,
) {
  let state: Order = orders.initial;
  let minutes = 0;
  const events: OrderEvent[] = [];
  for (const step of given) {
    minutes += step.minutes;
    const command = commandOf(step, state);
    let decided: readonly OrderEvent[];
    try {
      decided = orders.decide('at' in command ? { ...command, at: minute(minutes) } : command, state);
      for (const { type } of decided)
        ok(byTime[command.type]?.includes(type) ?? true, `${command.type} led to ${type}`);
    } catch (error) {
      if (error instanceof Rejection) continue;
      throw error;
    }
    for (const event of decided) {
      const before = state;
      state = orders.evolve(state, event);
      events.push(event);
      afterEach(before, event, state);
    }
  }
  return { state, events };
}

test('whatever is asked in whatever sequence, an order keeps its rules', () => {
  const reached = new Set<Order['status']>();
  fc.assert(
    fc.property(steps, (given) => {
      const { state, events } = carryOut(given, (before, event, after) => {
        reached.add(after.status);
        if (keepsStatus.has(event.type) || (event.type === 'ClaimRaised' && before.status !== 'closed'))
          equal(after.status, before.status);
        else ok(transitions[before.status].includes(after.status), `${before.status} -> ${after.status}`);
        if (after.status === 'none') return;
        ok(after.callOffs.filter(isOpen).length <= 1, 'two open call-offs');
        ok(after.status === 'offered' || !after.callOffs.some(awaitsAnswer), 'an offer without its order');
        ok(after.status !== 'offered' || lastIsHeld(after), 'offered to nobody');
        ok(invoicedOreOf(after) <= after.terms.amountOre, 'more invoiced than ordered');
        ok(paidOreOf(after) <= invoicedOreOf(after), 'more paid than invoiced');
        ok(paidOreOf(after) + retainedOreOf(after) <= invoicedOreOf(after), 'paid what is retained');
      });
      ok(events.filter(({ type }) => type === 'OrderPlaced').length <= 1, 'placed twice');
      deepEqual(amountsOf(events), amountsIn(state));
      if (state.status === 'none') return;
      ok(state.callOffs.filter(({ status }) => status === 'accepted').length <= 1, 'accepted twice');
      equal(new Set(state.callOffs.map((callOff) => callOff.callOffId)).size, state.callOffs.length);
    }),
    { numRuns: 900 },
  );
  // The sequences are no formality: between them they come everywhere.
  expect([...reached].sort()).toEqual(
    Object.keys(transitions)
      .filter((status) => status !== 'none')
      .sort(),
  );
});

/** While an order is offered it is its last call-off that is open, or has just been accepted. */
const lastIsHeld = ({ callOffs }: Facts): boolean => {
  const last = callOffs.at(-1);
  return last !== undefined && (isOpen(last) || last.status === 'accepted');
};

/** What the events say of money, added up apart from the state. */
function amountsOf(events: readonly OrderEvent[]) {
  let orderedOre = 0;
  let invoicedOre = 0;
  let paidOre = 0;
  for (const event of events) {
    if (event.type === 'OrderSubmitted' || event.type === 'OrderResubmitted')
      orderedOre = event.data.terms.amountOre;
    if (event.type === 'OrderChanged') orderedOre += event.data.addedOre;
    if (event.type === 'InvoiceRegistered') invoicedOre += event.data.amountOre;
    if (event.type === 'InvoiceRejected' || event.type === 'RetentionKept')
      invoicedOre -= event.data.amountOre;
    if (event.type === 'InvoicePaid' || event.type === 'RetentionPaid') paidOre += event.data.amountOre;
    if (event.type === 'OrderSettled') paidOre = event.data.paidOre;
  }
  return { orderedOre, invoicedOre, paidOre };
}

function amountsIn(state: Order) {
  if (state.status === 'none') return { orderedOre: 0, invoicedOre: 0, paidOre: 0 };
  return {
    orderedOre: state.terms.amountOre,
    invoicedOre: invoicedOreOf(state),
    paidOre: paidOreOf(state),
  };
}
