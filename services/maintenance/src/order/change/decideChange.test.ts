import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, expect, test } from '@jest/globals';
import { Rejection } from '@tiltak/decider';
import { given } from '@tiltak/decider/testing';
import fc from 'fast-check';
import { commands } from '../../../test/orderExamples/commands.ts';
import { after, histories } from '../../../test/orderExamples/histories.ts';
import { contractor, later, today } from '../../../test/orderExamples/ordering.ts';
import { fundsRequested, proposed } from '../../../test/orderExamples/working.ts';
import type { OrderCommand } from '../decide.ts';
import type { OrderEvent } from '../events.ts';
import { calledOffOreOf, invoicedOreOf, type Order } from '../order.ts';
import { orders } from '../orders.ts';
import { awaitedOreOf, changesOf } from './change.ts';
import { changeLimit, openChangeLimit } from './decideChange.ts';

const { approveChange, priceChange, proposeChange, recordChangeFunds, rejectChange } = commands;
const firm = contractor(1).organisationNumber;
const byFirm = { ...proposeChange, organisationNumber: firm, by: 'firm-1', addedOre: 250 };
const changed = (addedOre: number, amountOre: number, number = 1): OrderEvent => ({
  type: 'OrderChanged',
  data: {
    contractor: contractor(1),
    changeId: `order-1.change-${number}`,
    what: 'Bytte også rennen',
    addedOre,
    amountOre,
    dueOn: '2027-01-15',
  },
});
const priced = (addedOre: number) => [...histories.placed, proposed(1, addedOre)];
const first = { changeId: 'order-1.change-1' };

describe('a change', () => {
  test('that the contractor proposes may have its price at once; an officer leaves that to the contractor', () => {
    given(orders, histories.placed)
      .when(byFirm)
      .then([proposed(1, 250)]);
    given(orders, histories.placed)
      .when(proposeChange)
      .then([proposed(1, null)]);
    given(orders, histories.placed)
      .when({ ...proposeChange, addedOre: 250 })
      .rejects('price_is_contractors');
  });

  test('is priced once, by the firm that is bound', () => {
    const notified = [...histories.placed, proposed(1, null)];
    const ask = { ...priceChange, ...first };
    expect(given(orders, notified).when(ask).state()).toMatchObject({
      changes: [{ status: 'priced', addedOre: 300, dueOn: '2027-01-15' }],
    });
    given(orders, notified)
      .when({ ...ask, organisationNumber: '310000027' })
      .rejects('not_found');
    given(orders, priced(250)).when(ask).rejects('wrong_state');
  });

  test('of another firm’s order does not exist, and neither does one that nobody proposed', () => {
    given(orders, histories.placed)
      .when({ ...byFirm, organisationNumber: '310000027' })
      .rejects('not_found');
    given(orders, histories.placed).when(approveChange).rejects('not_found');
  });

  test('that costs more holds when the money has come, and not before', () => {
    const approved = { ...approveChange, ...first };
    given(orders, priced(250))
      .when(approved)
      .then([fundsRequested(1, 250)]);
    const waiting = [...priced(250), fundsRequested(1, 250)];
    expect(after(waiting)).toMatchObject({
      terms: { amountOre: 1000 },
      changes: [{ status: 'awaiting_funds' }],
    });
    given(orders, waiting)
      .when({ ...recordChangeFunds, ...first })
      .then([changed(250, 1250)]);
    given(orders, waiting).when(approved).rejects('wrong_state');
    given(orders, waiting)
      .when({ ...rejectChange, ...first })
      .rejects('wrong_state');
    expect(after([...waiting, changed(250, 1250)])).toMatchObject({
      terms: { amountOre: 1250, dueOn: '2027-01-15' },
      changes: [{ status: 'approved' }],
    });
  });

  test('whose money is refused is rejected with what is left, and nothing has changed', () => {
    const state = given(orders, [...priced(250), fundsRequested(1, 250)])
      .when({ ...commands.recordChangeRefusal, ...first })
      .state();
    expect(state).toMatchObject({
      terms: { amountOre: 1000, dueOn: '2026-12-24' },
      changes: [{ status: 'rejected', reason: 'exceeds_available', availableOre: 40 }],
    });
    expect(calledOffOreOf(state)).toBe(1000);
  });

  test('that costs nothing, or lowers the price, holds at once', () => {
    for (const addedOre of [0, -999])
      given(orders, priced(addedOre))
        .when({ ...approveChange, ...first })
        .then([changed(addedOre, 1000 + addedOre)]);
  });

  test('never brings the price below what is invoiced, nor to nothing', () => {
    given(orders, histories.placed)
      .when({ ...byFirm, addedOre: -1000 })
      .rejects('change_too_low');
    given(orders, histories.accepted_invoiced)
      .when({ ...byFirm, addedOre: -401 })
      .rejects('change_too_low');
    const invoicedMeanwhile = [
      ...histories.accepted,
      proposed(1, -900),
      ...histories.accepted_invoiced.slice(-1),
    ];
    given(orders, invoicedMeanwhile)
      .when({ ...approveChange, ...first })
      .rejects('change_too_low');
  });

  test('is not due in the past', () => {
    given(orders, histories.placed)
      .when({ ...byFirm, dueOn: '2026-11-21' })
      .rejects('due_in_the_past');
    given(orders, histories.placed)
      .when({ ...byFirm, dueOn: today })
      .then([{ ...proposed(1, 250), data: { ...proposed(1, 250).data, dueOn: today } } as OrderEvent]);
  });

  test('fits the agreement’s ceiling to the øre, changes that wait for their money included', () => {
    const approve = (ceilingLeftOre: number) =>
      given(orders, priced(250)).when({ ...approveChange, ...first, ceilingLeftOre });
    approve(250).then([fundsRequested(1, 250)]);
    approve(249).rejects('agreement_ceiling_reached');
    approve(-5).rejects('agreement_ceiling_reached');
    expect(calledOffOreOf(after(histories.in_execution_changing))).toBe(1100);
  });
});

