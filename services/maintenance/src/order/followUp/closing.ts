import { Rejection } from '@tiltak/decider';
import type { OrderEvent } from '../events.ts';
import { type Facts, type Order, retainedOreOf } from '../order.ts';
import { wrongState } from '../wrongState.ts';
import { isOpenClaim } from './claim.ts';
import { claimsUntil } from './claimPeriod.ts';
import { isOpenDefect } from './defect.ts';
import { followUpOf } from './followUp.ts';

export type ClosingCommand =
  | { readonly type: 'closeOrder'; readonly reason: string | null }
  /** The time for claims may be over. */
  | { readonly type: 'closeByTime'; readonly today: string }
  /** The time for claims is over soon. */
  | { readonly type: 'remindOfClaims' };

/**
 * A settled order is closed by an officer, or when the time for claims is over; neither while something of it is open:
 * an officer is told what (`defects_open`, `claims_open`, `money_retained`), time leads to nothing. Throws `not_found`
 * or `wrong_state` to an officer. Somebody is told beforehand of claims that are open.
 */
export function decideClosing(command: ClosingCommand, state: Order): readonly OrderEvent[] {
  if (state.status !== 'settled') {
    if (command.type !== 'closeOrder') return [];
    throw wrongState(state, 'closed', ['settled']);
  }
  const { contractor } = state;
  const open = openThing(state);
  if (command.type === 'closeOrder') {
    if (open) throw open;
    return [{ type: 'OrderClosed', data: { contractor, reason: command.reason || null } }];
  }
  const until = claimsUntil(state);
  if (command.type === 'remindOfClaims') {
    const openClaims = followUpOf(state).claims.filter(isOpenClaim).length;
    return until === null || openClaims === 0
      ? []
      : [{ type: 'ClaimPeriodEnding', data: { contractor, until, openClaims } }];
  }
  if (open || until === null || command.today <= until) return [];
  return [{ type: 'OrderClosed', data: { contractor, reason: 'Reklamasjonsfristen er ute' } }];
}

function openThing(order: Facts): Rejection | undefined {
  const { defects, claims } = followUpOf(order);
  if (defects.some(isOpenDefect))
    return new Rejection('defects_open', 'The order has defects that are not approved as fixed.');
  if (claims.some(isOpenClaim)) return new Rejection('claims_open', 'The order has claims that are open.');
  if (retainedOreOf(order) > 0)
    return new Rejection('money_retained', 'Money is retained: pay it or keep it first.');
  return undefined;
}
