import type { Aggregate } from '@tiltak/store';
import { decide, type JobCommand } from './decide.ts';
import { evolve, type Job, type JobEvent } from './job.ts';

/** A job (arbeid): what is wrong or wanted in a building, from its registration until an order has settled it. */
export const jobs: Aggregate<JobCommand, JobEvent, Job> = {
  kind: 'jobs',
  indexes: [
    { 'state.status': 1, _id: -1 },
    { 'state.buildingId': 1, _id: -1 },
    { 'state.urgency': 1, _id: -1 },
    { 'state.buildingPart': 1, _id: -1 },
    { keys: { 'state.planId': 1, _id: -1 }, only: { 'state.planId': { $type: 'string' } } },
    { keys: { 'state.source': 1, _id: -1 }, only: { 'state.source': { $type: 'string' } } },
    { 'state.registeredAt': -1, _id: -1 },
    { 'state.title': 'text', 'state.description': 'text' },
  ],
  initial: { status: 'none' },
  decide,
  evolve,
};
