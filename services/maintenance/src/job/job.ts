import type { DomainEvent } from '@tiltak/decider';
import type { Urgency } from './urgency.ts';

/** Where a job comes from. Of a job from before this was noted, whether it is a plan's shows it. */
export type JobSource = 'staff' | 'public' | 'plan';

/** A photo or document, as the history knows it: its name and its bytes are kept apart, and can be deleted. */
export type JobFile = {
  readonly fileId: string;
  readonly mediaType: 'image/jpeg' | 'image/png' | 'application/pdf';
  readonly bytes: number;
  readonly sha256: string;
  readonly hasPreview: boolean;
};

export type JobFields = {
  readonly buildingId: string;
  /** A room of the building, where it is about one. Jobs from before there were rooms have none. */
  readonly roomId?: string | null;
  readonly title: string;
  /** Where in the building. */
  readonly location?: string | null;
  readonly source?: JobSource;
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
  /** The checklist item that failed and became this job. */
  readonly foundBy?:
    | { readonly orderId: string; readonly checklistId: string; readonly item: number }
    | undefined;
};

type Registered = JobFields & { readonly registeredAt: string };
type Facts = Registered & {
  /** Left out where there are none. */
  readonly files?: readonly (JobFile & { readonly addedAt: string })[];
  /** The jobs that were merged into this one, and not taken out again; left out where there are none. */
  readonly duplicates?: readonly string[];
};

export type Job =
  | { readonly status: 'none' }
  | (Facts & { readonly status: 'registered' | 'triaged' | 'approved' | 'reopened' })
  | (Facts & { readonly status: 'rejected'; readonly reason: string })
  | (Facts & { readonly status: 'merged'; readonly duplicateOf: string })
  | (Facts & { readonly status: 'deferred'; readonly deferredTo: number; readonly reason: string | null })
  | (Facts & { readonly status: 'ordered' | 'closed'; readonly orderId: string });

type Assessed = Pick<
  JobFields,
  'buildingPart' | 'conditionGrade' | 'consequenceGrade' | 'urgency' | 'urgencyByGrades'
>;

export type JobEvent =
  | DomainEvent<'JobRegistered', Registered>
  | DomainEvent<'JobTriaged', Assessed>
  | DomainEvent<'JobApproved', Record<never, never>>
  | DomainEvent<'JobRejected', { readonly reason: string }>
  | DomainEvent<'JobMerged', { readonly duplicateOf: string }>
  | DomainEvent<'JobDeferred', { readonly deferredTo: number; readonly reason: string | null }>
  | DomainEvent<'JobOrdered', { readonly orderId: string }>
  /** The order was cancelled: the job can be ordered again. */
  | DomainEvent<'JobReleased', { readonly orderId: string }>
  | DomainEvent<'JobClosed', { readonly orderId: string }>
  | DomainEvent<'JobReopened', { readonly reason: string }>
  | DomainEvent<'JobUrgencyChanged', { readonly urgency: Urgency; readonly reason: string }>
  /** Another job was merged into this one: in the same transaction, so that neither can be somewhere else by then. */
  | DomainEvent<'JobDuplicateTaken', { readonly jobId: string }>
  /** The other was taken up again for itself. */
  | DomainEvent<'JobDuplicateReleased', { readonly jobId: string }>
  | DomainEvent<'JobFileAdded', JobFile & { readonly addedAt: string }>
  | DomainEvent<'JobFileRemoved', { readonly fileId: string; readonly reason: string }>
  /** Who reported it is forgotten; who that was is in no event. */
  | DomainEvent<'JobReporterErased', Record<never, never>>;

/** The job after the event. */
export function evolve(state: Job, event: JobEvent): Job {
  if (event.type === 'JobRegistered') return { status: 'registered', ...event.data };
  if (state.status === 'none') return state;
  const facts = factsOf(state);
  switch (event.type) {
    case 'JobTriaged':
      return { ...facts, ...event.data, status: 'triaged' };
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
    case 'JobDuplicateTaken':
      return { ...state, duplicates: [...(state.duplicates ?? []), event.data.jobId] };
    case 'JobDuplicateReleased':
      return { ...state, duplicates: state.duplicates?.filter((one) => one !== event.data.jobId) ?? [] };
    case 'JobFileAdded':
      return { ...state, files: [...(state.files ?? []), event.data] };
    case 'JobFileRemoved':
      return { ...state, files: state.files?.filter(({ fileId }) => fileId !== event.data.fileId) ?? [] };
    case 'JobReporterErased':
      return state;
  }
}

/** What a job is, whatever its status: so that nothing of an earlier status is left behind. */
export function factsOf(job: Facts): Facts {
  const { buildingId, roomId, title, description, buildingPart, conditionGrade, consequenceGrade, urgency } =
    job;
  const { urgencyByGrades, urgencyReason, planId, plannedFor, foundBy, registeredAt } = job;
  const { location, source, files, duplicates } = job;
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
    ...(foundBy && { foundBy }),
    plannedFor,
    registeredAt,
    ...(location !== undefined && { location }),
    ...(source !== undefined && { source }),
    ...(files !== undefined && { files }),
    ...(duplicates !== undefined && { duplicates }),
  };
}
