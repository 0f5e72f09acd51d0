import { Rejection } from '@tiltak/decider';
import type { OrderEvent } from './events.ts';
import { invoicedOreOf, type Order } from './order.ts';
import { wrongState } from './wrongState.ts';

export type SettlementCommand =
  | {
      readonly type: 'registerInvoice';
      readonly invoiceNumber: string;
      readonly amountOre: number;
      readonly at: string;
    }
  | { readonly type: 'settle' };

/** Invoices of one order. */
export const invoiceLimit = 100;

/**
 * Registers an invoice on accepted work. Throws `not_found`, `wrong_state`, `invoice_number_used` or `exceeds_order`:
 * all invoices together stay within the order's amount, and the facts say what is left.
 */
export function registerInvoice(
  command: Extract<SettlementCommand, { type: 'registerInvoice' }>,
  state: Order,
): OrderEvent[] {
  if (state.status !== 'accepted') throw wrongState(state, 'invoiced', ['accepted']);
  const { invoiceNumber, amountOre, at } = command;
  if (state.invoices.some((invoice) => invoice.invoiceNumber === invoiceNumber))
    throw new Rejection('invoice_number_used', `The order has an invoice ${invoiceNumber} already.`, {
      invoiceNumber,
    });
  if (state.invoices.length >= invoiceLimit)
    throw new Rejection('wrong_state', `The order has ${invoiceLimit} invoices, which is the limit.`);
  const orderedOre = state.terms.amountOre;
  const invoicedOre = invoicedOreOf(state);
  const leftOre = orderedOre - invoicedOre;
  if (amountOre > leftOre)
    throw new Rejection('exceeds_order', `amountOre: at most ${leftOre}, which is left of the order.`, {
      orderedOre,
      invoicedOre,
      leftOre,
    });
  return [
    { type: 'InvoiceRegistered', data: { contractor: state.contractor, at, invoiceNumber, amountOre } },
  ];
}

/** All invoices are paid. Throws `not_found`, `wrong_state` or `nothing_invoiced`. */
export function settle(state: Order): OrderEvent[] {
  if (state.status !== 'accepted') throw wrongState(state, 'settled', ['accepted']);
  if (state.invoices.length === 0)
    throw new Rejection('nothing_invoiced', 'Register the invoice first; an order without one is cancelled.');
  return [{ type: 'OrderSettled', data: { contractor: state.contractor, paidOre: invoicedOreOf(state) } }];
}
