import type { Stage, TimerHandler } from '@tiltak/store';
import { jobs } from '../job/jobs.ts';
import { osloDay } from '../osloTime.ts';
import { jobIdOf, type Plan, plans } from './plan.ts';

type PlanDue = { readonly planId: string; readonly dueOn: string };

/** When people start to work: in winter six o'clock in Norway, in summer seven. */
const hourUtc = 5;
const dayMs = 24 * 3_600_000;

/** Has the plan's next job made in good time; a plan without a next day has nothing to wait for. */
export function scheduleNext(stage: Stage, planId: string, plan: Plan): void {
  if (plan.status === 'none' || plan.nextDueOn === null) {
    stage.unschedule(timerIdOf(planId));
    return;
  }
  const { nextDueOn: dueOn, leadDays } = plan;
  const due = Date.parse(`${dueOn}T00:00:00Z`) + hourUtc * 3_600_000 - leadDays * dayMs;
  const payload: PlanDue = { planId, dueOn };
  stage.schedule({ id: timerIdOf(planId), kind: 'planDue', dueAt: new Date(due), payload });
}

const timerIdOf = (planId: string): string => `plan:${planId}`;

/** A plan's job, its step to the next day and the timer for that are one transaction: each job is made once. */
export const planTimers: Readonly<Record<string, TimerHandler>> = {
  planDue: ({ payload }) => {
    const { planId, dueOn } = payload as PlanDue;
    const jobId = jobIdOf(planId, dueOn);
    return async (reads) => {
      const [plan, job] = await Promise.all([reads.stream(plans, planId), reads.stream(jobs, jobId, 'new')]);
      return (stage) => {
        const made = stage.handle(plan, { type: 'makeJob', dueOn, jobId, today: osloDay(stage.at) });
        if (made.length === 0 || plan.state.status === 'none') return;
        const { buildingId, title, description, buildingPart } = plan.state;
        const grades = { conditionGrade: null, consequenceGrade: null };
        const planned = {
          source: 'plan' as const,
          planId,
          plannedFor: dueOn,
          urgency: null,
          urgencyReason: null,
        };
        stage.handle(job, {
          type: 'register',
          job: { buildingId, title, description, buildingPart, ...grades, ...planned },
          at: stage.at,
        });
        scheduleNext(stage, planId, plan.state);
      };
    };
  },
};
