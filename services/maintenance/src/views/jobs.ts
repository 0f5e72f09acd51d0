import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import { pageOf, type StateDocument, type Store } from '@tiltak/store';
import { factsOf, type Job } from '../job/job.ts';
import { jobs } from '../job/jobs.ts';
import { wordsIn } from '../searchWords.ts';

type Answer = OperationAnswer<(typeof maintenanceOperations)['getJob']>;

/** A job as it is answered. Throws `not_found`. */
export function jobAnswer(jobId: string, job: Job): Answer {
  if (job.status === 'none') throw new Rejection('not_found', 'There is no such job.');
  const { files = [], duplicates = [], location = null, source, foundBy = null, ...facts } = factsOf(job);
  return {
    jobId,
    ...facts,
    roomId: job.roomId ?? null,
    location,
    foundBy,
    source: source ?? (job.planId === null ? 'staff' : 'plan'),
    duplicates: [...duplicates],
    fileCount: files.length,
    status: job.status,
    reason: 'reason' in job ? job.reason : null,
    duplicateOf: 'duplicateOf' in job ? job.duplicateOf : null,
    deferredTo: 'deferredTo' in job ? job.deferredTo : null,
    orderId: 'orderId' in job ? job.orderId : null,
  };
}

/** A search for all of the words: MongoDB takes those in quotation marks as a must, and a minus as a not. */
const allOf = (words: string): string =>
  wordsIn(words)
    .map((word) => `"${word}"`)
    .join(' ');

/** A page of the jobs, newest first. Throws `bad_cursor`. */
export async function jobPage(
  store: Store,
  query: {
    readonly cursor?: string | undefined;
    readonly limit: number;
    readonly status?: string | undefined;
    readonly buildingId?: string | undefined;
    readonly words?: string | undefined;
  },
): Promise<{ items: Answer[]; next: string | null }> {
  const { status, buildingId, words, cursor, limit } = query;
  const filter = {
    ...(status !== undefined && { 'state.status': status }),
    ...(buildingId !== undefined && { 'state.buildingId': buildingId }),
    ...(words !== undefined && { $text: { $search: allOf(words) } }),
  };
  const page = await pageOf<StateDocument<Job>>(store.states<Job>(jobs), {
    filter,
    order: 'newest',
    cursor,
    limit,
  });
  return { items: page.items.map(({ _id, state }) => jobAnswer(_id, state)), next: page.next };
}
