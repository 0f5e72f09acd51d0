import { instantAt } from '@tiltak/calendar';
import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import { pageBy, pageOf, type StateDocument, type Store } from '@tiltak/store';
import { allOf } from '@tiltak/store/words';
import { factsOf, type Job } from '../job/job.ts';
import { jobs } from '../job/jobs.ts';

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

/** A page of the jobs, newest first; by when they were registered where that is asked for. Throws `bad_cursor`. */
export async function jobPage(
  store: Store,
  query: {
    readonly cursor?: string | undefined;
    readonly limit: number;
    readonly status?: string | undefined;
    readonly buildingId?: string | undefined;
    readonly urgency?: string | undefined;
    readonly buildingPart?: string | undefined;
    readonly planId?: string | undefined;
    readonly source?: 'staff' | 'public' | 'plan' | undefined;
    readonly registeredSince?: string | undefined;
    readonly words?: string | undefined;
  },
): Promise<{ items: Answer[]; next: string | null }> {
  const { status, buildingId, urgency, buildingPart, planId, source, registeredSince, words, cursor, limit } =
    query;
  const filter = {
    ...(status !== undefined && { 'state.status': status }),
    ...(buildingId !== undefined && { 'state.buildingId': buildingId }),
    ...(urgency !== undefined && { 'state.urgency': urgency }),
    ...(buildingPart !== undefined && { 'state.buildingPart': buildingPart }),
    ...sourceOf(source),
    ...(planId !== undefined && {
      // With the type, because the index holds only those that have a plan, and MongoDB does not infer that.
      'state.planId': { $eq: planId, $type: 'string' },
    }),
    ...(registeredSince !== undefined && { 'state.registeredAt': { $gte: startOf(registeredSince) } }),
    ...(words !== undefined && { $text: { $search: allOf(words) } }),
  };
  const found = store.states<Job>(jobs);
  const page = await (registeredSince === undefined
    ? pageOf<StateDocument<Job>>(found, { filter, order: 'newest', cursor, limit })
    : pageBy<StateDocument<Job>>(found, {
        filter,
        by: { field: 'state.registeredAt', direction: -1 },
        cursor,
        limit,
      }));
  return { items: page.items.map(({ _id, state }) => jobAnswer(_id, state)), next: page.next };
}

/** The first instant of a day in Norway. */
const startOf = (day: string): string => new Date(instantAt(day, '00:00')).toISOString();

/** What the municipality's own people register doesn't name its source. */
function sourceOf(source: 'staff' | 'public' | 'plan' | undefined): object {
  switch (source) {
    case undefined:
      return {};
    case 'public':
    case 'plan':
      return { 'state.source': { $eq: source, $type: 'string' } };
    case 'staff':
      return { 'state.source': { $in: [null, source] } };
  }
}
