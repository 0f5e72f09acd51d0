import type { DomainEvent } from '@tiltak/decider';
import type { Contractor } from '../callOff.ts';

/** Why work stands still. */
export type PauseReason =
  | 'weather'
  | 'materials'
  | 'access'
  | 'other_trades'
  | 'waiting_for_client'
  | 'unforeseen_condition'
  | 'safety'
  | 'other';

type OfContractor = { readonly contractor: Contractor };

/** What happens to an order while it is followed up, besides the steps that change its status. */
export type FollowUpEvent =
  | DomainEvent<
      'WorkScheduled',
      OfContractor & { readonly startsOn: string; readonly endsOn: string; readonly dueOn: string }
    >
  | DomainEvent<'SafetyConfirmed', OfContractor & { readonly at: string; readonly confirmedBy: string }>
  | DomainEvent<
      'WorkPaused',
      OfContractor & { readonly at: string; readonly reason: PauseReason; readonly text: string | null }
    >
  | DomainEvent<'WorkResumed', OfContractor & { readonly at: string }>;