describe('above the limit', () => {
  // With what it adds the order is an øre above 5000.
  const large = priced(4001);
  const approve = (more: object) => given(orders, large).when({ ...approveChange, ...first, ...more });

  test('a change is approved by an approver who has asked for nothing of it', () => {
    approve({}).rejects('approver_needed');
    approve({ isApprover: true }).rejects('same_person');
    approve({ isApprover: true, by: 'approver-1', ceilingLeftOre: 4001 }).then([fundsRequested(1, 4001)]);
  });

  test('nor by who proposed it', () => {
    const by = { ...proposeChange, by: 'approver-1' };
    const [event] = orders.decide(by, after(histories.placed));
    const history = [...histories.placed, event!];
    const withPrice = [...history, ...orders.decide({ ...priceChange, addedOre: 4001 }, after(history))];
    given(orders, withPrice)
      .when({ ...approveChange, ...first, isApprover: true, by: 'approver-1' })
      .rejects('same_person');
  });

  test('changes that wait for their money count: two small ones are not a way around it', () => {
    const two = [...histories.placed, proposed(1, 2001), fundsRequested(1, 2001), proposed(2, 2000)];
    given(orders, two).when(approveChange).rejects('approver_needed');
  });

  test('a price that is lowered needs nobody else', () => {
    const history = [...histories.placed, changed(9000, 10_000), proposed(1, -10)];
    given(orders, history)
      .when({ ...approveChange, ...first })
      .then([changed(-10, 9990)]);
  });
});

describe('the end of the order', () => {
  test.each([
    ['cancelled', histories.placed, commands.cancel, 'Bestillingen er avbestilt'],
    ['settled', histories.accepted_invoiced, commands.settle, 'Bestillingen er gjort opp'],
  ] as const)('ends what is open, and late money changes nothing: %s', (status, history, end, reason) => {
    const waiting = [...history, proposed(1, 250), fundsRequested(1, 250), proposed(2, null)];
    const ended = given(orders, waiting).when(end).state();
    expect(ended).toMatchObject({
      status,
      terms: { amountOre: 1000 },
      changes: [
        { status: 'rejected', reason },
        { status: 'rejected', reason },
      ],
    });
    expect(orders.decide({ ...recordChangeFunds, ...first }, ended)).toEqual([]);
    expect(orders.decide({ ...commands.recordChangeRefusal, ...first }, ended)).toEqual([]);
    expect(awaitedOreOf(ended as Exclude<Order, { status: 'none' }>)).toBe(0);
  });
});

