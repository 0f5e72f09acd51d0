import { expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import { type ChecklistCommand, type ChecklistEvent, checklists, openItemsOf } from './checklist.ts';

const attached: ChecklistEvent = {
  type: 'ChecklistAttached',
  data: { orderId: 'order-1', templateId: 't', title: 'Tak', items: ['Beslag', 'Renner'] },
};
const failed: Extract<ChecklistCommand, { type: 'answer' }> = {
  type: 'answer',
  orderId: 'order-1',
  item: 2,
  result: 'failed',
  remark: 'Rennen er sprukket',
  jobId: 'job-2',
};
const answered = (jobMade: string | null): ChecklistEvent => ({
  type: 'ChecklistItemAnswered',
  data: { item: 2, result: 'failed', remark: 'Rennen er sprukket', jobMade },
});

test('a failed item becomes a job, once', () => {
  given(checklists, [attached])
    .when(failed)
    .then([answered('job-2')]);
  given(checklists, [attached, answered('job-2')])
    .when(failed)
    .then([]);
  given(checklists, [attached, answered('job-2')])
    .when({ ...failed, remark: 'Verre enn først antatt', jobId: 'job-3' })
    .then([
      {
        type: 'ChecklistItemAnswered',
        data: { item: 2, result: 'failed', remark: 'Verre enn først antatt', jobMade: null },
      },
    ]);
});

test('a job that was made stays with the item, also when that is found to be right later', () => {
  const state = given(checklists, [attached, answered('job-2')])
    .when({ ...failed, result: 'ok', remark: null })
    .state();
  expect(state).toMatchObject({ items: [{ result: null }, { result: 'ok', jobId: 'job-2' }] });
  expect(openItemsOf(state)).toBe(1);
});

test('an item that failed says what is wrong', () => {
  given(checklists, [attached])
    .when({ ...failed, remark: '' })
    .rejects('reason_missing');
});

test.each([
  ['an item that is not there', { item: 3 }],
  ['an item that is not there', { item: 0 }],
  ["another order's checklist", { orderId: 'order-2' }],
])('%s is not found', (_what, wrong) => {
  given(checklists, [attached])
    .when({ ...failed, ...wrong })
    .rejects('not_found');
});
