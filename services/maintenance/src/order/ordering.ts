import { Rejection } from '@tiltak/decider';
import { type Contractor, contractorOf, isOpen } from './callOff.ts';
import type { OrderEvent, Terms } from './events.ts';
import type { KnownOrder, Order } from './order.ts';
import { wrongState } from './wrongState.ts';

export type OrderingCommand =
  | {
      readonly type: 'submit';
      readonly orderId: string;
      readonly terms: Terms;
      readonly at: string;
      /** The calendar day in Norway. */
      readonly today: string;
    }
  /** Without an amount: the one it had. */
  | { readonly type: 'resubmit'; readonly amountOre: number | undefined; readonly at: string }
  | { readonly type: 'cancel'; readonly reason: string | null };

type Command<Type> = Extract<OrderingCommand, { type: Type }>;

/** Asks for the order's money. Throws `wrong_state`, `job_twice` or `due_in_the_past`. */
export function submit({ orderId, terms, at, today }: Command<'submit'>, state: Order): OrderEvent[] {
  if (state.status !== 'none') throw new Rejection('wrong_state', 'The order has been submitted already.');
  const jobIds = new Set(terms.jobs.map(({ jobId }) => jobId));
  if (jobIds.size < terms.jobs.length) throw new Rejection('job_twice', 'jobIds: name each job once.');
  if (terms.dueOn < today)
    throw new Rejection('due_in_the_past', `dueOn: ${today} or later.`, { earliest: today });
  return [{ type: 'OrderSubmitted', data: { orderId, terms, request: 1, at } }];
}

/**
 * Takes a held order up again. Where its money is reserved and the amount stays, it goes on with that; else it asks
 * for the money anew, with the next request number. Throws `not_found` or `wrong_state`.
 */
export function resubmit({ amountOre, at }: Command<'resubmit'>, state: Order): OrderEvent[] {
  if (state.status !== 'held') throw wrongState(state, 'resubmitted', ['held']);
  const terms = { ...state.terms, amountOre: amountOre ?? state.terms.amountOre };
  if (state.fundsReserved && terms.amountOre === state.terms.amountOre)
    return [{ type: 'OrderResumed', data: {} }];
  return [{ type: 'OrderResubmitted', data: { terms, request: state.request + 1, at } }];
}

/**
 * Cancels the order; a contractor who holds an open offer loses it. Throws `not_found`, `wrong_state` once it is
 * settled or cancelled, and `already_invoiced`: what is invoiced must be settled.
 */
export function cancel({ reason }: Command<'cancel'>, state: Order): OrderEvent[] {
  if (state.status === 'none' || state.status === 'settled' || state.status === 'cancelled')
    throw wrongState(state, 'cancelled', ['submitted', 'held', 'offered', 'placed', 'accepted']);
  if (state.invoices.length > 0)
    throw new Rejection('already_invoiced', 'An order with invoices is settled, not cancelled.', {
      invoices: state.invoices.length,
    });
  // Once the order is placed, an answer with changes is as good as any other yes.
  const open = state.status === 'offered' ? state.callOffs.find(isOpen) : undefined;
  const cancelled = (contractor: Contractor | null): OrderEvent => ({
    type: 'OrderCancelled',
    data: { contractor, reason },
  });
  if (!open) return [cancelled(boundTo(state))];
  const contractor = contractorOf(open);
  return [{ type: 'CallOffWithdrawn', data: { contractor, reason } }, cancelled(contractor)];
}

const boundTo = (state: KnownOrder): Contractor | null => ('contractor' in state ? state.contractor : null);
