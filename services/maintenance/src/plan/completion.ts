import type { Reads, Stage, Stream } from '@tiltak/store';
import type { Job } from '../job/job.ts';
import { osloDay } from '../osloTime.ts';
import { type Plan, type PlanCommand, type PlanEvent, plans } from './plan.ts';
import { scheduleNext } from './timers.ts';

/** A job that a plan made, and the plan. */
export type PlannedJob = { readonly jobId: string; readonly plan: Stream<PlanCommand, PlanEvent, Plan> };

/** The plans that some jobs come from; most jobs come from none. */
export function plansOf(
  reads: Reads,
  jobs: readonly { readonly id: string; readonly state: Job }[],
): Promise<readonly PlannedJob[]> {
  const planned = jobs.flatMap(({ id, state }) =>
    state.status === 'none' || state.planId === null ? [] : [{ jobId: id, planId: state.planId }],
  );
  return Promise.all(
    planned.map(async ({ jobId, planId }) => ({ jobId, plan: await reads.stream(plans, planId) })),
  );
}

/**
 * The jobs were done at an instant, or given up: plans that count from completion go on from that day, in the same
 * transaction and once. To all other plans, and when it is told again, nothing happens.
 */
export function completeJobs(stage: Stage, planned: readonly PlannedJob[], doneAt: string): void {
  for (const { jobId, plan } of planned) {
    const today = osloDay(stage.at);
    const done = stage.handle(plan, { type: 'completeJob', jobId, doneOn: osloDay(doneAt), today });
    if (done.length > 0) scheduleNext(stage, plan.id, plan.state);
  }
}
