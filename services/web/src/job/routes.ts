import { jobStatus } from '@tiltak/contracts/maintenance';
import { ProblemError } from '@tiltak/http/client';
import * as z from 'zod';
import {
  attempted,
  type FormErrors,
  noErrors,
  optionalChoice,
  optionalLine,
  optionalText,
  readForm,
  requiredLine,
} from '../form.ts';
import { blank, callOptions, type Filled } from '../html/form.ts';
import { buildingChoice, buildingNames } from '../register/buildingChoice.ts';
import { all, pageLimit } from '../services.ts';
import {
  type Entered,
  hasRole,
  type Page,
  page,
  type Reply,
  type Route,
  receiver,
  type SignedInVisit,
} from '../visit.ts';
import { buildingParts, conditionWords, consequenceWords, urgencyWords } from '../words/job.ts';
import type { Room } from '../words/register.ts';
import { jobActionRoutes, keysOf } from './actionRoutes.ts';
import { fileRoutes } from './fileRoutes.ts';
import { jobPage } from './jobPage.ts';
import { jobListPage } from './listPage.ts';
import { newJobPage } from './newJobPage.ts';
import { addFiles, filesIn, jobUpload } from './photos.ts';

const listLimit = 50;

const newJob = z.object({
  buildingId: requiredLine('Velg hvilken bygning det gjelder.'),
  roomId: optionalLine(),
  location: optionalLine(),
  title: requiredLine('Skriv med én setning hva som er galt eller ønsket.'),
  description: optionalText,
  buildingPart: optionalChoice(keysOf(buildingParts)),
  conditionGrade: optionalChoice(keysOf(conditionWords)),
  consequenceGrade: optionalChoice(keysOf(consequenceWords)),
  urgency: optionalChoice(keysOf(urgencyWords)),
  urgencyReason: optionalText,
});

async function showJobs({ api, query }: SignedInVisit): Promise<Page> {
  const status = jobStatus.safeParse(query.get('status')).data;
  const cursor = query.get('cursor');
  const only = { buildingId: idIn(query, 'bygning'), planId: idIn(query, 'plan') };
  const { body: jobs } = await api.maintenance.listJobs({
    query: { status, ...only, cursor, limit: listLimit },
  });
  const names = await buildingNames(
    api,
    jobs.items.map(({ buildingId }) => buildingId),
  );
  return jobListPage({ jobs, buildingNames: names, status, query });
}

/** An id that somebody wrote into the address themselves may be none. */
const idIn = (query: Entered, name: string): string | undefined =>
  /^[\w.:-]{1,100}$/.exec(query.get(name) ?? '')?.[0];

async function showNewJob(visit: SignedInVisit, filled: Filled = blank('arbeid')): Promise<Page> {
  const buildingId = filled.entered.get('buildingId') ?? visit.query.get('bygning') ?? '';
  const [choice, rooms] = await Promise.all([
    buildingChoice(visit.api, { chosenId: buildingId, sought: visit.query.get('sok') }),
    roomsOf(visit.api, buildingId),
  ]);
  return newJobPage(visit, { choice, rooms, filled });
}

/** The rooms to choose from; undefined before there is a building to say which. */
async function roomsOf(api: SignedInVisit['api'], buildingId: string): Promise<readonly Room[] | undefined> {
  if (buildingId === '') return undefined;
  try {
    return await all((cursor) =>
      api.maintenance.listRooms({ params: { buildingId }, query: { cursor, limit: pageLimit } }),
    );
  } catch (error) {
    if (error instanceof ProblemError && [400, 404].includes(error.status)) return undefined;
    throw error;
  }
}

async function registerJob(visit: SignedInVisit): Promise<Reply> {
  const refused = (errors: FormErrors) => showNewJob(visit, { form: 'arbeid', entered: visit.form, errors });
  if (visit.form.get('vis') === 'rom') {
    const isChosen = Boolean(visit.form.get('buildingId'));
    return refused(isChosen ? noErrors : { fields: { buildingId: 'Velg bygningen først.' }, general: [] });
  }
  const entered = readForm(newJob, visit.form);
  if (!entered.ok) return refused(entered.errors);
  const registered = await attempted(() =>
    visit.api.maintenance.registerJob({ body: entered.value }, callOptions(visit.form)),
  );
  if (!registered.ok) return refused(registered.errors);
  // The job is there whatever becomes of its photos: what was refused is said on its page, where they can be added.
  const { jobId } = registered.value.body;
  const key = callOptions(visit.form).idempotencyKey;
  const { fields } = await addFiles(visit.api.maintenance, { jobId, files: filesIn(visit.files), key });
  return { redirect: `${addressOf(jobId)}?utfort=${fields.file ? 'utenFiler' : 'registrert'}` };
}

const addressOf = (jobId: string) => `/arbeid/${encodeURIComponent(jobId)}`;

async function showJob(
  visit: SignedInVisit,
  filled: Filled = { ...blank(''), errors: noErrors },
): Promise<Page> {
  const { body: job, etag } = await visit.api.maintenance.getJob({ params: { jobId: visit.params.jobId! } });
  const { roomId } = job;
  const given = { params: { jobId: job.jobId } };
  const mayKnowReporters = hasRole(visit, 'property.officer', 'property.approver');
  const [{ body: building }, { body: similar }, { body: files }, room, reporters] = await Promise.all([
    visit.api.maintenance.getBuilding({ params: { buildingId: job.buildingId } }),
    visit.api.maintenance.listSimilarJobs(given),
    visit.api.maintenance.listJobFiles(given),
    roomId === null ? undefined : visit.api.maintenance.getRoom({ params: { roomId } }),
    mayKnowReporters ? visit.api.maintenance.listReporters(given) : undefined,
  ]);
  return jobPage(visit, {
    ...{ job, building, room: room?.body, similar: similar.items, files: files.items },
    ...{ reporters: reporters?.body.items ?? [], version: etag, filled },
  });
}

export const jobRoutes: readonly Route[] = [
  page('/arbeid', showJobs),
  page('/arbeid/nytt', (visit) => showNewJob(visit)),
  receiver('/arbeid/nytt', registerJob, jobUpload),
  page('/arbeid/:jobId', (visit) => showJob(visit)),
  ...jobActionRoutes(showJob),
  ...fileRoutes(showJob),
];
