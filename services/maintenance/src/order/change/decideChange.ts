import { Rejection } from '@tiltak/decider';
import { mustBeAnother } from '../approval.ts';
import { isBoundTo } from '../boundTo.ts';
import type { Contractor } from '../callOff.ts';
import type { OrderEvent } from '../events.ts';
import { invoicedOreOf, type Order } from '../order.ts';
import { wrongState } from '../wrongState.ts';
import { awaitedOreOf, type Change, changesOf, isOpen } from './change.ts';

export type ChangeCommand =
  | {
      readonly type: 'proposeChange';
      /** Of the contractor that proposes; null: an officer does. */
      readonly organisationNumber: string | null;
      readonly by: string;
      readonly what: string;
      readonly why: string | null;
      readonly addedOre: number | null;
      readonly dueOn: string | null;
      readonly at: string;
      /** The calendar day in Norway. */
      readonly today: string;
    }
  | {
      readonly type: 'priceChange';
      readonly changeId: string;
      readonly organisationNumber: string | undefined;
      readonly addedOre: number;
      readonly dueOn: string | null;
      readonly today: string;
    }
  | {
      readonly type: 'approveChange';
      readonly changeId: string;
      readonly by: string;
      /** Whether whoever approves may approve orders above the limit. */
      readonly isApprover: boolean;
      /** What is left of the agreement's ceiling beside all that is called off, this order included, in øre. */
      readonly ceilingLeftOre: number;
    }
  | { readonly type: 'rejectChange'; readonly changeId: string; readonly reason: string }
  /** Projects' answers. */
  | { readonly type: 'recordChangeFunds'; readonly changeId: string }
  | {
      readonly type: 'recordChangeRefusal';
      readonly changeId: string;
      readonly reason: string;
      readonly availableOre: number | null;
    };

type Command<Type> = Extract<ChangeCommand, { type: Type }>;

/** Changes of one order that are open at a time, and in all. */
export const openChangeLimit = 10;
export const changeLimit = 100;

/** Throws `not_found`, `wrong_state` or the command's own rule; an answer of projects that comes too late is nothing. */
export function decideChange(command: ChangeCommand, state: Order): readonly OrderEvent[] {
  switch (command.type) {
    case 'proposeChange':
      return propose(command, state);
    case 'priceChange':
      return price(command, state);
    case 'approveChange':
      return approve(command, state);
    case 'rejectChange': {
      const { order, change } = mustFind(command, state, ['notified', 'priced']);
      const { contractor } = order;
      const { changeId } = change;
      return [
        {
          type: 'ChangeRejected',
          data: { contractor, changeId, reason: command.reason, availableOre: null },
        },
      ];
    }
    case 'recordChangeFunds': {
      const found = findAwaiting(command, state);
      return found ? [changed(found)] : [];
    }
    case 'recordChangeRefusal': {
      const found = findAwaiting(command, state);
      if (!found) return [];
      const { changeId, reason, availableOre } = command;
      const { contractor } = found.order;
      return [{ type: 'ChangeRejected', data: { contractor, changeId, reason, availableOre } }];
    }
  }
}

/** Throws `price_is_contractors`, `too_many_changes`, `change_too_low` or `due_in_the_past`. */
function propose(command: Command<'proposeChange'>, state: Order): readonly OrderEvent[] {
  const { organisationNumber, by, what, why, addedOre, dueOn, at, today } = command;
  const isContractor = organisationNumber !== null;
  if (isContractor && !isBoundTo(organisationNumber, state))
    throw new Rejection('not_found', 'There is no such order.');
  const order = mustBeChangeable(state);
  const changes = changesOf(order);
  if (!isContractor && addedOre !== null)
    throw new Rejection('price_is_contractors', 'addedOre: leave it out; the contractor prices the change.');
  if (changes.filter(isOpen).length >= openChangeLimit || changes.length >= changeLimit)
    throw new Rejection(
      'too_many_changes',
      `An order has at most ${openChangeLimit} open changes, and ${changeLimit} in all: decide on those first.`,
    );
  mustBePossible({ addedOre, dueOn, today }, order);
  return [
    {
      type: 'ChangeProposed',
      data: {
        contractor: order.contractor,
        changeId: `${order.orderId}.change-${changes.length + 1}`,
        proposedBy: isContractor ? 'contractor' : 'officer',
        ...{ by, what, why: why || null, addedOre, dueOn, at },
      },
    },
  ];
}

