import { Rejection } from '@tiltak/decider';
import { mustBeBoundTo } from '../boundTo.ts';
import type { Contractor } from '../callOff.ts';
import type { OrderEvent } from '../events.ts';
import type { Order } from '../order.ts';
import { wrongState } from '../wrongState.ts';
import { claimsUntil } from './claimPeriod.ts';
import { mustBeToCome } from './defect.ts';
import type { FollowUpEvent } from './events.ts';
import { followUpOf } from './followUp.ts';

/** A claim (reklamasjon) about work that was accepted: a fault that showed later. */
export type Claim = {
  /** Unique within its order. */
  readonly claimId: string;
  readonly description: string;
  /** By when the contractor must have fixed it. */
  readonly dueOn: string;
  readonly raisedOn: string;
  readonly status: 'raised' | 'acknowledged' | 'disputed' | 'fixed' | 'closed';
  /** The last that was said of it, by either side. */
  readonly remark: string | null;
  readonly escalations: number;
};

/** Claims of one order. */
export const claimLimit = 50;

type ByContractor = { readonly organisationNumber: string | undefined; readonly claimId: string };

export type ClaimCommand =
  | {
      readonly type: 'raiseClaim';
      readonly description: string;
      readonly dueOn: string;
      /** The calendar day in Norway. */
      readonly today: string;
    }
  /** A firm that disputed a claim may acknowledge it later on. */
  | (ByContractor & {
      readonly type: 'answerClaim';
      readonly answer: 'acknowledge' | 'dispute';
      readonly reason: string | null;
    })
  | (ByContractor & {
      readonly type: 'reportClaimFixed';
      readonly remark: string | null;
      readonly at: string;
    })
  | {
      readonly type: 'returnClaim';
      readonly claimId: string;
      readonly reason: string;
      readonly dueOn: string;
      readonly today: string;
    }
  | { readonly type: 'closeClaim'; readonly claimId: string; readonly reason: string | null };

type Command<Type> = Extract<ClaimCommand, { type: Type }>;

/** Throws `not_found` (also for a claim that the order doesn't have), `wrong_state` or the command's own rule. */
export function decideClaim(command: ClaimCommand, state: Order): readonly OrderEvent[] {
  if (command.type === 'raiseClaim') return raiseClaim(command, state);
  const order =
    command.type === 'answerClaim' || command.type === 'reportClaimFixed'
      ? mustBeBoundTo(command, state)
      : state;
  if (order.status !== 'accepted' && order.status !== 'settled' && order.status !== 'closed')
    throw wrongState(order, 'claimed about', ['accepted', 'settled', 'closed']);
  const { claimId } = command;
  const claim = followUpOf(order).claims.find((one) => one.claimId === claimId);
  if (!claim) throw new Rejection('not_found', `The order has no claim ${claimId}.`);
  return decideOn(claim, command, { contractor: order.contractor, claimId });
}

/**
 * A fault can be claimed within five years of the day on which the work was taken over, and not later
 * (bustadoppføringslova section 30, first paragraph; NS 8405, NS 8406 and NS 8407 have the same absolute limit). Also
 * a closed order can be claimed about, and is open again then: the right does not depend on the municipality's files.
 * Throws `wrong_state`, `claim_too_late` with the last day, or `due_in_the_past`.
 */
function raiseClaim(
  { description, dueOn, today }: Command<'raiseClaim'>,
  state: Order,
): readonly OrderEvent[] {
  if (state.status !== 'accepted' && state.status !== 'settled' && state.status !== 'closed')
    throw wrongState(state, 'claimed about', ['accepted', 'settled', 'closed']);
  const until = claimsUntil(state);
  if (until !== null && today > until)
    throw new Rejection('claim_too_late', `Claims about this work could be raised until ${until}.`, {
      claimsUntil: until,
    });
  mustBeToCome(dueOn, today);
  const { claims } = followUpOf(state);
  if (claims.length >= claimLimit)
    throw new Rejection('wrong_state', `The order has ${claimLimit} claims, which is the limit.`);
  const claimId = `claim-${claims.length + 1}`;
  const { contractor } = state;
  return [{ type: 'ClaimRaised', data: { contractor, claimId, description, dueOn, raisedOn: today } }];
}

