import { describe, expect, test } from '@jest/globals';
import { fold, Rejection } from '@tiltak/decider';
import { given } from '@tiltak/decider/testing';
import type { JobCommand } from './decide.ts';
import { filesMax } from './files.ts';
import type { Job, JobEvent, JobFields, JobFile } from './job.ts';
import { jobs } from './jobs.ts';

const at = '2026-11-22T09:00:00.000Z';
const fields: JobFields = {
  buildingId: 'building-1',
  title: 'Taket lekker',
  description: null,
  buildingPart: '26',
  conditionGrade: 'TG3',
  consequenceGrade: null,
  urgency: 'high',
  urgencyByGrades: null,
  urgencyReason: null,
  planId: null,
  plannedFor: null,
};
const registered: JobEvent = { type: 'JobRegistered', data: { ...fields, registeredAt: at } };
const approved: JobEvent = { type: 'JobApproved', data: {} };
const ordered: JobEvent = { type: 'JobOrdered', data: { orderId: 'order-1' } };
const released: JobEvent = { type: 'JobReleased', data: { orderId: 'order-1' } };
const closed: JobEvent = { type: 'JobClosed', data: { orderId: 'order-1' } };

const assessed = {
  buildingPart: '26',
  conditionGrade: 'TG3',
  consequenceGrade: 'KG3',
  urgency: 'immediate',
  urgencyByGrades: 'immediate',
} as const;
const file: JobFile = {
  ...{ fileId: 'file-1', mediaType: 'image/jpeg', bytes: 1000, sha256: 'abc', hasPreview: true },
};
const added: JobEvent = { type: 'JobFileAdded', data: { ...file, addedAt: at } };

const histories = {
  none: [],
  registered: [registered],
  triaged: [registered, { type: 'JobTriaged', data: { ...assessed, urgency: 'high' } }],
  approved: [registered, approved],
  rejected: [registered, { type: 'JobRejected', data: { reason: 'Ikke vårt bygg' } }],
  merged: [registered, { type: 'JobMerged', data: { duplicateOf: 'job-2' } }],
  deferred: [registered, { type: 'JobDeferred', data: { deferredTo: 2027, reason: null } }],
  ordered: [registered, approved, ordered],
  closed: [registered, approved, ordered, closed],
  reopened: [
    registered,
    { type: 'JobDeferred', data: { deferredTo: 2027, reason: null } },
    { type: 'JobReopened', data: { reason: 'Verre enn antatt' } },
  ],
} as const satisfies Readonly<Record<Job['status'], readonly JobEvent[]>>;
const statuses = Object.keys(histories) as Job['status'][];

const another: Job = { status: 'registered', ...fields, registeredAt: at };
const commands: { readonly [Type in JobCommand['type']]: Extract<JobCommand, { type: Type }> } = {
  register: { type: 'register', job: fields, at },
  approve: { type: 'approve' },
  reject: { type: 'reject', reason: 'Ikke vårt bygg' },
  merge: { type: 'merge', jobId: 'job-1', into: { jobId: 'job-2', job: another } },
  defer: { type: 'defer', year: 2027, reason: null, thisYear: 2026 },
  reopen: { type: 'reopen', reason: 'Verre enn antatt' },
  changeUrgency: { type: 'changeUrgency', urgency: 'immediate', reason: 'Barn i bygget' },
  order: { type: 'order', jobId: 'job-1', orderId: 'order-1' },
  release: { type: 'release', orderId: 'order-1' },
  close: { type: 'close', orderId: 'order-1' },
  triage: { type: 'triage', buildingPart: '26', conditionGrade: 'TG3', consequenceGrade: 'KG3' },
  takeDuplicate: { type: 'takeDuplicate', jobId: 'job-3' },
  releaseDuplicate: { type: 'releaseDuplicate', jobId: 'job-3' },
  addFile: { type: 'addFile', file, at },
  removeFile: { type: 'removeFile', fileId: 'file-1', reason: 'Viser et barn' },
  eraseReporter: { type: 'eraseReporter' },
};

type Outcomes = Readonly<Record<Job['status'], string | null>>;
const all = (outcome: string | null) =>
  Object.fromEntries(statuses.map((status) => [status, outcome])) as Outcomes;
