import * as z from 'zod';
import { pricing, proposal } from '../change/contractorForms.ts';
import * as f from '../form.ts';
import { blank, callOptions, type Filled } from '../html/form.ts';
import { readAnswer } from '../offer/answerForms.ts';
import { type Page, page, type Reply, type Route, receiver, type SignedInVisit } from '../visit.ts';
import { assignmentPage } from './assignmentPage.ts';
import { assignmentListPage } from './listPage.ts';

const listLimit = 50;

const report = z.object({ personHours: f.hours, apprenticeHours: f.optional(f.hours) });

async function showAssignments({ api, now, query }: SignedInVisit): Promise<Page> {
  const { body } = await api.maintenance.listCallOffs({
    query: { cursor: query.get('cursor'), limit: listLimit },
  });
  return assignmentListPage({ offers: body, now });
}

async function showAssignment(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const { body: offer } = await visit.api.maintenance.getCallOff({
    params: { callOffId: visit.params.callOffId! },
  });
  return assignmentPage(visit, { offer, filled });
}

async function answer(visit: SignedInVisit): Promise<Reply> {
  const callOffId = visit.params.callOffId!;
  const read = readAnswer(visit.form);
  const refused = (errors: f.FormErrors) =>
    showAssignment(visit, { form: read.form, entered: visit.form, errors });
  if (!read.ok) return refused(read.errors);
  const { answerCallOff } = visit.api.maintenance;
  const answered = await f.attempted(() =>
    answerCallOff({ params: { callOffId }, body: read.value }, callOptions(visit.form)),
  );
  return answered.ok ? done(visit, 'svart') : refused(answered.errors);
}

async function start(visit: SignedInVisit): Promise<Reply> {
  const orderId = await orderIdOf(visit);
  const { startWork } = visit.api.maintenance;
  const started = await f.attempted(() => startWork({ params: { orderId } }, callOptions(visit.form)));
  return started.ok
    ? done(visit, 'startet')
    : showAssignment(visit, { form: 'start', entered: visit.form, errors: started.errors });
}

async function reportDone(visit: SignedInVisit): Promise<Reply> {
  const refused = (errors: f.FormErrors) =>
    showAssignment(visit, { form: 'ferdig', entered: visit.form, errors });
  const read = f.readForm(report, visit.form);
  if (!read.ok) return refused(read.errors);
  const body = { personHours: read.value.personHours, apprenticeHours: read.value.apprenticeHours ?? 0 };
  const orderId = await orderIdOf(visit);
  const { reportWorkDone } = visit.api.maintenance;
  const reported = await f.attempted(() =>
    reportWorkDone({ params: { orderId }, body }, callOptions(visit.form)),
  );
  return reported.ok ? done(visit, 'ferdig') : refused(reported.errors);
}

async function proposeChange(visit: SignedInVisit): Promise<Reply> {
  const refused = (errors: f.FormErrors) =>
    showAssignment(visit, { form: 'endring', entered: visit.form, errors });
  const read = f.readForm(proposal, visit.form);
  if (!read.ok) return refused(read.errors);
  const { added, ...body } = read.value;
  const orderId = await orderIdOf(visit);
  const { proposeChange } = visit.api.maintenance;
  const proposed = await f.attempted(() =>
    proposeChange({ params: { orderId }, body: { ...body, addedOre: added } }, callOptions(visit.form)),
  );
  return proposed.ok ? done(visit, 'endret') : refused(proposed.errors);
}

async function priceChange(visit: SignedInVisit): Promise<Reply> {
  const refused = (errors: f.FormErrors) =>
    showAssignment(visit, { form: 'pris-endring', entered: visit.form, errors });
  const read = f.readForm(pricing, visit.form);
  if (!read.ok) return refused(read.errors);
  const { added, changeId, dueOn } = read.value;
  const orderId = await orderIdOf(visit);
  const { priceChange } = visit.api.maintenance;
  const priced = await f.attempted(() =>
    priceChange({ params: { orderId, changeId }, body: { addedOre: added, dueOn } }, callOptions(visit.form)),
  );
  return priced.ok ? done(visit, 'priset') : refused(priced.errors);
}

async function orderIdOf({ api, params }: SignedInVisit): Promise<string> {
  const { body } = await api.maintenance.getCallOff({ params: { callOffId: params.callOffId! } });
  return body.orderId;
}

const done = ({ params }: SignedInVisit, what: string): Reply => ({
  redirect: `/oppdrag/${encodeURIComponent(params.callOffId!)}?utfort=${what}`,
});

export const assignmentRoutes: readonly Route[] = [
  page('/oppdrag', showAssignments),
  page('/oppdrag/:callOffId', (visit) => showAssignment(visit)),
  receiver('/oppdrag/:callOffId/svar', answer),
  receiver('/oppdrag/:callOffId/start', start),
  receiver('/oppdrag/:callOffId/ferdig', reportDone),
  receiver('/oppdrag/:callOffId/endring', proposeChange),
  receiver('/oppdrag/:callOffId/pris-endring', priceChange),
];
