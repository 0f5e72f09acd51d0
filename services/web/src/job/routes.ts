import { jobStatus } from '@tiltak/contracts/maintenance';
import * as z from 'zod';
import {
  attempted,
  type FormErrors,
  noErrors,
  optionalChoice,
  optionalText,
  readForm,
  requiredLine,
  requiredText,
} from '../form.ts';
import { blank, callOptions, type Filled } from '../html/form.ts';
import { all, pageLimit } from '../services.ts';
import { type Page, page, type Reply, type Route, receiver, type SignedInVisit } from '../visit.ts';
import { buildingParts, conditionWords, consequenceWords, urgencyWords } from '../words/job.ts';
import { jobPage } from './jobPage.ts';
import { jobListPage } from './listPage.ts';
import { newJobPage } from './newJobPage.ts';

const listLimit = 50;

type Keys<Words> = readonly [keyof Words & string, ...(keyof Words & string)[]];
const keysOf = <Words extends object>(words: Words) => Object.keys(words) as unknown as Keys<Words>;

const newJob = z.object({
  buildingId: requiredLine('Velg hvilken bygning det gjelder.'),
  title: requiredLine('Skriv med én setning hva som er galt eller ønsket.'),
  description: optionalText,
  buildingPart: optionalChoice(keysOf(buildingParts)),
  conditionGrade: optionalChoice(keysOf(conditionWords)),
  consequenceGrade: optionalChoice(keysOf(consequenceWords)),
  urgency: optionalChoice(keysOf(urgencyWords)),
});
const rejection = z.object({ reason: requiredText('Skriv hvorfor arbeidet avvises.') });

async function showJobs({ api, query }: SignedInVisit): Promise<Page> {
  const status = jobStatus.safeParse(query.get('status')).data;
  const cursor = query.get('cursor');
  const [jobs, buildings] = await Promise.all([
    api.maintenance.listJobs({ query: { status, cursor, limit: listLimit } }),
    buildingsOf(api),
  ]);
  return jobListPage({ jobs: jobs.body, buildings, status, query });
}

const buildingsOf = (api: SignedInVisit['api']) =>
  all((cursor) => api.maintenance.listBuildings({ query: { cursor, limit: pageLimit } }));

async function showNewJob(visit: SignedInVisit, filled: Filled = blank('arbeid')): Promise<Page> {
  return newJobPage(visit, { buildings: await buildingsOf(visit.api), filled });
}

async function registerJob(visit: SignedInVisit): Promise<Reply> {
  const refused = (errors: FormErrors) => showNewJob(visit, { form: 'arbeid', entered: visit.form, errors });
  const entered = readForm(newJob, visit.form);
  if (!entered.ok) return refused(entered.errors);
  const registered = await attempted(() =>
    visit.api.maintenance.registerJob({ body: entered.value }, callOptions(visit.form)),
  );
  if (!registered.ok) return refused(registered.errors);
  return { redirect: `${addressOf(registered.value.body.jobId)}?utfort=registrert` };
}

const addressOf = (jobId: string) => `/arbeid/${encodeURIComponent(jobId)}`;

async function showJob(
  visit: SignedInVisit,
  filled: Filled = { ...blank(''), errors: noErrors },
): Promise<Page> {
  const { body: job, etag } = await visit.api.maintenance.getJob({ params: { jobId: visit.params.jobId! } });
  const { roomId } = job;
  const [{ body: building }, { body: similar }, room] = await Promise.all([
    visit.api.maintenance.getBuilding({ params: { buildingId: job.buildingId } }),
    visit.api.maintenance.listSimilarJobs({ params: { jobId: job.jobId } }),
    roomId === null ? undefined : visit.api.maintenance.getRoom({ params: { roomId } }),
  ]);
  return jobPage(visit, { job, building, room: room?.body, similar: similar.items, version: etag, filled });
}

async function approveJob(visit: SignedInVisit): Promise<Reply> {
  const jobId = visit.params.jobId!;
  const approved = await attempted(() =>
    visit.api.maintenance.approveJob({ params: { jobId } }, callOptions(visit.form)),
  );
  if (!approved.ok) return showJob(visit, { form: 'godkjenn', entered: visit.form, errors: approved.errors });
  return { redirect: `${addressOf(jobId)}?utfort=godkjent` };
}

async function rejectJob(visit: SignedInVisit): Promise<Reply> {
  const jobId = visit.params.jobId!;
  const refused = (errors: FormErrors) => showJob(visit, { form: 'avvis', entered: visit.form, errors });
  const entered = readForm(rejection, visit.form);
  if (!entered.ok) return refused(entered.errors);
  const rejected = await attempted(() =>
    visit.api.maintenance.rejectJob({ params: { jobId }, body: entered.value }, callOptions(visit.form)),
  );
  if (!rejected.ok) return refused(rejected.errors);
  return { redirect: `${addressOf(jobId)}?utfort=avvist` };
}

export const jobRoutes: readonly Route[] = [
  page('/arbeid', showJobs),
  page('/arbeid/nytt', (visit) => showNewJob(visit)),
  receiver('/arbeid/nytt', registerJob),
  page('/arbeid/:jobId', (visit) => showJob(visit)),
  receiver('/arbeid/:jobId/godkjenn', approveJob),
  receiver('/arbeid/:jobId/avvis', rejectJob),
];