function decideOn(
  claim: Claim,
  command: Exclude<ClaimCommand, { type: 'raiseClaim' }>,
  about: { readonly contractor: Contractor; readonly claimId: string },
): readonly OrderEvent[] {
  switch (command.type) {
    case 'answerClaim': {
      const reason = command.reason || null;
      if (command.answer === 'acknowledge') {
        mustBe(claim, 'acknowledged', ['raised', 'disputed']);
        return [{ type: 'ClaimAcknowledged', data: { ...about, reason } }];
      }
      mustBe(claim, 'disputed', ['raised']);
      if (reason === null) throw new Rejection('reason_missing', 'reason: say why the claim is disputed.');
      return [{ type: 'ClaimDisputed', data: { ...about, reason } }];
    }
    case 'reportClaimFixed': {
      mustBe(claim, 'reported as fixed', ['raised', 'acknowledged', 'disputed']);
      const { at, remark } = command;
      return [{ type: 'ClaimFixed', data: { ...about, at, remark: remark || null } }];
    }
    case 'returnClaim': {
      mustBe(claim, 'sent back', ['fixed']);
      const { reason, dueOn, today } = command;
      mustBeToCome(dueOn, today);
      return [{ type: 'ClaimReturned', data: { ...about, reason, dueOn } }];
    }
    case 'closeClaim': {
      mustBe(claim, 'closed', ['raised', 'acknowledged', 'disputed', 'fixed']);
      const reason = command.reason || null;
      // What was fixed speaks for itself; whatever else ends a claim must be possible to explain later.
      if (claim.status !== 'fixed' && reason === null)
        throw new Rejection('reason_missing', 'reason: say why a claim that is not fixed is closed.');
      return [{ type: 'ClaimClosed', data: { ...about, reason } }];
    }
  }
}

function mustBe({ claimId, status }: Claim, wanted: string, statuses: readonly Claim['status'][]): void {
  if (!statuses.includes(status))
    throw new Rejection(
      'wrong_state',
      `The claim ${claimId} is ${status}; it can be ${wanted} when it is ${statuses.join(' or ')}.`,
    );
}

type ClaimEvent = Exclude<Extract<FollowUpEvent, { type: `Claim${string}` }>, { type: 'ClaimPeriodEnding' }>;

/** The claims after one of their events. */
export function claimsAfter(claims: readonly Claim[], event: ClaimEvent): readonly Claim[] {
  if (event.type === 'ClaimRaised') {
    const { claimId, description, dueOn, raisedOn } = event.data;
    const raised = { claimId, description, dueOn, raisedOn, remark: null, escalations: 0 };
    return [...claims, { ...raised, status: 'raised' }];
  }
  return claims.map((claim) =>
    claim.claimId === event.data.claimId ? { ...claim, ...changeBy(event) } : claim,
  );
}

function changeBy(event: Exclude<ClaimEvent, { type: 'ClaimRaised' }>): Partial<Claim> {
  switch (event.type) {
    case 'ClaimAcknowledged':
      return { status: 'acknowledged', remark: event.data.reason };
    case 'ClaimDisputed':
      return { status: 'disputed', remark: event.data.reason };
    case 'ClaimFixed':
      return { status: 'fixed', remark: event.data.remark, escalations: 0 };
    case 'ClaimReturned': {
      const { reason, dueOn } = event.data;
      return { status: 'acknowledged', remark: reason, dueOn, escalations: 0 };
    }
    case 'ClaimClosed':
      return { status: 'closed', remark: event.data.reason };
    case 'ClaimEscalated':
      return { escalations: event.data.escalation };
  }
}

/** Whether a claim still waits for somebody. */
export const isOpenClaim = ({ status }: Claim): boolean => status !== 'closed';
