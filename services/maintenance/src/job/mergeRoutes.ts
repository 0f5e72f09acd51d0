import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { Call } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { expectVersion, type Store } from '@tiltak/store';
import { completeJobs, plansOf } from '../plan/completion.ts';
import { jobAnswer } from '../views/jobs.ts';
import { jobs } from './jobs.ts';

type Ops = typeof maintenanceOperations;
type Answer = Promise<{ body: OperationAnswer<Ops['getJob']>; version: number }>;

/**
 * Merges a job into another. Both get an event in one transaction: were the other merged elsewhere at the same moment,
 * by another instance even, one of the two has to decide anew, so that jobs are never merged in a circle.
 */
export function mergeJob(store: Store, call: Call<Ops['mergeJob']>): Answer {
  const { jobId } = call.params;
  const { duplicateOf } = call.body;
  return runCommand(store, call, async (reads) => {
    const [job, original] = await Promise.all([reads.stream(jobs, jobId), reads.stream(jobs, duplicateOf)]);
    const planned = await plansOf(reads, [job]);
    return (stage) => {
      if (job.version > 0) expectVersion(job, call.ifMatch);
      stage.handle(job, { type: 'merge', jobId, into: { jobId: duplicateOf, job: original.state } });
      stage.handle(original, { type: 'takeDuplicate', jobId });
      completeJobs(stage, planned, stage.at);
      return { body: jobAnswer(jobId, job.state), version: job.version };
    };
  });
}

/**
 * Takes up a job again. One that was merged takes its own files and reporters back with it: they were shown with the
 * other job, and never stopped to be this one's.
 */
export function reopenJob(store: Store, call: Call<Ops['reopenJob']>): Answer {
  const { jobId } = call.params;
  return runCommand(store, call, async (reads) => {
    const job = await reads.stream(jobs, jobId);
    const before = job.state;
    const original = before.status === 'merged' ? await reads.stream(jobs, before.duplicateOf) : undefined;
    return (stage) => {
      if (job.version > 0) expectVersion(job, call.ifMatch);
      // Another command may have come in between, and merged it somewhere else.
      const { state } = job;
      if (state.status === 'merged' && state.duplicateOf !== original?.id)
        throw new Rejection('stale_version', 'The job was merged at this very moment: read it again.');
      stage.handle(job, { type: 'reopen', reason: call.body.reason });
      if (original) stage.handle(original, { type: 'releaseDuplicate', jobId });
      return { body: jobAnswer(jobId, job.state), version: job.version };
    };
  });
}
