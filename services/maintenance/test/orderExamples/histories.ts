import { fold } from '@tiltak/decider';
import type { OrderEvent } from '../../src/order/events.ts';
import type { Order } from '../../src/order/order.ts';
import { orders } from '../../src/order/orders.ts';
import {
  accepted,
  acceptedWithChanges,
  approved,
  cancelled,
  contractor,
  funded,
  heldWithFunds,
  largeFunded,
  largeSubmitted,
  offered,
  placed,
  refused,
  submitted,
  viewed,
} from './ordering.ts';
import { claimRaised, closed, deviatingInvoice, invoiced, settled, settledRetained } from './settling.ts';
import {
  acceptedWithDefect,
  defectFixed,
  done,
  fundsRequested,
  paused,
  proposed,
  started,
  workAccepted,
  workRejected,
} from './working.ts';

const offer = [submitted, funded, offered(1)];
const work = [...offer, accepted, placed, started];
const delivered = [...work, done];

/** How an order comes to each of its statuses; `offered` in its three kinds. */
export const histories = {
  none: [],
  submitted: [submitted],
  submitted_unapproved: [largeSubmitted],
  funded: [submitted, funded],
  funded_unapproved: [largeSubmitted, largeFunded],
  funded_approved: [largeSubmitted, largeFunded, approved],
  held: [submitted, refused],
  held_with_funds: [submitted, funded, heldWithFunds('no_contractor_left')],
  offered: offer,
  offered_viewed: [...offer, viewed],
  offered_with_changes: [...offer, acceptedWithChanges],
  placed: [...offer, accepted, placed],
  in_execution: work,
  in_execution_paused: [...work, paused],
  // One change of each kind that is open.
  in_execution_changing: [
    ...work,
    proposed(1, null),
    proposed(2, 250),
    proposed(3, 100),
    fundsRequested(3, 100),
  ],
  delivered,
  accepted: [...delivered, workAccepted],
  accepted_invoiced: [...delivered, workAccepted, invoiced('F-1', 600)],
  rework: [...delivered, workRejected],
  accepted_deviating: [...delivered, workAccepted, deviatingInvoice],
  accepted_defect: [...delivered, acceptedWithDefect, invoiced('F-1', 600)],
  accepted_defect_fixed: [...delivered, acceptedWithDefect, defectFixed],
  settled: [...delivered, workAccepted, invoiced('F-1', 600), settled],
  settled_retained: [...delivered, acceptedWithDefect, invoiced('F-1', 600), settledRetained],
  settled_claimed: [...delivered, workAccepted, invoiced('F-1', 600), settled, claimRaised],
  closed: [...delivered, workAccepted, invoiced('F-1', 600), settled, closed],
  cancelled: [...offer, accepted, placed, cancelled(contractor(1))],
} as const satisfies Readonly<Record<string, readonly OrderEvent[]>>;
export type Stage = keyof typeof histories;

/** The order after these events. */
export const after = (events: readonly OrderEvent[]): Order => fold(orders, events);