test('an order has so many open changes, and so many in all', () => {
  const open = Array.from({ length: openChangeLimit }, (_, at) => proposed(at + 1, 1));
  given(orders, [...histories.placed, ...open])
    .when(byFirm)
    .rejects('too_many_changes');
  const decided = Array.from({ length: changeLimit }, (_, at) => [
    proposed(at + 1, 1),
    {
      type: 'ChangeRejected',
      data: {
        contractor: contractor(1),
        changeId: `order-1.change-${at + 1}`,
        reason: 'x',
        availableOre: null,
      },
    } as const,
  ]).flat();
  given(orders, [...histories.placed, ...decided])
    .when(byFirm)
    .rejects('too_many_changes');
});

/** Mostly a change that the command fits, so that the sequences come to something. */
function aimedAt(state: Order, what: string): string | undefined {
  const fitting = {
    price: 'notified',
    approve: 'priced',
    funds: 'awaiting_funds',
    refusal: 'awaiting_funds',
  };
  const wanted = (fitting as Readonly<Record<string, string>>)[what];
  return state.status === 'none'
    ? undefined
    : changesOf(state).find(({ status }) => status === wanted)?.changeId;
}

test('whatever is proposed and answered in whatever sequence, the order costs what was approved, and covers its invoices', () => {
  const step = fc.record({
    what: fc.constantFrom('propose', 'price', 'approve', 'reject', 'funds', 'refusal', 'invoice', 'end'),
    which: fc.integer({ min: 1, max: 6 }),
    addedOre: fc.integer({ min: -700, max: 700 }),
    unpriced: fc.boolean(),
  });
  const ends = { approved: 0, lowered: 0, refused: 0, ended: 0 };
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 50 }), (steps) => {
      let state: Order = after(histories.accepted);
      let expectedOre = 1000;
      for (const { what, which, addedOre, unpriced } of steps) {
        const changeId = aimedAt(state, what) ?? `order-1.change-${which}`;
        const command: OrderCommand = {
          propose: unpriced ? proposeChange : { ...byFirm, addedOre },
          price: { ...priceChange, changeId, addedOre },
          approve: { ...approveChange, changeId, by: 'approver-1', isApprover: true },
          reject: { ...rejectChange, changeId },
          funds: { ...recordChangeFunds, changeId },
          refusal: { ...commands.recordChangeRefusal, changeId },
          invoice: {
            ...commands.registerInvoice,
            invoiceNumber: `${which}${addedOre}`,
            amountOre: 100,
            at: later,
          },
          end: which === 1 ? commands.settle : { ...recordChangeFunds, changeId },
        }[what];
        let events: readonly OrderEvent[];
        try {
          events = orders.decide(command, state);
        } catch (error) {
          if (error instanceof Rejection) continue;
          throw error;
        }
        for (const event of events) {
          const before = state;
          state = orders.evolve(state, event);
          if (event.type === 'OrderChanged') {
            expectedOre += event.data.addedOre;
            if (event.data.addedOre > 0) ends.approved += 1;
            else ends.lowered += 1;
          }
          if (event.type === 'ChangeRejected' && event.data.availableOre !== null) ends.refused += 1;
          if (event.type === 'OrderSettled') ends.ended += 1;
          // An order that has ended stays as it is.
          if (before.status === 'settled') equal(state.status, 'settled');
        }
        if (state.status === 'none') throw new Error('the order is gone');
        equal(state.terms.amountOre, expectedOre);
        ok(state.terms.amountOre >= Math.max(1, invoicedOreOf(state)), 'less ordered than invoiced');
        equal(
          calledOffOreOf(state),
          state.status === 'settled' ? invoicedOreOf(state) : expectedOre + awaitedOreOf(state),
        );
        deepEqual(
          changesOf(state).map((one) => one.changeId),
          changesOf(state).map((_, at) => `order-1.change-${at + 1}`),
        );
      }
    }),
    { numRuns: 400 },
  );
  for (const count of Object.values(ends)) expect(count).toBeGreaterThan(10);
});