/** A change is priced once: whoever approves it approves the price that stands. */
function price(command: Command<'priceChange'>, state: Order): readonly OrderEvent[] {
  if (!isBoundTo(command.organisationNumber, state))
    throw new Rejection('not_found', 'There is no such order.');
  const { order, change } = mustFind(command, state, ['notified']);
  const { addedOre, dueOn, today } = command;
  mustBePossible({ addedOre, dueOn, today }, order);
  const { changeId } = change;
  return [{ type: 'ChangePriced', data: { contractor: order.contractor, changeId, addedOre, dueOn } }];
}

/**
 * Where it costs more, a new total above the order's limit asks for a second person, the agreement's ceiling for room,
 * and projects for the money; else it holds at once. Throws `change_too_low`, `approver_needed`, `same_person` or
 * `agreement_ceiling_reached` with what is left.
 */
function approve(command: Command<'approveChange'>, state: Order): readonly OrderEvent[] {
  const { order, change } = mustFind(command, state, ['priced']);
  const addedOre = change.addedOre ?? 0;
  mustBePossible({ addedOre, dueOn: null, today: '' }, order);
  if (addedOre <= 0) return [changed({ order, change })];
  const { terms, approval, contractor } = order;
  if (terms.amountOre + awaitedOreOf(order) + addedOre > approval.requiredAboveOre) {
    if (!command.isApprover)
      throw new Rejection(
        'approver_needed',
        `With this change the order is above ${approval.requiredAboveOre}: an approver must approve it.`,
        { requiredAboveOre: approval.requiredAboveOre },
      );
    mustBeAnother(command.by, [...approval.askedBy, change.by]);
  }
  const leftOre = Math.max(0, command.ceilingLeftOre);
  if (addedOre > leftOre)
    throw new Rejection('agreement_ceiling_reached', `${leftOre} øre are left of the framework agreement.`, {
      leftOre,
    });
  const { changeId } = change;
  return [
    { type: 'ChangeFundsRequested', data: { contractor, changeId, measureId: terms.measureId, addedOre } },
  ];
}

type Placed = Extract<Order, { readonly contractor: Contractor }>;
type Found = { readonly order: Placed; readonly change: Change };

function changed({ order, change }: Found): OrderEvent {
  const { contractor, terms } = order;
  const { changeId, what } = change;
  const addedOre = change.addedOre ?? 0;
  const amountOre = terms.amountOre + addedOre;
  const dueOn = change.dueOn ?? terms.dueOn;
  return { type: 'OrderChanged', data: { contractor, changeId, what, addedOre, amountOre, dueOn } };
}

function mustBeChangeable(state: Order): Placed {
  if (isChangeable(state)) return state;
  throw wrongState(state, 'changed', ['placed', 'in_execution', 'delivered', 'rework', 'accepted']);
}

const isChangeable = (state: Order): state is Placed =>
  ['placed', 'in_execution', 'delivered', 'rework', 'accepted'].includes(state.status);

function mustFind(
  { changeId }: { readonly changeId: string },
  state: Order,
  statuses: readonly Change['status'][],
): Found {
  const change = state.status === 'none' ? undefined : findChange(state, changeId);
  if (!change) throw new Rejection('not_found', 'There is no such change.');
  const order = mustBeChangeable(state);
  if (!statuses.includes(change.status))
    throw new Rejection('wrong_state', `The change is ${change.status}, not ${statuses.join(' or ')}.`, {
      status: change.status,
    });
  return { order, change };
}

function findAwaiting({ changeId }: { readonly changeId: string }, state: Order): Found | undefined {
  if (!isChangeable(state)) return undefined;
  const change = findChange(state, changeId);
  return change?.status === 'awaiting_funds' ? { order: state, change } : undefined;
}

const findChange = (order: Parameters<typeof changesOf>[0], changeId: string): Change | undefined =>
  changesOf(order).find((change) => change.changeId === changeId);

function mustBePossible(
  { addedOre, dueOn, today }: { addedOre: number | null; dueOn: string | null; today: string },
  order: Placed,
): void {
  if (dueOn !== null && dueOn < today)
    throw new Rejection('due_in_the_past', `dueOn: ${today} or later.`, { earliest: today });
  const leastOre = Math.max(1, invoicedOreOf(order)) - order.terms.amountOre;
  if (addedOre !== null && addedOre < leastOre)
    throw new Rejection('change_too_low', `addedOre: at least ${leastOre}, by what is invoiced.`, {
      leastOre,
    });
}
