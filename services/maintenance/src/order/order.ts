import type { Approval } from './approval.ts';
import type { CallOff, Contractor } from './callOff.ts';
import { awaitedOreOf, type Change } from './change/change.ts';
import type { Clocks } from './clocks/clocks.ts';
import type { Competition } from './competition.ts';
import type { Terms } from './events.ts';
import { type FollowUp, followUpOf } from './followUp/followUp.ts';
import type { Deviation } from './invoice.ts';
import type { Receipt } from './receipt.ts';

export type Invoice = {
  readonly invoiceNumber: string;
  readonly amountOre: number;
  readonly registeredAt: string;
  /** The hours that it charges, where it is priced by hours. */
  readonly personHours?: number | null | undefined;
  readonly status?: 'matched' | 'deviating' | 'approved' | 'rejected' | 'paid' | undefined;
  readonly deviations?: readonly Deviation[] | undefined;
  /** Why an officer approved or rejected it. */
  readonly decidedBecause?: string | null | undefined;
};

/** What an order is, whatever its status. */
export type Facts = {
  readonly orderId: string;
  readonly terms: Terms;
  /** How often the order has asked for its money. */
  readonly request: number;
  readonly submittedAt: string;
  readonly approval: Approval;
  readonly callOffs: readonly CallOff[];
  /** How many call-offs there were when the money came last: from there on nobody is asked twice. */
  readonly roundFrom: number;
  /** The latest mini-competition; null where there was none. */
  readonly competition: Competition | null;
  readonly receipts: readonly Receipt[];
  readonly work: {
    readonly startedAt: string | null;
    readonly doneAt: string | null;
    /** Of all reports together. */
    readonly personHours: number;
    readonly apprenticeHours: number;
  };
  readonly invoices: readonly Invoice[];
  /** Undefined while none was proposed. */
  readonly changes?: readonly Change[] | undefined;
  /** Undefined while nothing of it has happened. */
  readonly followUp?: FollowUp | undefined;
  /** Undefined before the order is placed. */
  readonly clocks?: Clocks | undefined;
};

/** An order that a contractor is bound to. */
type Bound = Facts & { readonly contractor: Contractor };

/** An order (bestilling), as it is between two events. `funded`: its money is reserved and nobody is asked just now. */
export type Order =
  | { readonly status: 'none' }
  | (Facts & { readonly status: 'submitted' | 'funded' | 'offered' })
  | (Facts & {
      readonly status: 'held';
      readonly reason: string;
      readonly availableOre: number | null;
      /** Whether the order's present amount is reserved all the same. */
      readonly fundsReserved: boolean;
    })
  | (Bound & {
      readonly status: 'placed' | 'in_execution' | 'delivered' | 'accepted' | 'rework' | 'settled' | 'closed';
    })
  | (Facts & { readonly status: 'cancelled'; readonly contractor: Contractor | null });

/** An order that is there. */
export type KnownOrder = Exclude<Order, { status: 'none' }>;

/** The status of an order that a command has been carried out on, so that it is there. */
export function statusOf(order: Order): KnownOrder['status'] {
  if (order.status === 'none') throw new Error('there is no order');
  return order.status;
}

type Money = Pick<Facts, 'invoices' | 'followUp'>;

/** The sum of an order's invoices in øre, without what was credited: rejected, or retained and kept. */
export function invoicedOreOf(order: Money): number {
  const { retention } = followUpOf(order);
  const keptOre = retention?.status === 'kept' ? retention.amountOre : 0;
  return sumOf(order.invoices.filter(({ status }) => status !== 'rejected')) - keptOre;
}

/** What is retained of an order's invoices and neither paid nor kept yet, in øre. */
export function retainedOreOf(order: Money): number {
  const { retention } = followUpOf(order);
  return retention?.status === 'withheld' ? retention.amountOre : 0;
}

/** What is paid of an order's invoices, in øre: with the settlement all that is not retained. */
export const paidOreOf = (order: Money & Pick<KnownOrder, 'status'>): number =>
  order.status === 'settled' || order.status === 'closed'
    ? invoicedOreOf(order) - retainedOreOf(order)
    : sumOf(order.invoices.filter(({ status }) => status === 'paid'));

const sumOf = (invoices: readonly Invoice[]): number =>
  invoices.reduce((sum, { amountOre }) => sum + amountOre, 0);

/**
 * What an order holds of its agreement's ceiling, in øre: all while somebody is asked or bound, changes that wait for
 * their money included, then what was paid.
 */
export function calledOffOreOf(order: Order): number {
  switch (order.status) {
    case 'none':
    case 'submitted':
    case 'funded':
    case 'held':
    case 'cancelled':
      return 0;
    case 'settled':
    case 'closed':
      return invoicedOreOf(order);
    default:
      return order.terms.amountOre + awaitedOreOf(order);
  }
}
