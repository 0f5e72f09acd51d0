import { describe, expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import { commands } from '../../test/orderExamples/commands.ts';
import { after, histories } from '../../test/orderExamples/histories.ts';
import { contractor } from '../../test/orderExamples/ordering.ts';
import { deviatingInvoice, invoiced } from '../../test/orderExamples/settling.ts';
import type { OrderEvent } from './events.ts';
import { invoicedOreOf, paidOreOf } from './order.ts';
import { orders } from './orders.ts';

const { registerInvoice } = commands;
const rejected: OrderEvent = {
  type: 'InvoiceRejected',
  data: { contractor: contractor(1), invoiceNumber: 'F-1', amountOre: 600, reason: 'Feil beløp' },
};
const deviationsOf = (more: object, history: readonly OrderEvent[] = histories.accepted) => {
  const [event] = orders.decide({ ...registerInvoice, ...more }, after(history));
  return event?.type === 'InvoiceRegistered' ? event.data.deviations : undefined;
};

describe('what an invoice is compared with', () => {
  test('one that fits is matched, and settled without more ado', () => {
    expect(deviationsOf({ organisationNumber: '310000019', personHours: 30 })).toEqual([]);
    given(orders, histories.accepted_invoiced)
      .when(commands.settle)
      .then([{ type: 'OrderSettled', data: { contractor: contractor(1), paidOre: 600 } }]);
  });

  test('a number that the contractor used on another order deviates', () => {
    given(orders, histories.accepted)
      .when({ ...registerInvoice, invoiceNumber: 'F-1', amountOre: 600, usedOnOrder: 'order-0' })
      .then([deviatingInvoice]);
  });

  test("another firm's invoice deviates", () => {
    expect(deviationsOf({ organisationNumber: '310000027' })).toEqual([
      { code: 'other_sender', organisationNumber: '310000027' },
    ]);
  });

  test('more hours than were reported deviate, those of earlier invoices counted in', () => {
    expect(deviationsOf({ personHours: 30.25 })).toEqual([
      { code: 'more_hours_than_reported', reportedHours: 30 },
    ]);
    const earlier = {
      ...invoiced('F-1', 1),
      data: { ...invoiced('F-1', 1).data, personHours: 20 },
    } as OrderEvent;
    expect(deviationsOf({ personHours: 10 }, [...histories.accepted, earlier])).toEqual([]);
    expect(deviationsOf({ personHours: 10.25 }, [...histories.accepted, earlier])).toHaveLength(1);
  });

  test('what the order has no money for is refused, not deviating', () => {
    given(orders, histories.accepted)
      .when({ ...registerInvoice, amountOre: 1001 })
      .rejects('exceeds_order');
  });
});

describe('a deviating invoice', () => {
  test('it is settled when an officer has approved it, with the reason', () => {
    given(orders, histories.accepted_deviating).when(commands.settle).rejects('invoice_deviating');
    const [approved] = orders.decide(commands.approveInvoice, after(histories.accepted_deviating));
    expect(approved).toMatchObject({ type: 'InvoiceApproved', data: { reason: 'Avtalt på telefon' } });
    expect(
      given(orders, [...histories.accepted_deviating, approved as OrderEvent])
        .when(commands.settle)
        .state().status,
    ).toBe('settled');
  });

  test('a rejected one is credited: its amount is free for another, and the order can be cancelled', () => {
    given(orders, histories.accepted_deviating).when(commands.rejectInvoice).then([rejected]);
    const history = [...histories.accepted_deviating, rejected];
    given(orders, history).when(commands.settle).rejects('nothing_invoiced');
    given(orders, history)
      .when({ ...registerInvoice, amountOre: 1000 })
      .then([invoiced('F-9', 1000)]);
    expect(given(orders, history).when(commands.cancel).state().status).toBe('cancelled');
  });
});

test('an invoice that is paid before the settlement is paid once, and not rejected any more', () => {
  const [paid] = orders.decide(commands.payInvoice, after(histories.accepted_invoiced));
  const history = [...histories.accepted_invoiced, paid as OrderEvent];
  given(orders, history).when(commands.payInvoice).rejects('wrong_state');
  given(orders, history).when(commands.rejectInvoice).rejects('wrong_state');
  const state = given(orders, history).when(commands.settle).state();
  expect(state.status === 'settled' && [invoicedOreOf(state), paidOreOf(state)]).toEqual([600, 600]);
});

test('what is retained and kept is no longer invoiced', () => {
  const state = given(orders, histories.settled_retained).when(commands.keepRetained).state();
  expect(state.status === 'settled' && [invoicedOreOf(state), paidOreOf(state)]).toEqual([450, 450]);
});
