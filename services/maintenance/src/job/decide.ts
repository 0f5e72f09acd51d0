import { Rejection } from '@tiltak/decider';
import { addFile, removeFile } from './files.ts';
import type { Job, JobEvent, JobFields, JobFile } from './job.ts';
import { type Urgency, urgencyBy } from './urgency.ts';

/** Another job, as far as a merge must know it. */
type Original = { readonly jobId: string; readonly job: Job };

/** What a job is registered with: without an urgency, the grades decide, and without grades it is normal. */
export type RegisteredFields = Omit<JobFields, 'urgency' | 'urgencyByGrades'> & {
  readonly urgency: Urgency | null;
};

export type JobCommand =
  | { readonly type: 'register'; readonly job: RegisteredFields; readonly at: string }
  | ({ readonly type: 'triage' } & Pick<JobFields, 'buildingPart' | 'conditionGrade' | 'consequenceGrade'>)
  | { readonly type: 'approve' }
  | { readonly type: 'reject'; readonly reason: string }
  | { readonly type: 'merge'; readonly jobId: string; readonly into: Original }
  | {
      readonly type: 'defer';
      readonly year: number;
      readonly reason: string | null;
      readonly thisYear: number;
    }
  | { readonly type: 'reopen'; readonly reason: string }
  | { readonly type: 'changeUrgency'; readonly urgency: Urgency; readonly reason: string }
  | { readonly type: 'order'; readonly jobId: string; readonly orderId: string }
  /** The order was cancelled. */
  | { readonly type: 'release'; readonly orderId: string }
  /** The order was settled. */
  | { readonly type: 'close'; readonly orderId: string }
  /** Another job is being merged into this one. */
  | { readonly type: 'takeDuplicate'; readonly jobId: string }
  /** A job that was merged into this one is taken up again. */
  | { readonly type: 'releaseDuplicate'; readonly jobId: string }
  | { readonly type: 'addFile'; readonly file: JobFile; readonly at: string }
  | { readonly type: 'removeFile'; readonly fileId: string; readonly reason: string }
  /** The name, e-mail and phone of who reported it are deleted. */
  | { readonly type: 'eraseReporter' };

/** The most jobs that are merged into one directly. */
const duplicatesMax = 100;

/** What a command leads to. Throws `not_found`, `wrong_state` or the command's own rule. */
export function decide(command: JobCommand, state: Job): readonly JobEvent[] {
  switch (command.type) {
    case 'register':
      if (state.status !== 'none') throw wrongState(state, 'registered');
      return [{ type: 'JobRegistered', data: { ...withUrgency(command.job), registeredAt: command.at } }];
    case 'triage':
      return triage(command, state);
    case 'approve':
      mustBeOpen(state, 'approved');
      return [{ type: 'JobApproved', data: {} }];
    case 'reject':
      mustBeOpen(state, 'rejected');
      return [{ type: 'JobRejected', data: { reason: command.reason } }];
    case 'merge':
      return merge(command, state);
    case 'defer':
      return defer(command, state);
    case 'reopen':
      return reopen(command, state);
    case 'changeUrgency':
      return changeUrgency(command, state);
    case 'order':
      return order(command, state);
    case 'release':
      return state.status === 'ordered' && state.orderId === command.orderId
        ? [{ type: 'JobReleased', data: { orderId: command.orderId } }]
        : [];
    case 'close':
      return state.status === 'ordered' && state.orderId === command.orderId
        ? [{ type: 'JobClosed', data: { orderId: command.orderId } }]
        : [];
    case 'takeDuplicate':
      return takeDuplicate(command.jobId, state);
    case 'releaseDuplicate':
      return state.status !== 'none' && state.duplicates?.includes(command.jobId)
        ? [{ type: 'JobDuplicateReleased', data: { jobId: command.jobId } }]
        : [];
    case 'addFile':
      return addFile(command, state);
    case 'removeFile':
      return removeFile(command, state);
    case 'eraseReporter':
      if (state.status === 'none') throw wrongState(state, 'forgotten the reporter of');
      return [{ type: 'JobReporterErased', data: {} }];
  }
}

function withUrgency(job: RegisteredFields): JobFields {
  const urgencyByGrades = urgencyBy(job);
  return {
    ...job,
    urgency: job.urgency ?? urgencyByGrades ?? 'normal',
    urgencyByGrades,
  };
}

