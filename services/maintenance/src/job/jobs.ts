import type { Aggregate } from '@tiltak/store';
import { decide, type JobCommand } from './decide.ts';
import { evolve, type Job, type JobEvent } from './job.ts';

/** A job (arbeid): what is wrong or wanted in a building, from its registration until an order has settled it. */
export const jobs: Aggregate<JobCommand, JobEvent, Job> = {
  kind: 'jobs',
  indexes: [
    { 'state.status': 1, _id: -1 },
    { 'state.buildingId': 1, _id: -1 },
    { 'state.title': 'text', 'state.description': 'text' },
  ],
  initial: { status: 'none' },
  decide,
  evolve,
};
