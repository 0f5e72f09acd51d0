import { Rejection } from '@tiltak/decider';
import type { AllocationEvent, AllocationState, MissingReason } from './allocation.ts';

/** What a measure may draw on: a decided frame with what is left in it, or why there is nothing. */
export type Funds =
  | { readonly frameId: string; readonly availableOre: number }
  | { readonly frameId: string | null; readonly missing: MissingReason };

export type Reserve = {
  readonly type: 'reserve';
  /** The asker's number of this request, from 1: an order that was held may ask again. */
  readonly request: number;
  readonly measureId: string;
  readonly amountOre: number;
  readonly funds: Funds;
};
export type AllocationCommand =
  | Reserve
  /** A contractor is bound to a price of at most what is reserved; what it leaves is free again. */
  | { readonly type: 'commit'; readonly amountOre: number }
  /** A change of the placed order; `addedOre` below 0 frees money. */
  | {
      readonly type: 'adjust';
      readonly changeId: string;
      readonly addedOre: number;
      readonly funds: Funds;
    }
  | { readonly type: 'invoice'; readonly amountOre: number }
  /** What was invoiced is credited: free for other invoices of the order or, once it is settled, for others. */
  | { readonly type: 'credit'; readonly amountOre: number }
  /** A part of what is invoiced is paid, before the settlement or (what was retained) after it. */
  | { readonly type: 'pay'; readonly amountOre: number }
  /** All invoices are paid, `paidOre` in all; what is still committed is free again. */
  | { readonly type: 'settle'; readonly paidOre: number }
  | { readonly type: 'cancel' }
  | { readonly type: 'reportWork'; readonly personHours: number; readonly apprenticeHours: number };

/**
 * What a command leads to. A request that doesn't fit is refused by an event, because the asker must learn of it. A
 * Rejection (`wrong_state`, `exceeds_reserved`, `exceeds_committed`, `exceeds_invoiced`, `other_measure`) says that
 * the asker broke the agreed order of things: money must not move then.
 */
export function decide(command: AllocationCommand, state: AllocationState): readonly AllocationEvent[] {
  switch (command.type) {
    case 'reserve':
      return reserve(command, state);
    case 'commit': {
      if (state.status === 'committed') return [];
      if (state.status !== 'reserved') throw wrongState(command, state);
      const { reservedOre } = state.amounts;
      if (command.amountOre > reservedOre)
        throw new Rejection('exceeds_reserved', `${reservedOre} øre are reserved, not ${command.amountOre}.`);
      return [move('FundsCommitted', state, { reservedOre: -reservedOre, committedOre: command.amountOre })];
    }
    case 'adjust':
      return adjust(command, state);
    case 'invoice': {
      if (state.status !== 'committed') throw wrongState(command, state);
      const { committedOre } = state.amounts;
      if (command.amountOre > committedOre)
        throw new Rejection('exceeds_committed', `${committedOre} øre are left, not ${command.amountOre}.`);
      return [
        move('FundsInvoiced', state, { committedOre: -command.amountOre, invoicedOre: command.amountOre }),
      ];
    }
    case 'credit':
    case 'pay':
      return correct(command, state);
    case 'settle': {
      if (state.status === 'settled') return [];
      if (state.status !== 'committed') throw wrongState(command, state);
      const { committedOre, invoicedOre } = state.amounts;
      if (command.paidOre > invoicedOre)
        throw new Rejection('exceeds_invoiced', `${invoicedOre} øre are invoiced, not ${command.paidOre}.`);
      const unpaidOre = command.paidOre - state.amounts.paidOre;
      if (unpaidOre < 0)
        throw new Rejection('exceeds_invoiced', `${state.amounts.paidOre} øre were paid before that.`);
      return [move('FundsSettled', state, { committedOre: 0 - committedOre, paidOre: unpaidOre })];
    }
    case 'cancel':
      return cancel(state);
    case 'reportWork': {
      if (state.status === 'none' || state.status === 'refused') throw wrongState(command, state);
      const { personHours, apprenticeHours } = command;
      return [{ type: 'WorkReported', data: { ...chargedTo(state), personHours, apprenticeHours } }];
    }
  }
}

/**
 * A request that was answered before is a repetition. A later one takes the place of a reservation in one step: what
 * it held counts as left for it, and if it doesn't fit, the allocation holds nothing, as the refusal says.
 */
