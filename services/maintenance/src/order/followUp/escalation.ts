import type { OrderEvent } from '../events.ts';
import type { KnownOrder, Order } from '../order.ts';
import { isOpenClaim } from './claim.ts';
import { isOpenDefect } from './defect.ts';
import { followUpOf } from './followUp.ts';

/** How often somebody is told of the same thing that waits; after that it stands in the lists and nowhere else. */
export const escalationLimit = 10;

export type EscalationCommand =
  /** Work that is reported as done has waited too long for its inspection. */
  | { readonly type: 'escalateInspection'; readonly at: string }
  | { readonly type: 'escalateDefect'; readonly defectId: string; readonly at: string }
  | { readonly type: 'escalateClaim'; readonly claimId: string; readonly at: string };

/**
 * Nothing is accepted, approved or closed by time alone: what has waited too long is told again, a bounded number of
 * times, and stays as it is. What somebody has dealt with meanwhile leads to nothing.
 */
export function escalate(command: EscalationCommand, state: Order): readonly OrderEvent[] {
  if (state.status === 'none') return [];
  switch (command.type) {
    case 'escalateInspection':
      return escalateInspection(command.at, state);
    case 'escalateDefect': {
      if (state.status !== 'accepted' && state.status !== 'settled') return [];
      const defect = followUpOf(state).defects.find(({ defectId }) => defectId === command.defectId);
      if (!defect || !isOpenDefect(defect) || defect.escalations >= escalationLimit) return [];
      const { defectId, description, dueOn, status } = defect;
      const escalation = defect.escalations + 1;
      const awaits = status === 'fixed' ? 'officer' : 'contractor';
      const told = { at: command.at, escalation, description, dueOn, awaits } as const;
      return [{ type: 'DefectEscalated', data: { contractor: state.contractor, defectId, ...told } }];
    }
    case 'escalateClaim': {
      if (state.status !== 'accepted' && state.status !== 'settled') return [];
      const claim = followUpOf(state).claims.find(({ claimId }) => claimId === command.claimId);
      if (!claim || !isOpenClaim(claim) || claim.escalations >= escalationLimit) return [];
      const { claimId, description, dueOn, status } = claim;
      const escalation = claim.escalations + 1;
      const awaits = status === 'fixed' || status === 'disputed' ? 'officer' : 'contractor';
      const told = { at: command.at, escalation, description, dueOn, awaits } as const;
      return [{ type: 'ClaimEscalated', data: { contractor: state.contractor, claimId, ...told } }];
    }
  }
}

function escalateInspection(at: string, state: KnownOrder): readonly OrderEvent[] {
  if (state.status !== 'delivered') return [];
  const { inspectionEscalations } = followUpOf(state);
  if (inspectionEscalations >= escalationLimit) return [];
  const escalation = inspectionEscalations + 1;
  const waitingSince = state.work.doneAt ?? at;
  return [
    { type: 'InspectionEscalated', data: { contractor: state.contractor, at, waitingSince, escalation } },
  ];
}
