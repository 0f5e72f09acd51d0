import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { Call, Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { expectVersion, type Reads, type Stage, type Store } from '@tiltak/store';
import { buildings } from '../building/building.ts';
import { osloDay } from '../osloTime.ts';
import { completeJobs, plansOf } from '../plan/completion.ts';
import { rooms } from '../room/room.ts';
import { jobAnswer, jobPage } from '../views/jobs.ts';
import { similarJobs } from '../views/similarJobs.ts';
import type { JobCommand } from './decide.ts';
import type { Job } from './job.ts';
import { jobs } from './jobs.ts';
import { mergeJob, reopenJob } from './mergeRoutes.ts';

type Ops = typeof maintenanceOperations;
type Ids =
  | 'registerJob'
  | 'getJob'
  | 'listJobs'
  | 'listSimilarJobs'
  | `${'triage' | 'approve' | 'reject' | 'merge' | 'defer' | 'reopen'}Job`
  | 'changeUrgency';
type JobCall = Pick<Call<Ops['getJob']>, 'params' | 'actor' | 'idempotency' | 'ifMatch'>;

/** The operations on jobs. */
export function jobRoutes(store: Store): Pick<Handlers<Ops>, Ids> {
  /** Carries out a command on the job that the path names; `prepare` reads what the command must know. */
  const onJob = (
    call: JobCall,
    prepare: (reads: Reads) => Promise<(stage: Stage) => JobCommand>,
  ): Promise<{ body: OperationAnswer<Ops['getJob']>; version: number }> =>
    runCommand(store, call, async (reads) => {
      const [job, commandAt] = await Promise.all([reads.stream(jobs, call.params.jobId), prepare(reads)]);
      const planned = await plansOf(reads, [job]);
      return (stage) => {
        if (job.version > 0) expectVersion(job, call.ifMatch);
        stage.handle(job, commandAt(stage));
        // Nobody will do it: its plan goes on from today.
        if (job.state.status === 'rejected') completeJobs(stage, planned, stage.at);
        return { body: jobAnswer(job.id, job.state), version: job.version };
      };
    });

  return {
    registerJob: (call) => {
      const jobId = store.newId();
      return runCommand(store, call, async (reads) => {
        const { buildingId, roomId } = call.body;
        const [job, building, room] = await Promise.all([
          reads.stream(jobs, jobId, 'new'),
          reads.stream(buildings, buildingId),
          roomId === null ? undefined : reads.stream(rooms, roomId),
        ]);
        return (stage) => {
          if (building.state.status === 'none')
            throw new Rejection('building_not_found', 'buildingId: there is no such building.');
          if (room && (room.state.status === 'none' || room.state.buildingId !== buildingId))
            throw new Rejection('room_not_found', 'roomId: the building has no such room.');
          stage.handle(job, {
            type: 'register',
            job: { ...call.body, planId: null, plannedFor: null },
            at: stage.at,
          });
          return { body: jobAnswer(jobId, job.state), version: job.version };
        };
      });
    },
    async getJob({ params }) {
      const found = await store.states<Job>(jobs).findOne({ _id: params.jobId });
      if (!found) throw new Rejection('not_found', 'There is no such job.');
      return { body: jobAnswer(found._id, found.state), version: found.version };
    },
    async listJobs({ query }) {
      return { body: await jobPage(store, query) };
    },
    async listSimilarJobs({ params }) {
      return { body: await similarJobs(store, params.jobId) };
    },
    approveJob: (call) => onJob(call, async () => () => ({ type: 'approve' })),
    rejectJob: (call) => onJob(call, async () => () => ({ type: 'reject', reason: call.body.reason })),
    triageJob: (call) => onJob(call, async () => () => ({ type: 'triage', ...call.body })),
    mergeJob: (call) => mergeJob(store, call),
    reopenJob: (call) => reopenJob(store, call),
    changeUrgency: (call) => onJob(call, async () => () => ({ type: 'changeUrgency', ...call.body })),
    deferJob: (call) =>
      onJob(call, async () => (stage) => ({
        type: 'defer',
        year: call.body.year,
        reason: call.body.reason || null,
        thisYear: Number(osloDay(stage.at).slice(0, 4)),
      })),
  };
}