function reserve(command: Reserve, state: AllocationState): readonly AllocationEvent[] {
  const { request, measureId, amountOre, funds } = command;
  if (state.status === 'none') return answer(command);
  if (request <= state.request) return [];
  if (state.measureId !== measureId)
    throw new Rejection('other_measure', `This is charged to the measure ${state.measureId}.`);
  if (state.status === 'refused') return answer(command);
  if (state.status !== 'reserved' || 'missing' in funds) throw wrongState(command, state);
  const { reservedOre } = state.amounts;
  const released: AllocationEvent = {
    type: 'FundsReleased',
    data: { ...chargedTo(state), reason: 'replaced', change: { reservedOre: -reservedOre } },
  };
  const availableOre = funds.availableOre + reservedOre;
  return [
    released,
    ...answer({ type: 'reserve', request, measureId, amountOre, funds: { ...funds, availableOre } }),
  ];
}

function answer({ request, measureId, amountOre, funds }: Reserve): readonly AllocationEvent[] {
  const asked = { frameId: funds.frameId, measureId, request, amountOre };
  if ('missing' in funds)
    return [{ type: 'FundsRefused', data: { ...asked, reason: funds.missing, availableOre: null } }];
  const { frameId, availableOre } = funds;
  if (amountOre > availableOre)
    return [{ type: 'FundsRefused', data: { ...asked, reason: 'exceeds_available', availableOre } }];
  return [
    {
      type: 'FundsReserved',
      data: {
        ...asked,
        frameId,
        availableOre: availableOre - amountOre,
        change: { reservedOre: amountOre },
      },
    },
  ];
}

/** A change that was answered before is a repetition. What it adds must be left in the frame, else it is refused. */
function adjust(
  command: Extract<AllocationCommand, { type: 'adjust' }>,
  state: AllocationState,
): readonly AllocationEvent[] {
  const { changeId, addedOre, funds } = command;
  if (state.status !== 'none' && state.changes?.includes(changeId)) return [];
  if (state.status !== 'committed' || 'missing' in funds) throw wrongState(command, state);
  const { committedOre } = state.amounts;
  if (-addedOre > committedOre)
    throw new Rejection('exceeds_committed', `${committedOre} øre are left, not ${-addedOre}.`);
  const { availableOre } = funds;
  const answered = { ...chargedTo(state), changeId, addedOre };
  if (addedOre > availableOre)
    return [{ type: 'FundsAdjustmentRefused', data: { ...answered, request: state.request, availableOre } }];
  return [
    {
      type: 'FundsAdjusted',
      data: { ...answered, availableOre: availableOre - addedOre, change: { committedOre: addedOre } },
    },
  ];
}

/** Moves money that is invoiced and not paid: a credit takes it back, a payment makes it paid. */
function correct(
  command: Extract<AllocationCommand, { type: 'credit' | 'pay' }>,
  state: AllocationState,
): readonly AllocationEvent[] {
  if (state.status !== 'committed' && state.status !== 'settled') throw wrongState(command, state);
  const { amountOre } = command;
  const unpaidOre = state.amounts.invoicedOre - state.amounts.paidOre;
  if (amountOre > unpaidOre)
    throw new Rejection('exceeds_invoiced', `${unpaidOre} øre are invoiced and not paid, not ${amountOre}.`);
  if (command.type === 'pay') return [move('FundsPaid', state, { paidOre: amountOre })];
  const isBound = state.status === 'committed';
  return [
    move('FundsCredited', state, { invoicedOre: -amountOre, ...(isBound && { committedOre: amountOre }) }),
  ];
}

function cancel(state: AllocationState): readonly AllocationEvent[] {
  // What is invoiced is owed, whatever becomes of the rest.
  if (state.status !== 'reserved' && state.status !== 'committed') return [];
  const { reservedOre, committedOre } = state.amounts;
  const change = {
    ...(reservedOre > 0 && { reservedOre: -reservedOre }),
    ...(committedOre > 0 && { committedOre: -committedOre }),
  };
  return [{ type: 'FundsReleased', data: { ...chargedTo(state), reason: 'cancelled', change } }];
}

type Holding = Extract<AllocationState, { readonly frameId: string }>;

const chargedTo = ({ frameId, measureId }: Holding) => ({ frameId, measureId });

function move<
  Type extends 'FundsCommitted' | 'FundsInvoiced' | 'FundsCredited' | 'FundsPaid' | 'FundsSettled',
>(type: Type, state: Holding, change: Extract<AllocationEvent, { type: Type }>['data']['change']) {
  return { type, data: { ...chargedTo(state), change } };
}

const wrongState = ({ type }: AllocationCommand, { status }: AllocationState) =>
  new Rejection('wrong_state', `An allocation that is ${status} can't take: ${type}.`);
