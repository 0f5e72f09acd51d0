import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { StateDocument, Store } from '@tiltak/store';
import type { FileStorage } from '../file/storage.ts';
import type { Job } from '../job/job.ts';
import { jobs } from '../job/jobs.ts';

type Known = Exclude<Job, { status: 'none' }>;
export type JobDocument = StateDocument<Known>;
type Answer = OperationAnswer<(typeof maintenanceOperations)['listJobFiles']>['items'][number];

/** The most jobs that are gathered where some were merged into others, and those into others again. */
const treeMax = 500;
/** The longest way from a job to the one that it was merged into in the end. */
const wayMax = 50;

/** Jobs by their ids, with all that were merged into them, each once. Those that aren't there are left out. */
export async function withDuplicates(
  store: Store,
  jobIds: readonly string[],
): Promise<readonly JobDocument[]> {
  const found = new Map<string, JobDocument>();
  let wanted = [...jobIds];
  while (wanted.length > 0 && found.size < treeMax) {
    const next = (await store
      .states<Known>(jobs)
      .find({ _id: { $in: wanted } })
      .limit(treeMax)
      .toArray()) as JobDocument[];
    for (const one of next) found.set(one._id, one);
    wanted = next.flatMap(({ state }) => state.duplicates ?? []).filter((jobId) => !found.has(jobId));
  }
  return [...found.values()];
}

/** The job that a job was merged into in the end, or the job itself. Throws `not_found`. */
export async function standingJob(store: Store, jobId: string): Promise<JobDocument> {
  let at = jobId;
  for (let step = 0; step < wayMax; step++) {
    const found = (await store.states<Job>(jobs).findOne({ _id: at })) as StateDocument<Job> | null;
    if (!found || found.state.status === 'none') throw new Rejection('not_found', 'There is no such job.');
    if (found.state.status !== 'merged') return found as JobDocument;
    at = found.state.duplicateOf;
  }
  throw new Rejection('not_found', 'There is no such job.');
}

/** The files of jobs and of all that were merged into them, oldest first. */
export async function jobFiles(
  store: Store,
  { jobIds, storage }: { readonly jobIds: readonly string[]; readonly storage: FileStorage },
): Promise<Answer[]> {
  const documents = await withDuplicates(store, jobIds);
  const facts = documents.flatMap(({ _id, state }) =>
    (state.files ?? []).map((file) => ({ ...file, jobId: _id })),
  );
  const names = await storage.names(facts.map(({ fileId }) => fileId));
  return facts
    .map((file) => ({ ...file, name: names.get(file.fileId) ?? file.fileId }))
    .sort((one, other) => one.addedAt.localeCompare(other.addedAt));
}
