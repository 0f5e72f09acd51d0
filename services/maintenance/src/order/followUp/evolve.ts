import type { OrderEvent } from '../events.ts';
import { claimsAfter } from './claim.ts';
import { defectsAfter, foundDefect } from './defect.ts';
import { type FollowUp, followUpOf } from './followUp.ts';

/** The follow-up after any event of the order. */
export function followUpAfter(before: FollowUp | undefined, event: OrderEvent): FollowUp | undefined {
  const change = changeBy(followUpOf({ followUp: before }), event);
  return change ? { ...followUpOf({ followUp: before }), ...change } : before;
}

function changeBy(before: FollowUp, event: OrderEvent): Partial<FollowUp> | undefined {
  switch (event.type) {
    case 'WorkScheduled': {
      const { startsOn, endsOn } = event.data;
      return { schedule: { startsOn, endsOn } };
    }
    case 'SafetyConfirmed':
      return { safety: { confirmedBy: event.data.confirmedBy, confirmedAt: event.data.at } };
    case 'WorkPaused': {
      const { reason, text, at } = event.data;
      return { pause: { reason, text, since: at } };
    }
    case 'WorkResumed':
      return { pause: null };
    case 'ChecklistRequired':
      return { checklistIds: [...before.checklistIds, event.data.checklistId] };
    case 'HoursCounted': {
      const { personHours, apprenticeHours } = before.hours ?? { personHours: 0, apprenticeHours: 0 };
      const more = event.data;
      return {
        hours: {
          personHours: personHours + more.personHours,
          apprenticeHours: apprenticeHours + more.apprenticeHours,
        },
      };
    }
    case 'WorkDone':
      return before.inspectionEscalations > 0 || before.hours
        ? { inspectionEscalations: 0, hours: null }
        : undefined;
    case 'InspectionEscalated':
      return { inspectionEscalations: event.data.escalation };
    case 'WorkAccepted': {
      const { on = null, defects = [] } = event.data;
      return on === null ? undefined : { acceptedOn: on, defects: defects.map(foundDefect) };
    }
    case 'DefectFixed':
    case 'DefectApproved':
    case 'DefectReturned':
    case 'DefectEscalated':
      return { defects: defectsAfter(before.defects, event) };
    case 'ClaimRaised':
    case 'ClaimAcknowledged':
    case 'ClaimDisputed':
    case 'ClaimFixed':
    case 'ClaimReturned':
    case 'ClaimClosed':
    case 'ClaimEscalated':
      return { claims: claimsAfter(before.claims, event) };
    case 'OrderSettled': {
      const { retained } = event.data;
      return retained ? { retention: { ...retained, status: 'withheld' } } : undefined;
    }
    case 'RetentionPaid':
      return before.retention ? { retention: { ...before.retention, status: 'paid' } } : undefined;
    case 'RetentionKept':
      return before.retention ? { retention: { ...before.retention, status: 'kept' } } : undefined;
    default:
      return undefined;
  }
}
