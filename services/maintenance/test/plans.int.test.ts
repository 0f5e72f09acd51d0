import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openStore } from '@tiltak/store';
import { osloDay } from '../src/osloTime.ts';
import { plans } from '../src/plan/plan.ts';
import { planTimers } from '../src/plan/timers.ts';
import { definition } from '../src/service.ts';
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

test('a plan that counts from completion goes on when the work is accepted, once, also on several instances', async () => {
  const buildingId = await building();
  const { body: plan } = await scene.officer.createPlan({
    body: {
      buildingId,
      title: 'Service på ventilasjon',
      rrule: 'FREQ=MONTHLY;INTERVAL=6',
      countsFrom: 'completion',
      leadDays: 2,
    },
  });
  const params = { planId: plan.planId };
  const [job] = await eventually(async () => {
    const found = await jobsOf(buildingId);
    return found.length > 0 && found;
  });
  const planNow = async () => (await scene.officer.getPlan({ params })).body;
  expect(await planNow()).toMatchObject({ nextDueOn: null, waitsFor: job!.jobId, jobsMade: 1 });
  expect(await maintenance.store.timers.countDocuments({ _id: `plan:${plan.planId}` })).toBe(0);

  const { orderId } = await scene.placed({ jobIds: [job!.jobId] });
  const contractor = maintenance.as('contractor-1');
  await contractor.startWork({ params: { orderId } });
  await contractor.reportWorkDone({ params: { orderId }, body: { personHours: 1 } });
  expect(await planNow()).toMatchObject({ nextDueOn: null });
  await scene.officer.acceptWork({ params: { orderId } });
  const { nextDueOn } = await planNow();
  const { work } = await scene.getOrder(orderId);
  const half = new Date(osloDay(work.doneAt!));
  half.setUTCMonth(half.getUTCMonth() + 6);
  expect(nextDueOn?.slice(0, 7)).toBe(half.toISOString().slice(0, 7));

  // Its next timer, on two instances more, at the same moment.
  const { aggregates, collections = [] } = definition;
  const uri = maintenance.config.MONGO_URI;
  const options = { uri, aggregates, collections, publish: definition.publish(maintenance.config) };
  const stores = await Promise.all([openStore(options), openStore(options)]);
  const timer = { id: `plan:${plan.planId}`, kind: 'planDue', payload: { ...params, dueOn: nextDueOn } };
  await Promise.all(
    [...stores, ...stores].map((store) =>
      store.transact(planTimers.planDue!(timer), { actor: 'timer:planDue' }),
    ),
  );
  await Promise.all(stores.map((store) => store.close()));
  expect(await jobsOf(buildingId)).toHaveLength(2);
  // A job that nobody will do does not stop the plan.
  const second = (await planNow()).waitsFor!;
  await scene.officer.rejectJob({ params: { jobId: second }, body: { reason: 'Anlegget er skiftet' } });
  expect(await planNow()).toMatchObject({ waitsFor: null, jobsMade: 2, nextDueOn: expect.any(String) });
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
