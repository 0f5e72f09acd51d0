import * as z from 'zod';
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
];