/** A decision on a job: while it is new, or put off. */
const decision = (outcome: string): Outcomes => ({
  ...all('wrong_state'),
  none: 'not_found',
  registered: outcome,
  triaged: outcome,
  reopened: outcome,
  deferred: outcome,
});
/** Something that leaves the status as it is. */
const whatever = Object.fromEntries(statuses.map((status) => [status, status])) as Outcomes;

/** What each command leads to in each status: the status after it, a rejection's code, or null for nothing at all. */
const outcomes: { readonly [Type in JobCommand['type']]: Outcomes } = {
  register: { ...all('wrong_state'), none: 'registered' },
  approve: decision('approved'),
  reject: decision('rejected'),
  merge: decision('merged'),
  defer: decision('deferred'),
  reopen: {
    ...all('wrong_state'),
    none: 'not_found',
    ...{ rejected: 'reopened', merged: 'reopened', deferred: 'reopened', closed: 'reopened' },
  },
  changeUrgency: {
    ...all('wrong_state'),
    none: 'not_found',
    ...{ registered: 'registered', triaged: 'triaged', reopened: 'reopened' },
    ...{ deferred: 'deferred', approved: 'approved' },
  },
  order: {
    ...all('job_not_orderable'),
    none: 'job_not_found',
    registered: 'ordered',
    triaged: 'ordered',
    reopened: 'ordered',
    approved: 'ordered',
  },
  release: { ...all(null), ordered: 'approved' },
  close: { ...all(null), ordered: 'closed' },
  triage: decision('triaged'),
  takeDuplicate: { ...whatever, none: 'not_found' },
  releaseDuplicate: all(null),
  addFile: { ...whatever, none: 'not_found', merged: 'wrong_state' },
  removeFile: all('not_found'),
  eraseReporter: { ...whatever, none: 'not_found' },
};

describe.each(Object.keys(outcomes) as JobCommand['type'][])('%s', (type) => {
  test.each(statuses.map((status) => [status, outcomes[type][status]] as const))(
    'on a job that is %s leads to %s',
    (status, expected) => {
      const before = fold(jobs, histories[status]);
      const outcome = () => {
        try {
          const events = jobs.decide(commands[type], before);
          return events.length === 0 ? null : events.reduce(jobs.evolve, before).status;
        } catch (error) {
          if (error instanceof Rejection) return error.code;
          throw error;
        }
      };
      expect(outcome()).toBe(expected);
    },
  );
});

describe('urgency', () => {
  const graded = { ...fields, conditionGrade: 'TG3', consequenceGrade: 'KG3' } as const;
  const register = (job: typeof graded, urgency: 'low' | null) =>
    given(jobs, []).when({ type: 'register', job: { ...job, urgency }, at });

  test('follows from the grades, and is normal without them', () => {
    const facts = { ...graded, registeredAt: at };
    register(graded, null).then([
      {
        type: 'JobRegistered',
        data: { ...facts, urgency: 'immediate', urgencyByGrades: 'immediate' },
      },
    ]);
    given(jobs, [])
      .when({ type: 'register', job: { ...fields, urgency: null }, at })
      .then([{ type: 'JobRegistered', data: { ...fields, urgency: 'normal', registeredAt: at } }]);
  });

  test('is what a person decides, and what the grades say is kept beside it', () => {
    register(graded, 'low').then([
      {
        type: 'JobRegistered',
        data: { ...graded, urgency: 'low', urgencyByGrades: 'immediate', registeredAt: at },
      },
    ]);
    const changed = {
      type: 'JobUrgencyChanged',
      data: { urgency: 'low', reason: 'Bygget er tomt' },
    } as const;
    given(jobs, histories.approved)
      .when({ type: 'changeUrgency', ...changed.data })
      .then([changed]);
    expect(fold(jobs, [...histories.approved, changed])).toMatchObject({
      status: 'approved',
      urgency: 'low',
      urgencyReason: 'Bygget er tomt',
    });
  });
});

test('a job that is looked at gets the urgency that its grades give, unless a person has decided on one', () => {
  given(jobs, [{ ...registered, data: { ...registered.data, urgency: 'normal' } } as JobEvent])
    .when(commands.triage)
    .then([{ type: 'JobTriaged', data: assessed }]);
  given(jobs, histories.registered)
    .when(commands.triage)
    .then([{ type: 'JobTriaged', data: { ...assessed, urgency: 'high' } }]);
});

