import { describe, expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import { commands } from '../../../test/orderExamples/commands.ts';
import { after, histories } from '../../../test/orderExamples/histories.ts';
import { contractor } from '../../../test/orderExamples/ordering.ts';
import { done, started, workRejected } from '../../../test/orderExamples/working.ts';
import type { OrderEvent } from '../events.ts';
import { orders } from '../orders.ts';
import { checklistLimit } from './report.ts';

const counted = (personHours: number, apprenticeHours: number): OrderEvent => ({
  type: 'HoursCounted',
  data: { contractor: contractor(1), personHours, apprenticeHours },
});
const report = (sums: object, history: readonly OrderEvent[]) =>
  given(orders, history).when({
    ...commands.reportWorkDone,
    personHours: undefined,
    apprenticeHours: undefined,
    ...sums,
  });

describe('the hours of a report of done work', () => {
  const byPerson = [...histories.in_execution, counted(30, 10), counted(2, 0), counted(-2, -2)];

  test('they are those that were reported by person, corrections taken in', () => {
    report({}, byPerson).then([done]);
  });

  test('a sum beside them must agree', () => {
    report({ personHours: 30, apprenticeHours: 8 }, byPerson).then([done]);
    report({ personHours: 30.25 }, byPerson).rejects('hours_disagree');
    report({ apprenticeHours: 0 }, byPerson).rejects('hours_disagree');
  });

  test('without hours by person a sum must be given', () => {
    report({}, histories.in_execution).rejects('hours_missing');
    report({ personHours: 30, apprenticeHours: 8 }, histories.in_execution).then([done]);
  });

  test('a rework is counted from nothing', () => {
    const rework = [...byPerson, done, workRejected];
    report({}, rework).rejects('hours_missing');
    const [again] = orders.decide(
      { ...commands.reportWorkDone, personHours: undefined, apprenticeHours: undefined },
      after([...rework, started, counted(2, 0)]),
    );
    expect(again).toMatchObject({ data: { personHours: 2, apprenticeHours: 0 } });
  });
});

test('work with open items on its checklists is not done', () => {
  given(orders, histories.in_execution)
    .when({ ...commands.reportWorkDone, openItems: 1 })
    .rejects('checklist_open');
});

test('an order takes so many checklists and no more', () => {
  const attached: OrderEvent = {
    type: 'ChecklistRequired',
    data: { contractor: contractor(1), checklistId: 'order-1.list-1', title: 'Tak' },
  };
  given(orders, histories.placed).when(commands.attachChecklist).then([attached]);
  given(orders, [...histories.placed, ...Array.from({ length: checklistLimit }, () => attached)])
    .when(commands.attachChecklist)
    .rejects('wrong_state');
});
