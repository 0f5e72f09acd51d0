import { Rejection } from '@tiltak/decider';
import type { Contractor } from './callOff.ts';
import type { OrderEvent } from './events.ts';
import { type Invoice, invoicedOreOf, type Order } from './order.ts';
import { wrongState } from './wrongState.ts';

/** In what an invoice differs from what was agreed, with what a person needs to judge it. */
export type Deviation =
  /** The contractor has used the number before, on another order. */
  | { readonly code: 'number_used_before'; readonly orderId: string }
  /** It is sent by another firm than the one that is bound. */
  | { readonly code: 'other_sender'; readonly organisationNumber: string }
  /** It charges more hours than the contractor has reported, with what other invoices charge. */
  | { readonly code: 'more_hours_than_reported'; readonly reportedHours: number };

export type InvoiceCommand =
  | {
      readonly type: 'registerInvoice';
      readonly invoiceNumber: string;
      readonly amountOre: number;
      /** Who sent it, where that is known. */
      readonly organisationNumber?: string | null | undefined;
      /** The hours that it charges, where it is priced by hours. */
      readonly personHours?: number | null | undefined;
      /** Another order on which the contractor has used the number; null where there is none. */
      readonly usedOnOrder?: string | null | undefined;
      readonly at: string;
    }
  | { readonly type: 'approveInvoice'; readonly invoiceNumber: string; readonly reason: string }
  | { readonly type: 'rejectInvoice'; readonly invoiceNumber: string; readonly reason: string }
  | { readonly type: 'payInvoice'; readonly invoiceNumber: string };

type Command<Type> = Extract<InvoiceCommand, { type: Type }>;

/** Invoices of one order. */
export const invoiceLimit = 100;

/** Throws `not_found` (also for an invoice that the order doesn't have), `wrong_state` or the command's own rule. */
export function decideInvoice(command: InvoiceCommand, state: Order): readonly OrderEvent[] {
  if (command.type === 'registerInvoice') return registerInvoice(command, state);
  if (state.status !== 'accepted') throw wrongState(state, 'paid for', ['accepted']);
  const { invoiceNumber } = command;
  const invoice = state.invoices.find((one) => one.invoiceNumber === invoiceNumber);
  if (!invoice) throw new Rejection('not_found', `The order has no invoice ${invoiceNumber}.`);
  const { contractor } = state;
  const { amountOre } = invoice;
  switch (command.type) {
    case 'approveInvoice':
      mustBe(invoice, 'approved', ['deviating']);
      return [{ type: 'InvoiceApproved', data: { contractor, invoiceNumber, reason: command.reason } }];
    // A matched one too may turn out wrong: what is not paid can be credited.
    case 'rejectInvoice': {
      mustBe(invoice, 'rejected', ['matched', 'deviating', 'approved']);
      const { reason } = command;
      return [{ type: 'InvoiceRejected', data: { contractor, invoiceNumber, amountOre, reason } }];
    }
    case 'payInvoice':
      mustBe(invoice, 'paid', ['matched', 'approved']);
      return [{ type: 'InvoicePaid', data: { contractor, invoiceNumber, amountOre } }];
  }
}

/**
 * Registers an invoice on accepted work. One that differs from what was agreed is `deviating` and waits for an officer;
 * one that doesn't fit is refused, because the frame has no money for it: `exceeds_order` says what is left, and more
 * takes a change of the order. Throws `not_found`, `wrong_state` or `invoice_number_used` too.
 */
function registerInvoice(command: Command<'registerInvoice'>, state: Order): readonly OrderEvent[] {
  if (state.status !== 'accepted') throw wrongState(state, 'invoiced', ['accepted']);
  const { invoiceNumber, amountOre, at, personHours = null } = command;
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
  const { contractor } = state;
  const deviations = deviationsOf(command, state);
  return [
    {
      type: 'InvoiceRegistered',
      data: { contractor, at, invoiceNumber, amountOre, personHours, deviations },
    },
  ];
}

function deviationsOf(
  { organisationNumber, personHours, usedOnOrder }: Command<'registerInvoice'>,
  state: Extract<Order, { readonly contractor: Contractor }>,
): readonly Deviation[] {
  const deviations: Deviation[] = [];
  if (usedOnOrder) deviations.push({ code: 'number_used_before', orderId: usedOnOrder });
  if (organisationNumber && organisationNumber !== state.contractor.organisationNumber)
    deviations.push({ code: 'other_sender', organisationNumber });
  const reportedHours = state.work.personHours;
  if (personHours && invoicedHoursOf(state.invoices) + personHours > reportedHours)
    deviations.push({ code: 'more_hours_than_reported', reportedHours });
  return deviations;
}

const invoicedHoursOf = (invoices: readonly Invoice[]): number =>
  invoices
    .filter((invoice) => statusOfInvoice(invoice) !== 'rejected')
    .reduce((sum, { personHours }) => sum + (personHours ?? 0), 0);

/** Of invoices from before deviations were looked for: they fitted. */
export const statusOfInvoice = ({ status = 'matched' }: Invoice): NonNullable<Invoice['status']> => status;

function mustBe(
  invoice: Invoice,
  wanted: string,
  statuses: readonly ReturnType<typeof statusOfInvoice>[],
): void {
  const status = statusOfInvoice(invoice);
  if (!statuses.includes(status))
    throw new Rejection(
      'wrong_state',
      `The invoice ${invoice.invoiceNumber} is ${status}; it can be ${wanted} when it is ${statuses.join(' or ')}.`,
    );
}

type InvoiceEvent = Extract<OrderEvent, { type: `Invoice${string}` }>;

/** The invoices after one of their events, or after the settlement, which pays those that are not rejected. */
export function invoicesAfter(
  invoices: readonly Invoice[],
  event: InvoiceEvent | Extract<OrderEvent, { type: 'OrderSettled' }>,
): readonly Invoice[] {
  if (event.type === 'InvoiceRegistered') {
    const { invoiceNumber, amountOre, at, personHours = null, deviations = [] } = event.data;
    const status = deviations.length > 0 ? 'deviating' : 'matched';
    return [
      ...invoices,
      { invoiceNumber, amountOre, registeredAt: at, personHours, status, deviations, decidedBecause: null },
    ];
  }
  if (event.type === 'OrderSettled')
    return invoices.map((invoice) =>
      statusOfInvoice(invoice) === 'rejected' ? invoice : { ...invoice, status: 'paid' },
    );
  const { invoiceNumber } = event.data;
  return invoices.map((invoice) =>
    invoice.invoiceNumber === invoiceNumber ? { ...invoice, ...changeBy(event) } : invoice,
  );
}

function changeBy(event: Exclude<InvoiceEvent, { type: 'InvoiceRegistered' }>): Partial<Invoice> {
  switch (event.type) {
    case 'InvoiceApproved':
      return { status: 'approved', decidedBecause: event.data.reason };
    case 'InvoiceRejected':
      return { status: 'rejected', decidedBecause: event.data.reason };
    case 'InvoicePaid':
      return { status: 'paid' };
  }
}