/** Somebody has looked at it. What a person decided of its urgency stays; else the new grades decide. */
function triage(
  { buildingPart, conditionGrade, consequenceGrade }: Extract<JobCommand, { type: 'triage' }>,
  state: Job,
): readonly JobEvent[] {
  const job = mustBeOpen(state, 'triaged');
  const urgencyByGrades = urgencyBy({ conditionGrade, consequenceGrade });
  const isDecided = job.urgencyReason !== null || job.urgency !== (job.urgencyByGrades ?? 'normal');
  const urgency = isDecided ? job.urgency : (urgencyByGrades ?? 'normal');
  const data = { buildingPart, conditionGrade, consequenceGrade, urgency, urgencyByGrades };
  return [{ type: 'JobTriaged', data }];
}

function takeDuplicate(jobId: string, state: Job): readonly JobEvent[] {
  if (state.status === 'none') throw wrongState(state, 'merged into');
  if (state.duplicates?.includes(jobId)) return [];
  if ((state.duplicates?.length ?? 0) >= duplicatesMax)
    throw new Rejection(
      'too_many_duplicates',
      `duplicateOf: ${duplicatesMax} jobs have been merged into that one already.`,
    );
  return [{ type: 'JobDuplicateTaken', data: { jobId } }];
}

/** Takes up again what was put aside or done: somebody decides on it anew. A job that is ordered follows its order. */
function reopen({ reason }: Extract<JobCommand, { type: 'reopen' }>, state: Job): readonly JobEvent[] {
  switch (state.status) {
    case 'rejected':
    case 'merged':
    case 'deferred':
    case 'closed':
      return [{ type: 'JobReopened', data: { reason } }];
    default:
      throw wrongState(state, 'reopened', 'rejected, merged, deferred or closed');
  }
}

function changeUrgency(
  { urgency, reason }: Extract<JobCommand, { type: 'changeUrgency' }>,
  state: Job,
): readonly JobEvent[] {
  if (state.status !== 'approved') mustBeOpen(state, 'given another urgency');
  if (state.status === 'none' || state.urgency === urgency) return [];
  return [{ type: 'JobUrgencyChanged', data: { urgency, reason } }];
}

function merge({ jobId, into }: Extract<JobCommand, { type: 'merge' }>, state: Job): readonly JobEvent[] {
  const job = mustBeOpen(state, 'merged');
  if (into.jobId === jobId)
    throw new Rejection('duplicate_of_itself', 'duplicateOf: name another job than this one.');
  if (into.job.status === 'none')
    throw new Rejection('original_not_found', 'duplicateOf: there is no such job.');
  if (into.job.buildingId !== job.buildingId)
    throw new Rejection('other_building', 'duplicateOf: that job is on another building.');
  // Otherwise two jobs could be merged into each other, and nobody would ever do the work.
  if (into.job.status === 'merged' || into.job.status === 'rejected')
    throw new Rejection(
      'wrong_state',
      `duplicateOf: that job is ${into.job.status} itself; name one that stands.`,
      { status: into.job.status },
    );
  return [{ type: 'JobMerged', data: { duplicateOf: into.jobId } }];
}

function defer(
  { year, reason, thisYear }: Extract<JobCommand, { type: 'defer' }>,
  state: Job,
): readonly JobEvent[] {
  mustBeOpen(state, 'deferred');
  if (year < thisYear) throw new Rejection('year_in_the_past', `year: ${thisYear} or later.`, { thisYear });
  return [{ type: 'JobDeferred', data: { deferredTo: year, reason } }];
}

/** Whoever orders may also approve: a job that nobody has decided on yet is approved in the same step. */
function order({ jobId, orderId }: Extract<JobCommand, { type: 'order' }>, state: Job): readonly JobEvent[] {
  const ordered = { type: 'JobOrdered', data: { orderId } } as const;
  switch (state.status) {
    case 'none':
      throw new Rejection('job_not_found', `jobIds: there is no job ${jobId}.`, { jobId });
    case 'registered':
    case 'triaged':
    case 'reopened':
      return [{ type: 'JobApproved', data: {} }, ordered];
    case 'approved':
      return [ordered];
    default:
      throw new Rejection(
        'job_not_orderable',
        `The job ${jobId} is ${state.status}; only registered, triaged, reopened and approved jobs can be ordered.`,
        { jobId, status: state.status },
      );
  }
}

/** A job that waits for a decision: a new one, or one that was put off and is taken up again. */
function mustBeOpen(state: Job, wanted: string) {
  switch (state.status) {
    case 'registered':
    case 'triaged':
    case 'reopened':
    case 'deferred':
      return state;
    default:
      throw wrongState(state, wanted);
  }
}

function wrongState(
  state: Job,
  wanted: string,
  from = 'registered, triaged, reopened or deferred',
): Rejection {
  if (state.status === 'none') return new Rejection('not_found', 'There is no such job.');
  return new Rejection(
    'wrong_state',
    `The job is ${state.status}; only one that is ${from} can be ${wanted}.`,
    { status: state.status },
  );
}
