import type { DomainEvent } from '@tiltak/decider';
import type { Urgency } from './urgency.ts';

export type JobFields = {
  readonly buildingId: string;
  /** A room of the building, where it is about one. Jobs from before there were rooms have none. */
  readonly roomId?: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly buildingPart: string | null;
  readonly conditionGrade: 'TG0' | 'TG1' | 'TG2' | 'TG3' | 'TGIU' | null;
  readonly consequenceGrade: 'KG0' | 'KG1' | 'KG2' | 'KG3' | null;
  readonly urgency: Urgency;
  /** What the grades say, whatever a person decided. */
  readonly urgencyByGrades: Urgency | null;
  /** Why a person decided otherwise, where somebody said so. */
  readonly urgencyReason: string | null;
  /** The preventive plan that it comes from, and the day that this has it on; null for a job of a person's. */
  readonly planId: string | null;
  readonly plannedFor: string | null;
};

type Facts = JobFields & { readonly registeredAt: string };

export type Job =
  | { readonly status: 'none' }
  | (Facts & { readonly status: 'registered' | 'approved' | 'reopened' })
  | (Facts & { readonly status: 'rejected'; readonly reason: string })
  | (Facts & { readonly status: 'merged'; readonly duplicateOf: string })
  | (Facts & { readonly status: 'deferred'; readonly deferredTo: number; readonly reason: string | null })
  | (Facts & { readonly status: 'ordered' | 'closed'; readonly orderId: string });

export type JobEvent =
  | DomainEvent<'JobRegistered', Facts>
  | DomainEvent<'JobApproved', Record<never, never>>
  | DomainEvent<'JobRejected', { readonly reason: string }>
  | DomainEvent<'JobMerged', { readonly duplicateOf: string }>
  | DomainEvent<'JobDeferred', { readonly deferredTo: number; readonly reason: string | null }>
  | DomainEvent<'JobOrdered', { readonly orderId: string }>
  /** The order was cancelled: the job can be ordered again. */
  | DomainEvent<'JobReleased', { readonly orderId: string }>
  | DomainEvent<'JobClosed', { readonly orderId: string }>
  | DomainEvent<'JobReopened', { readonly reason: string }>
  | DomainEvent<'JobUrgencyChanged', { readonly urgency: Urgency; readonly reason: string }>;

/** The job after the event. */
export function evolve(state: Job, event: JobEvent): Job {
  if (event.type === 'JobRegistered') return { status: 'registered', ...event.data };
  if (state.status === 'none') return state;
  const facts = factsOf(state);
  switch (event.type) {
    case 'JobApproved':
    case 'JobReleased':
      return { ...facts, status: 'approved' };
    case 'JobRejected':
      return { ...facts, status: 'rejected', ...event.data };
    case 'JobMerged':
      return { ...facts, status: 'merged', ...event.data };
    case 'JobDeferred':
      return { ...facts, status: 'deferred', ...event.data };
    case 'JobOrdered':
      return { ...facts, status: 'ordered', ...event.data };
    case 'JobClosed':
      return { ...facts, status: 'closed', ...event.data };
    case 'JobReopened':
      return { ...facts, status: 'reopened' };
    case 'JobUrgencyChanged':
      return { ...state, urgency: event.data.urgency, urgencyReason: event.data.reason };
  }
}

/** What a job is, whatever its status: so that nothing of an earlier status is left behind. */
export function factsOf(job: Facts): Facts {
  const { buildingId, roomId, title, description, buildingPart, conditionGrade, consequenceGrade, urgency } =
    job;
  const { urgencyByGrades, urgencyReason, planId, plannedFor, registeredAt } = job;
  return {
    buildingId,
    ...(roomId && { roomId }),
    title,
    description,
    buildingPart,
    conditionGrade,
    consequenceGrade,
    urgency,
    urgencyByGrades,
    urgencyReason,
    planId,
    plannedFor,
    registeredAt,
  };
}
