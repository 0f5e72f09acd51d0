import type { OrderEvent } from '../../src/order/events.ts';
import { contractor, later } from './ordering.ts';

export const invoiced = (invoiceNumber: string, amountOre: number): OrderEvent => ({
  type: 'InvoiceRegistered',
  data: {
    contractor: contractor(1),
    at: later,
    invoiceNumber,
    amountOre,
    personHours: null,
    deviations: [],
  },
});
/** An invoice whose number the contractor has used on another order. */
export const deviatingInvoice: OrderEvent = {
  type: 'InvoiceRegistered',
  data: {
    contractor: contractor(1),
    at: later,
    invoiceNumber: 'F-1',
    amountOre: 600,
    personHours: null,
    deviations: [{ code: 'number_used_before', orderId: 'order-0' }],
  },
};
export const settled: OrderEvent = {
  type: 'OrderSettled',
  data: { contractor: contractor(1), paidOre: 600 },
};
export const settledRetained: OrderEvent = {
  type: 'OrderSettled',
  data: {
    contractor: contractor(1),
    paidOre: 450,
    retained: { amountOre: 150, reason: 'Til rennen er på plass' },
  },
};
export const claimRaised: OrderEvent = {
  type: 'ClaimRaised',
  data: {
    contractor: contractor(1),
    claimId: 'claim-1',
    description: 'Taket lekker igjen',
    dueOn: '2027-12-01',
    raisedOn: '2027-11-01',
  },
};
export const closed: OrderEvent = {
  type: 'OrderClosed',
  data: { contractor: contractor(1), reason: null },
};
