import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { claimsUntil } from '../order/followUp/claimPeriod.ts';
import { followUpOf } from '../order/followUp/followUp.ts';
import { statusOfInvoice } from '../order/invoice.ts';
import type { Invoice, KnownOrder } from '../order/order.ts';

type OrderAnswer = OperationAnswer<(typeof maintenanceOperations)['getOrder']>;

/** How the work of an order goes. */
export function siteWorkAnswer(order: KnownOrder): OrderAnswer['siteWork'] {
  const { schedule, safety, pause, inspectionEscalations, acceptedOn, defects, claims } = followUpOf(order);
  return {
    schedule,
    safety,
    pause,
    inspectionEscalations,
    acceptedOn,
    defects: defects.map(({ escalations: _, ...defect }) => defect),
    claims: claims.map(({ escalations: _, ...claim }) => claim),
    claimsUntil: acceptedOn === null ? null : claimsUntil(order),
  };
}

/** An invoice, with what it deviates in and what was decided about it. */
export function invoiceAnswer(invoice: Invoice): OrderAnswer['invoices'][number] {
  const { invoiceNumber, amountOre, registeredAt, personHours = null } = invoice;
  const { deviations = [], decidedBecause = null } = invoice;
  return {
    invoiceNumber,
    amountOre,
    registeredAt,
    personHours,
    status: statusOfInvoice(invoice),
    deviations: [...deviations],
    decidedBecause,
  };
}
