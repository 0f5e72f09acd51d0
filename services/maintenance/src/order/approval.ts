import { Rejection } from '@tiltak/decider';
import type { OrderEvent } from './events.ts';
import type { KnownOrder, Order } from './order.ts';
import { wrongState } from './wrongState.ts';

/** Whether a second person has to approve the order (fullmaktsgrense), and what became of that. */
export type Approval = {
  /** In øre, as it was when the order was submitted last; an order above it is offered to nobody unapproved. */
  readonly requiredAboveOre: number;
  readonly status: 'not_required' | 'awaited' | 'approved' | 'refused';
  /** The subjects of all who asked for the order's money: none of them is the second person. */
  readonly askedBy: readonly string[];
  /** Who approved or refused, and when. */
  readonly by: string | null;
  readonly at: string | null;
};

export type ApprovalCommand =
  | { readonly type: 'approve'; readonly by: string; readonly at: string }
  | { readonly type: 'refuse'; readonly by: string; readonly reason: string; readonly at: string };

type Command<Type> = Extract<ApprovalCommand, { type: Type }>;

/** Each new request for money above the limit is a new question, whatever was approved before. */
export function askedAnew(
  before: Approval | undefined,
  asked: { readonly amountOre: number; readonly orderedBy: string; readonly approvalAboveOre: number },
): Approval {
  return {
    requiredAboveOre: asked.approvalAboveOre,
    status: asked.amountOre > asked.approvalAboveOre ? 'awaited' : 'not_required',
    askedBy: [...new Set([...(before?.askedBy ?? []), asked.orderedBy])],
    by: null,
    at: null,
  };
}

/** Whether the order waits for a second person. */
export const awaitsApproval = (order: Order): boolean =>
  (order.status === 'submitted' || order.status === 'funded') && order.approval?.status === 'awaited';

/** A second person's yes: with its money, the order is offered. Throws `not_found`, `wrong_state` or `same_person`. */
export function approve({ by, at }: Command<'approve'>, state: Order): OrderEvent[] {
  const { amountOre } = mustAwaitApprovalOf(by, state).terms;
  return [{ type: 'OrderApproved', data: { by, at, amountOre } }];
}

/** A second person's no ends the order and releases its money. Throws `not_found`, `wrong_state` or `same_person`. */
export function refuse({ by, reason, at }: Command<'refuse'>, state: Order): OrderEvent[] {
  mustAwaitApprovalOf(by, state);
  return [
    { type: 'ApprovalRefused', data: { by, at, reason } },
    { type: 'OrderCancelled', data: { contractor: null, reason } },
  ];
}

function mustAwaitApprovalOf(by: string, state: Order): KnownOrder {
  if (state.status !== 'submitted' && state.status !== 'funded')
    throw wrongState(state, 'approved or refused', ['submitted', 'funded']);
  if (!awaitsApproval(state))
    throw new Rejection('wrong_state', 'The order awaits no approval.', { status: state.status });
  mustBeAnother(by, state.approval.askedBy);
  return state;
}

/** Throws `same_person`. */
export function mustBeAnother(by: string, askedBy: readonly string[]): void {
  if (askedBy.includes(by))
    throw new Rejection('same_person', 'Whoever asked for the money is not the second person: ask another.');
}
