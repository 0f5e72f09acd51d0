import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { plans } from '../src/plan/plan.ts';
import { planTimers } from '../src/plan/timers.ts';
import { eventually, type RunningMaintenance, startMaintenance } from './running.ts';
import { openScene } from './scene.ts';

let maintenance: RunningMaintenance;
let scene: ReturnType<typeof openScene>;
beforeAll(async () => {
  maintenance = await startMaintenance();
  scene = openScene(maintenance);
});
afterAll(async () => {
  await maintenance?.stop();
});

const building = async () =>
  (await scene.officer.addBuilding({ body: { name: 'Evje skole', address: null, matrikkel: null } })).body
    .buildingId;
const jobsOf = async (buildingId: string) =>
  (await scene.officer.listJobs({ query: { buildingId } })).body.items;

test('a plan registers its job in good time, once, also when several processes find its timer at the same moment', async () => {
  const buildingId = await building();
  const { body: plan } = await scene.officer.createPlan({
    body: { buildingId, title: 'Rens av takrenner', buildingPart: '26', rrule: 'FREQ=WEEKLY', leadDays: 2 },
  });
  // Due today, and wanted two days before: its timer is due at once, and the next one in five days.
  const planId = plan.planId;
  await eventually(async () => (await jobsOf(buildingId)).length === 1);
  const { nextDueOn } = (await scene.officer.getPlan({ params: { planId } })).body;
  const timer = { id: `plan:${planId}`, kind: 'planDue', payload: { planId, dueOn: nextDueOn } };
  const due = () => maintenance.store.transact(planTimers.planDue!(timer), { actor: 'timer:planDue' });
  await Promise.all([due(), due(), due()]);
  const jobs = await jobsOf(buildingId);
  expect(new Set(jobs.map(({ plannedFor }) => plannedFor)).size).toBe(2);
  expect(jobs).toHaveLength(2);
  for (const job of jobs)
    expect(job).toMatchObject({
      planId,
      title: 'Rens av takrenner',
      status: 'registered',
      urgency: 'normal',
    });
  expect((await maintenance.store.states(plans).findOne({ _id: planId }))?.state).toMatchObject({
    jobsMade: 2,
  });
});

test('a plan that was ended makes no more jobs', async () => {
  const buildingId = await building();
  const { body: plan } = await scene.officer.createPlan({
    body: { buildingId, title: 'Kontroll av heis', rrule: 'FREQ=MONTHLY', startsOn: '2099-01-01' },
  });
  const params = { planId: plan.planId };
  const { body } = await scene.officer.endPlan({ params, body: { reason: 'Heisen er fjernet' } });
  expect(body).toMatchObject({ status: 'ended', nextDueOn: null, endedBecause: 'Heisen er fjernet' });
  expect(await maintenance.store.timers.countDocuments({ _id: `plan:${plan.planId}` })).toBe(0);
  expect(await jobsOf(buildingId)).toEqual([]);
});

test('a plan that cannot be is refused with the field and what to write, and nothing is kept', async () => {
  const buildingId = await building();
  const create = (more: object) =>
    scene.officer.createPlan({ body: { buildingId, title: 'Heis', rrule: 'FREQ=MONTHLY', ...more } });
  await expect(create({ rrule: 'hver måned' })).rejects.toMatchObject({
    status: 422,
    problem: { code: 'rule_not_valid', detail: expect.stringMatching(/^rrule: /) },
  });
  await expect(create({ buildingId: 'missing' })).rejects.toMatchObject({
    problem: { code: 'building_not_found' },
  });
  const { body } = await scene.officer.listPlans({ query: { buildingId } });
  expect(body.items).toEqual([]);
});