describe('a file', () => {
  test('is added once, and can be taken away and added again', () => {
    given(jobs, histories.ordered).when(commands.addFile).then([added]);
    given(jobs, [...histories.ordered, added])
      .when({ type: 'addFile', file: { ...file, fileId: 'file-2' }, at })
      .then([]);
    const removed: JobEvent = {
      type: 'JobFileRemoved',
      data: { fileId: 'file-1', reason: 'Viser et barn' },
    };
    given(jobs, [registered, added]).when(commands.removeFile).then([removed]);
    given(jobs, [registered, added, removed]).when(commands.addFile).then([added]);
  });

  test('is one of at most 20', () => {
    const many = Array.from({ length: filesMax }, (_, index): JobEvent => {
      const own = { fileId: `file-${index}`, sha256: `hash-${index}` };
      return { type: 'JobFileAdded', data: { ...file, ...own, addedAt: at } };
    });
    given(jobs, [registered, ...many])
      .when(commands.addFile)
      .rejects('too_many_files');
  });

  test('stays with its job, whatever becomes of that', () => {
    for (const history of Object.values(histories).filter((one) => one.length > 0)) {
      const [first, ...rest] = history;
      const state = fold(jobs, [first!, added, ...rest]);
      expect(state).toMatchObject({ files: [{ fileId: 'file-1' }] });
    }
  });
});

test('what was merged into a job is known there until it is taken up again', () => {
  const taken: JobEvent = { type: 'JobDuplicateTaken', data: { jobId: 'job-3' } };
  const freed: JobEvent = { type: 'JobDuplicateReleased', data: { jobId: 'job-3' } };
  given(jobs, histories.approved).when(commands.takeDuplicate).then([taken]);
  given(jobs, [...histories.approved, taken])
    .when(commands.takeDuplicate)
    .then([]);
  given(jobs, [...histories.approved, taken])
    .when(commands.releaseDuplicate)
    .then([freed]);
  expect(fold(jobs, [...histories.approved, taken, freed])).toMatchObject({ duplicates: [] });
});

test('whoever orders a new job approves it in the same step', () => {
  given(jobs, histories.registered).when(commands.order).then([approved, ordered]);
  given(jobs, histories.approved).when(commands.order).then([ordered]);
});

test('a job of a cancelled order can be ordered again', () => {
  given(jobs, histories.ordered).when(commands.release).then([released]);
  given(jobs, [...histories.ordered, released])
    .when({ ...commands.order, orderId: 'order-2' })
    .then([{ type: 'JobOrdered', data: { orderId: 'order-2' } }]);
});

test("another order's end leaves the job as it is", () => {
  given(jobs, histories.ordered)
    .when({ ...commands.release, orderId: 'order-2' })
    .then([]);
  given(jobs, histories.ordered)
    .when({ ...commands.close, orderId: 'order-2' })
    .then([]);
});

describe('a merge', () => {
  const into = (jobId: string, job: Job) =>
    given(jobs, histories.registered).when({ type: 'merge', jobId: 'job-1', into: { jobId, job } });

  test('names another job, that is there, on the same building', () => {
    into('job-1', another).rejects('duplicate_of_itself');
    into('job-2', { status: 'none' }).rejects('original_not_found');
    into('job-2', { ...another, buildingId: 'building-2' }).rejects('other_building');
  });

  test('names a job that stands, so that two are never merged into each other', () => {
    into('job-2', { ...another, status: 'merged', duplicateOf: 'job-1' }).rejects('wrong_state');
    into('job-2', { ...another, status: 'rejected', reason: 'Ikke vårt bygg' }).rejects('wrong_state');
    into('job-2', { ...another, status: 'ordered', orderId: 'order-1' }).then([
      { type: 'JobMerged', data: { duplicateOf: 'job-2' } },
    ]);
  });
});

test('a job is put off to this year or a later one', () => {
  given(jobs, histories.registered)
    .when({ ...commands.defer, year: 2025 })
    .rejects('year_in_the_past');
  given(jobs, histories.registered)
    .when({ ...commands.defer, year: 2026 })
    .then([{ type: 'JobDeferred', data: { deferredTo: 2026, reason: null } }]);
});

test('nothing of an earlier status is left behind', () => {
  expect(fold(jobs, [...histories.deferred, approved])).toEqual({
    status: 'approved',
    ...fields,
    registeredAt: at,
  });
});
