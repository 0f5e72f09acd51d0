import { Rejection } from '@tiltak/decider';
import { type AnswerTimes, mustGiveFairTime } from './answerTimes.ts';
import { type Contractor, contractorOf, isOpen } from './callOff.ts';
import type { OrderEvent, Terms } from './events.ts';
import { invoicedOreOf, type KnownOrder, type Order } from './order.ts';
import { wrongState } from './wrongState.ts';

export type OrderingCommand =
  | {
      readonly type: 'submit';
      readonly orderId: string;
      readonly terms: Terms;
      /** The subject of the person who orders. */
      readonly by: string;
      /** In øre: above it a second person must approve. */
      readonly approvalAboveOre: number;
      readonly times: AnswerTimes;
      readonly at: string;
      /** The calendar day in Norway. */
      readonly today: string;
    }
  | {
      readonly type: 'resubmit';
      /** Undefined: the one it had. */
      readonly amountOre: number | undefined;
      readonly by: string;
      readonly approvalAboveOre: number;
      readonly at: string;
    }
  | { readonly type: 'cancel'; readonly reason: string | null };

type Command<Type> = Extract<OrderingCommand, { type: Type }>;

/**
 * Asks for the order's money. Throws `wrong_state`, `job_twice`, `due_in_the_past` or `answer_time_out_of_bounds`.
 */
export function submit(command: Command<'submit'>, state: Order): OrderEvent[] {
  const { orderId, terms, by: orderedBy, approvalAboveOre, times, at, today } = command;
  if (state.status !== 'none') throw new Rejection('wrong_state', 'The order has been submitted already.');
  const jobIds = new Set(terms.jobs.map(({ jobId }) => jobId));
  if (jobIds.size < terms.jobs.length) throw new Rejection('job_twice', 'jobIds: name each job once.');
  if (terms.dueOn < today)
    throw new Rejection('due_in_the_past', `dueOn: ${today} or later.`, { earliest: today });
  mustGiveFairTime(terms, times);
  return [{ type: 'OrderSubmitted', data: { orderId, terms, request: 1, at, orderedBy, approvalAboveOre } }];
}

/**
 * Takes a held order up again. Where its money is reserved and the amount stays, it goes on with that; else it asks
 * for the money anew, with the next request number, and, above the limit, for approval too. Throws `not_found` or `wrong_state`.
 */
export function resubmit(command: Command<'resubmit'>, state: Order): OrderEvent[] {
  const { amountOre, by: orderedBy, approvalAboveOre, at } = command;
  if (state.status !== 'held') throw wrongState(state, 'resubmitted', ['held']);
  const terms = { ...state.terms, amountOre: amountOre ?? state.terms.amountOre };
  if (state.fundsReserved && terms.amountOre === state.terms.amountOre)
    return [{ type: 'OrderResumed', data: {} }];
  const request = state.request + 1;
  return [{ type: 'OrderResubmitted', data: { terms, request, at, orderedBy, approvalAboveOre } }];
}

/**
 * Cancels the order; a contractor who holds an open offer loses it. Throws `not_found`, `wrong_state` once it is
 * settled or cancelled, and `already_invoiced`: what is invoiced must be settled.
 */
export function cancel({ reason }: Command<'cancel'>, state: Order): OrderEvent[] {
  if (
    state.status === 'none' ||
    state.status === 'settled' ||
    state.status === 'closed' ||
    state.status === 'cancelled'
  )
    throw wrongState(state, 'cancelled', ['submitted', 'held', 'offered', 'placed', 'accepted']);
  // What was rejected is credited: nothing is owed for it.
  if (invoicedOreOf(state) > 0)
    throw new Rejection('already_invoiced', 'An order with invoices is settled, not cancelled.', {
      invoices: state.invoices.length,
    });
  // Once the order is placed, an answer with changes is as good as any other yes.
  const open = state.status === 'offered' ? state.callOffs.filter(isOpen).map(contractorOf) : [];
  const cancelled = (contractor: Contractor | null): OrderEvent => ({
    type: 'OrderCancelled',
    data: { contractor, reason },
  });
  if (open.length === 0) return [cancelled(boundTo(state))];
  const withdrawn = open.map(
    (contractor): OrderEvent => ({ type: 'CallOffWithdrawn', data: { contractor, reason } }),
  );
  const [only] = open;
  // Of a mini-competition nobody is the one who lost the order.
  return [...withdrawn, cancelled(only && state.competition?.status !== 'open' ? only : null)];
}

const boundTo = (state: KnownOrder): Contractor | null => ('contractor' in state ? state.contractor : null);
