import type { OrderEvent } from './events.ts';
import type { Order } from './order.ts';

export type FundingCommand =
  | { readonly type: 'recordFunds'; readonly request: number }
  | {
      readonly type: 'recordRefusal';
      readonly request: number;
      readonly reason: string;
      readonly availableOre: number | null;
    }
  /** A funded order can't be offered to anybody. */
  | {
      readonly type: 'hold';
      readonly reason: string;
      /** What is left of what it doesn't fit into, where that is the reason. */
      readonly availableOre?: number;
    };

type Command<Type> = Extract<FundingCommand, { type: Type }>;

/** The money is reserved. An answer to an earlier request, or to an order that waits no more, is nothing. */
export function recordFunds({ request }: Command<'recordFunds'>, state: Order): OrderEvent[] {
  if (state.status !== 'submitted' || state.request !== request) return [];
  return [{ type: 'OrderFunded', data: { request, amountOre: state.terms.amountOre } }];
}

/** The money was refused: the order is held, with the reason and what is left in the frame. */
export function recordRefusal(command: Command<'recordRefusal'>, state: Order): OrderEvent[] {
  if (state.status !== 'submitted' || state.request !== command.request) return [];
  const { reason, availableOre } = command;
  const { amountOre } = state.terms;
  return [{ type: 'OrderHeld', data: { reason, amountOre, availableOre, fundsReserved: false } }];
}

/** Holds an order that has its money. */
export function hold(command: Command<'hold'>, state: Order): OrderEvent[] {
  if (state.status !== 'funded') return [];
  const { reason, availableOre = null } = command;
  const { amountOre } = state.terms;
  return [{ type: 'OrderHeld', data: { reason, amountOre, availableOre, fundsReserved: true } }];
}
