import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { expectVersion, pageOf, type Store } from '@tiltak/store';
import { buildings } from '../building/building.ts';
import { osloDay } from '../osloTime.ts';
import { type Plan, plans } from './plan.ts';
import { scheduleNext } from './timers.ts';

type Ops = typeof maintenanceOperations;
type Answer = OperationAnswer<Ops['getPlan']>;

/** The operations on preventive plans. */
export function planRoutes(
  store: Store,
): Pick<Handlers<Ops>, 'createPlan' | 'getPlan' | 'listPlans' | 'endPlan'> {
  return {
    createPlan: (call) => {
      const planId = store.newId();
      return runCommand(store, call, async (reads) => {
        const [plan, building] = await Promise.all([
          reads.stream(plans, planId, 'new'),
          reads.stream(buildings, call.body.buildingId),
        ]);
        return (stage) => {
          if (building.state.status === 'none')
            throw new Rejection('building_not_found', 'buildingId: there is no such building.');
          const today = osloDay(stage.at);
          stage.handle(plan, {
            type: 'create',
            plan: { ...call.body, startsOn: call.body.startsOn ?? today },
            today,
          });
          scheduleNext(stage, planId, plan.state);
          return { body: planAnswer(planId, plan.state), version: plan.version };
        };
      });
    },
    async getPlan({ params: { planId } }) {
      const found = await store.states<Plan>(plans).findOne({ _id: planId });
      return { body: planAnswer(planId, found?.state ?? plans.initial), version: found?.version ?? 0 };
    },
    async listPlans({ query: { buildingId, cursor, limit } }) {
      const filter = buildingId === undefined ? {} : { 'state.buildingId': buildingId };
      const page = await pageOf(store.states<Plan>(plans), { filter, order: 'newest', cursor, limit });
      return { body: { items: page.items.map(({ _id, state }) => planAnswer(_id, state)), next: page.next } };
    },
    endPlan: (call) =>
      runCommand(store, call, async (reads) => {
        const plan = await reads.stream(plans, call.params.planId);
        return (stage) => {
          if (plan.version > 0) expectVersion(plan, call.ifMatch);
          stage.handle(plan, { type: 'end', reason: call.body.reason });
          scheduleNext(stage, plan.id, plan.state);
          return { body: planAnswer(plan.id, plan.state), version: plan.version };
        };
      }),
  };
}

/** Throws `not_found`. */
function planAnswer(planId: string, plan: Plan): Answer {
  if (plan.status === 'none') throw new Rejection('not_found', 'There is no such plan.');
  const { countsFrom = 'schedule', waitsFor = null, ...facts } = plan;
  return { planId, ...facts, countsFrom, waitsFor };
}
