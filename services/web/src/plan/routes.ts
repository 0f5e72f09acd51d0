import * as z from 'zod';
import * as f from '../form.ts';
import { dateIn } from '../format/time.ts';
import { blank, callOptions, type Filled } from '../html/form.ts';
import { buildingChoice, buildingNames } from '../register/buildingChoice.ts';
import { type Page, page, type Reply, type Route, receiver, type SignedInVisit } from '../visit.ts';
import { buildingParts } from '../words/job.ts';
import { planListPage } from './listPage.ts';
import { newPlanPage } from './newPlanPage.ts';
import { planPage } from './planPage.ts';
import { ruleOf } from './rule.ts';

const listLimit = 50;
const jobsLimit = 20;

const whole = (min: number, max: number) => {
  const message = `Skriv et helt tall fra ${min} til ${max}.`;
  return z
    .string()
    .trim()
    .regex(/^\d{1,3}$/, message)
    .transform(Number)
    .pipe(z.int().min(min, message).max(max, message));
};
const newPlan = z.object({
  buildingId: f.requiredLine('Velg hvilken bygning det gjelder.'),
  title: f.requiredLine('Skriv med én setning hva som skal gjøres.'),
  description: f.optionalText,
  buildingPart: f.optionalChoice(Object.keys(buildingParts) as [string, ...string[]]),
  every: whole(1, 99),
  unit: z.enum(['week', 'month', 'year'], 'Velg uke, måned eller år.'),
  startsOn: f.day,
  leadDays: whole(0, 365),
  countsFrom: z.enum(['schedule', 'completion'], 'Velg hva neste gang regnes etter.'),
});
const ending = z.object({ reason: f.requiredText('Skriv hvorfor planen avsluttes.') });

async function showPlans(visit: SignedInVisit): Promise<Page> {
  const { api, query } = visit;
  const { body: plans } = await api.maintenance.listPlans({
    query: { cursor: query.get('cursor'), limit: listLimit },
  });
  const names = await buildingNames(
    api,
    plans.items.map(({ buildingId }) => buildingId),
  );
  return planListPage(visit, { plans, buildingNames: names });
}

async function showNewPlan(visit: SignedInVisit, filled: Filled = blank('plan')): Promise<Page> {
  const choice = await buildingChoice(visit.api, {
    chosenId: filled.entered.get('buildingId'),
    sought: visit.query.get('sok'),
  });
  return newPlanPage(visit, { choice, filled, today: dateIn(visit.now) });
}

async function createPlan(visit: SignedInVisit): Promise<Reply> {
  const refused = (errors: f.FormErrors) => showNewPlan(visit, { form: 'plan', entered: visit.form, errors });
  const entered = f.readForm(newPlan, visit.form);
  if (!entered.ok) return refused(entered.errors);
  const { every, unit, ...fields } = entered.value;
  const rrule = ruleOf({ every, unit }, fields.startsOn, fields.countsFrom);
  const made = await f.attempted(() =>
    visit.api.maintenance.createPlan({ body: { ...fields, rrule } }, callOptions(visit.form)),
  );
  if (!made.ok) return refused(made.errors);
  return { redirect: `/planer/${encodeURIComponent(made.value.body.planId)}?utfort=laget` };
}

async function showPlan(visit: SignedInVisit, filled: Filled = blank('avslutt')): Promise<Page> {
  const { maintenance } = visit.api;
  const planId = visit.params.planId!;
  const { body: plan, etag } = await maintenance.getPlan({ params: { planId } });
  const [{ body: building }, { body: jobs }] = await Promise.all([
    maintenance.getBuilding({ params: { buildingId: plan.buildingId } }),
    maintenance.listJobs({ query: { planId, limit: jobsLimit } }),
  ]);
  return planPage(visit, { plan, version: etag, buildingName: building.name, jobs, filled });
}

async function endPlan(visit: SignedInVisit): Promise<Reply> {
  const planId = visit.params.planId!;
  const refused = (errors: f.FormErrors) => showPlan(visit, { form: 'avslutt', entered: visit.form, errors });
  const entered = f.readForm(ending, visit.form);
  if (!entered.ok) return refused(entered.errors);
  const ended = await f.attempted(() =>
    visit.api.maintenance.endPlan({ params: { planId }, body: entered.value }, callOptions(visit.form)),
  );
  if (!ended.ok) return refused(ended.errors);
  return { redirect: `/planer/${encodeURIComponent(planId)}?utfort=avsluttet` };
}

/** The pages on preventive plans. */
export const planRoutes: readonly Route[] = [
  page('/planer', showPlans),
  page('/planer/ny', (visit) => showNewPlan(visit)),
  receiver('/planer/ny', createPlan),
  page('/planer/:planId', (visit) => showPlan(visit)),
  receiver('/planer/:planId/avslutt', endPlan),
];
