import { Rejection } from '@tiltak/decider';
import type { Order } from './order.ts';

/** Whether the order binds the firm (or did, before it was cancelled): to all others it doesn't exist. */
export const isBoundTo = (organisationNumber: string | undefined, state: Order): boolean =>
  organisationNumber !== undefined &&
  'contractor' in state &&
  state.contractor?.organisationNumber === organisationNumber;

/** The order, if it binds the firm. Throws `not_found`. */
export function mustBeBoundTo(
  { organisationNumber }: { readonly organisationNumber: string | undefined },
  state: Order,
) {
  if (isBoundTo(organisationNumber, state)) return state as Extract<Order, { contractor: object }>;
  throw new Rejection('not_found', 'There is no such order.');
}
