import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { StateDocument, Store } from '@tiltak/store';
import { wordsIn } from '@tiltak/store/words';
import type { Job } from '../job/job.ts';
import { jobs } from '../job/jobs.ts';
import { jobAnswer } from './jobs.ts';

type Answer = OperationAnswer<(typeof maintenanceOperations)['listSimilarJobs']>;
type Known = Exclude<Job, { status: 'none' }>;
type Found = StateDocument<Known> & { readonly score: number };

const similarMax = 10;
/** Of the words of a long description only so many are compared. */
const wordsMax = 60;
const recentMs = 365 * 24 * 3_600_000;
/** How alike two jobs must be to be shown, from 0 to 1; less where they are about the same part of the building. */
const likenessMin = 0.5;
const likenessMinOfPart = 0.3;

/**
 * Jobs that a job may repeat: on the same building, of the last year, and with words that are alike in any of their
 * forms (MongoDB's text search in Norwegian). Likeness is the other's score for this job's words as a share of this
 * job's own. What was rejected or merged itself is none. Throws `not_found`.
 */
export async function similarJobs(store: Store, jobId: string): Promise<Answer> {
  const own = await store.states<Job>(jobs).findOne({ _id: jobId });
  if (!own || own.state.status === 'none') throw new Rejection('not_found', 'There is no such job.');
  const { buildingId, buildingPart, title, description } = own.state;
  const words = wordsIn(`${title} ${description ?? ''}`).slice(0, wordsMax);
  const since = new Date(store.now().getTime() - recentMs).toISOString();
  const found = (await store
    .states<Known>(jobs)
    .find(
      {
        $text: { $search: words.join(' ') },
        'state.buildingId': buildingId,
        $or: [
          { _id: jobId },
          { 'state.registeredAt': { $gte: since }, 'state.status': { $nin: ['rejected', 'merged'] } },
        ],
      } as object,
      { projection: { state: 1, score: { $meta: 'textScore' } } },
    )
    .sort({ score: { $meta: 'textScore' } })
    .limit(100)
    .toArray()) as unknown as Found[];
  const ownScore = found.find(({ _id }) => _id === jobId)?.score ?? Number.POSITIVE_INFINITY;
  const isPart = (part: string | null) => part !== null && part === buildingPart;
  const items = found
    .filter(({ _id }) => _id !== jobId)
    .map(({ _id, state, score }) => ({ _id, state, likeness: Math.min(1, score / ownScore) }))
    .filter(
      ({ state, likeness }) => likeness >= (isPart(state.buildingPart) ? likenessMinOfPart : likenessMin),
    )
    .slice(0, similarMax)
    .map(({ _id, state, likeness }) => ({
      ...jobAnswer(_id, state),
      likeness: Math.round(likeness * 100) / 100,
    }));
  return { items };
}
