import { describe, expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import { commands } from '../../test/orderExamples/commands.ts';
import { histories } from '../../test/orderExamples/histories.ts';
import { later } from '../../test/orderExamples/ordering.ts';
import { invoiced, settled } from '../../test/orderExamples/settling.ts';
import { done, started, workAccepted, workRejected } from '../../test/orderExamples/working.ts';
import { invoiceLimit } from './invoice.ts';
import { orders } from './orders.ts';
import { receiptLimit } from './receipt.ts';

const other = '310000027';

describe('execution', () => {
  test('to another firm the order does not exist, in whatever status it is', () => {
    for (const history of Object.values(histories)) {
      given(orders, history)
        .when({ ...commands.startWork, organisationNumber: other })
        .rejects('not_found');
      given(orders, history)
        .when({ ...commands.reportWorkDone, organisationNumber: other })
        .rejects('not_found');
      given(orders, history)
        .when({ ...commands.startWork, organisationNumber: undefined })
        .rejects('not_found');
    }
  });

  test('the contractor starts, and reports the work as done with its hours', () => {
    given(orders, histories.placed).when(commands.startWork).then([started]);
    given(orders, histories.in_execution).when(commands.reportWorkDone).then([done]);
  });

  test("apprentices' hours are a part of the hours", () => {
    const report = (apprenticeHours: number) =>
      given(orders, histories.in_execution).when({ ...commands.reportWorkDone, apprenticeHours });
    report(30.5).rejects('apprentice_hours_exceed_person_hours');
    expect(report(30).state().status).toBe('delivered');
  });

  test('work that is rejected is done again, and the hours of both reports count', () => {
    given(orders, histories.delivered).when(commands.rejectWork).then([workRejected]);
    const again = { ...commands.reportWorkDone, personHours: 2.5, apprenticeHours: 0 };
    expect(given(orders, histories.rework).when(again).state()).toMatchObject({
      status: 'delivered',
      work: { personHours: 32.5, apprenticeHours: 8 },
    });
    expect(given(orders, histories.rework).when(commands.startWork).state()).toMatchObject({
      status: 'in_execution',
      work: { startedAt: later },
    });
  });

  test('delivered work is accepted', () => {
    given(orders, histories.delivered).when(commands.acceptWork).then([workAccepted]);
  });
});

describe('settlement', () => {
  const invoice = (invoiceNumber: string, amountOre: number) =>
    given(orders, histories.accepted_invoiced).when({
      type: 'registerInvoice',
      invoiceNumber,
      amountOre,
      at: later,
    });

  test('invoices fit the order to the last øre, all of them together', () => {
    invoice('F-2', 400).then([invoiced('F-2', 400)]);
    invoice('F-2', 401).rejects('exceeds_order');
  });

  test('the refusal of an invoice says what is left', () => {
    const state = histories.accepted_invoiced.reduce(orders.evolve, orders.initial);
    expect(() => orders.decide({ ...commands.registerInvoice, amountOre: 401 }, state)).toThrow(
      expect.objectContaining({ facts: { orderedOre: 1000, invoicedOre: 600, leftOre: 400 } }),
    );
  });

  test('an invoice number is used once in an order', () => {
    invoice('F-1', 1).rejects('invoice_number_used');
  });

  test('an order takes so many invoices and no more', () => {
    const many = Array.from({ length: invoiceLimit }, (_, at) => invoiced(`F-${at}`, 1));
    given(orders, [...histories.accepted, ...many])
      .when({ ...commands.registerInvoice, invoiceNumber: 'one more', amountOre: 1 })
      .rejects('wrong_state');
  });

  test('a settled order has paid what was invoiced', () => {
    given(orders, histories.accepted_invoiced).when(commands.settle).then([settled]);
  });
});

describe('receipts', () => {
  const { receipt } = commands.recordReceipt;

  test('the latest receipt of each delivery is kept', () => {
    const failed = { ...receipt, status: 'failed', statusCode: 503 } as const;
    const both = [failed, { ...failed, deliveryId: 'delivery-2' }].map(
      (data) => ({ type: 'ReceiptRecorded', data }) as const,
    );
    expect(
      given(orders, [...histories.offered, ...both])
        .when(commands.recordReceipt)
        .state(),
    ).toMatchObject({
      status: 'offered',
      receipts: [
        { deliveryId: 'delivery-1', status: 'delivered' },
        { deliveryId: 'delivery-2', status: 'failed' },
      ],
    });
  });

  test('a receipt that comes late takes nothing back', () => {
    const failed = { ...receipt, status: 'failed', statusCode: 503, attempt: 1 } as const;
    const delivered = { ...receipt, attempt: 2 };
    const state = given(orders, [...histories.offered, { type: 'ReceiptRecorded', data: delivered }])
      .when({ type: 'recordReceipt', receipt: failed })
      .state();
    expect(state).toMatchObject({ receipts: [{ status: 'delivered', attempt: 2 }] });
  });

  test('an order keeps so many at hand, the newest', () => {
    const many = Array.from(
      { length: receiptLimit },
      (_, at) => ({ type: 'ReceiptRecorded', data: { ...receipt, deliveryId: `earlier-${at}` } }) as const,
    );
    const state = given(orders, [...histories.offered, ...many])
      .when(commands.recordReceipt)
      .state();
    const kept = state.status === 'none' ? [] : state.receipts.map(({ deliveryId }) => deliveryId);
    expect(kept).toHaveLength(receiptLimit);
    expect([kept[0], kept.at(-1)]).toEqual(['earlier-1', 'delivery-1']);
  });

  test('a receipt leaves all else as it is', () => {
    const before = histories.held_with_funds.reduce(orders.evolve, orders.initial);
    const after = given(orders, histories.held_with_funds).when(commands.recordReceipt).state();
    expect(after).toEqual({ ...before, receipts: [receipt] });
  });
});
