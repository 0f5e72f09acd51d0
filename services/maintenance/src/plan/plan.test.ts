import { describe, expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import fc from 'fast-check';
import { type PlanFields, plans } from './plan.ts';
import { nextDay, openRule } from './recurrence.ts';

const fields: PlanFields = {
  buildingId: 'building-1',
  title: 'Rens av takrenner',
  description: null,
  buildingPart: '26',
  rrule: 'FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=15',
  startsOn: '2026-01-01',
  leadDays: 14,
};
const create = (more: Partial<PlanFields> = {}, today = '2026-11-22') =>
  ({ type: 'create', plan: { ...fields, ...more }, today }) as const;
const created = { type: 'PlanCreated', data: { ...fields, nextDueOn: '2027-10-15' } } as const;
const makeJob = { type: 'makeJob', dueOn: '2027-10-15', jobId: 'job-1', today: '2027-10-01' } as const;
const made = {
  type: 'PlanJobMade',
  data: { dueOn: '2027-10-15', jobId: 'job-1', nextDueOn: '2028-10-15' },
} as const;
const ended = { type: 'PlanEnded', data: { reason: 'Bygget er solgt' } } as const;

describe('a plan', () => {
  test('begins with the first day of its rule from today on', () => {
    given(plans, []).when(create()).then([created]);
    given(plans, [])
      .when(create({}, '2026-10-15'))
      .then([{ ...created, data: { ...created.data, nextDueOn: '2026-10-15' } }]);
  });

  test('makes the job of its next day once, and goes on to the day after that', () => {
    given(plans, [created]).when(makeJob).then([made]);
    given(plans, [created, made]).when(makeJob).then([]);
  });

  test('does not make up for days that passed while nobody looked', () => {
    given(plans, [created])
      .when({ ...makeJob, today: '2030-03-01' })
      .then([{ ...made, data: { ...made.data, nextDueOn: '2030-10-15' } }]);
  });

  test('makes no job after its last day, nor after its end', () => {
    const last = {
      ...created,
      data: { ...created.data, rrule: 'FREQ=DAILY;COUNT=1', startsOn: '2027-10-15' },
    };
    given(plans, [last])
      .when(makeJob)
      .then([{ ...made, data: { ...made.data, nextDueOn: null } }]);
    given(plans, [created]).when({ type: 'end', reason: 'Bygget er solgt' }).then([ended]);
    given(plans, [created, ended]).when(makeJob).then([]);
    given(plans, [created, ended]).when({ type: 'end', reason: 'x' }).rejects('wrong_state');
  });
});

describe('a plan that counts from completion', () => {
  const fromCompletion = {
    ...created,
    data: { ...created.data, countsFrom: 'completion', rrule: 'FREQ=MONTHLY;INTERVAL=6' },
  } as const;
  const waiting = { ...made, data: { ...made.data, nextDueOn: null } } as const;
  const complete = {
    type: 'completeJob',
    jobId: 'job-1',
    doneOn: '2027-11-03',
    today: '2027-11-05',
  } as const;
  const completed = {
    type: 'PlanJobCompleted',
    data: { jobId: 'job-1', doneOn: '2027-11-03', nextDueOn: '2028-05-03' },
  } as const;

  test('knows its next day when the last job is done, once', () => {
    given(plans, [fromCompletion]).when(makeJob).then([waiting]);
    given(plans, [fromCompletion, waiting]).when(makeJob).then([]);
    given(plans, [fromCompletion, waiting]).when(complete).then([completed]);
    given(plans, [fromCompletion, waiting, completed]).when(complete).then([]);
    expect(given(plans, [fromCompletion, waiting]).when(complete).state()).toMatchObject({
      nextDueOn: '2028-05-03',
      waitsFor: null,
    });
  });

  test('does not go on for another job, nor after its end', () => {
    given(plans, [fromCompletion, waiting])
      .when({ ...complete, jobId: 'job-2' })
      .then([]);
    given(plans, [fromCompletion, waiting, ended]).when(complete).then([]);
    given(plans, [created, made]).when(complete).then([]);
  });

  test('is never due before today, however late it is told that the job is done', () => {
    given(plans, [fromCompletion, waiting])
      .when({ ...complete, today: '2030-01-01' })
      .then([{ ...completed, data: { ...completed.data, nextDueOn: '2030-05-03' } }]);
  });

  test('is not a year late because a month lacks the day on which the last job was done', () => {
    given(plans, [fromCompletion, waiting])
      .when({ ...complete, doneOn: '2027-08-31', today: '2027-08-31' })
      .then([{ ...completed, data: { jobId: 'job-1', doneOn: '2027-08-31', nextDueOn: '2028-02-28' } }]);
  });

  test('has no number of times', () => {
    given(plans, [])
      .when(create({ countsFrom: 'completion', rrule: 'FREQ=DAILY;COUNT=3' }))
      .rejects('rule_not_valid');
  });
});

test.each([
  ['rule_not_valid', 'hvert år'],
  ['rule_not_valid', 'FREQ=FORTNIGHTLY'],
  ['rule_not_valid', 'BYMONTH=10'],
  ['rule_not_valid', 'FREQ=DAILY;DTSTART=20260101T000000Z'],
  ['rule_not_valid', 'FREQ=DAILY;INTERVAL=0'],
  ['rule_not_valid', 'FREQ=DAILY;INTERVAL=-1'],
  ['rule_too_frequent', 'FREQ=HOURLY'],
  ['rule_too_frequent', 'FREQ=DAILY;BYHOUR=8,16'],
  ['rule_without_days', 'FREQ=DAILY;UNTIL=20260201T000000Z'],
  ['rule_without_days', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'],
  // A day that never comes is not looked for day by day.
  ['rule_not_valid', 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'],
])('%s: %s', (code, rrule) => {
  given(plans, []).when(create({ rrule })).rejects(code);
});

test('a rule gives the same days whatever day it is asked on', () => {
  const rules = [
    'FREQ=WEEKLY;BYDAY=MO',
    'FREQ=MONTHLY;BYDAY=-1FR',
    'FREQ=YEARLY;BYMONTH=4,10',
    'FREQ=DAILY;INTERVAL=3',
  ];
  const day = fc.date({ min: new Date('2026-01-01'), max: new Date('2036-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(fc.constantFrom(...rules), day, (rule, asked) => {
      const days = openRule(rule, '2026-01-05');
      const found = days.onOrAfter(asked.toISOString().slice(0, 10));
      if (found === null) throw new Error('these rules have no end');
      expect(found >= asked.toISOString().slice(0, 10)).toBe(true);
      expect(days.onOrAfter(found)).toBe(found);
      expect(days.onOrAfter(nextDay(found))! > found).toBe(true);
    }),
    { numRuns: 50 },
  );
});
