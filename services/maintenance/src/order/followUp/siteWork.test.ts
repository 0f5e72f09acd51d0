import { describe, expect, test } from '@jest/globals';
import { fold } from '@tiltak/decider';
import { given } from '@tiltak/decider/testing';
import { commands } from '../../../test/orderExamples/commands.ts';
import { histories } from '../../../test/orderExamples/histories.ts';
import { contractor, submitted, terms } from '../../../test/orderExamples/ordering.ts';
import { paused, safetyConfirmed, started } from '../../../test/orderExamples/working.ts';
import type { OrderEvent } from '../events.ts';
import { orders } from '../orders.ts';

const stranger = '310000027';
const resumed: OrderEvent = {
  type: 'WorkResumed',
  data: { contractor: contractor(1), at: commands.resumeWork.at },
};

describe('the schedule', () => {
  const schedule = (startsOn: string, endsOn: string) =>
    given(orders, histories.placed).when({ ...commands.scheduleWork, startsOn, endsOn });

  test('it holds the first and the last day', () => {
    schedule('2026-11-22', '2026-11-22').then([
      {
        type: 'WorkScheduled',
        data: {
          contractor: contractor(1),
          startsOn: '2026-11-22',
          endsOn: '2026-11-22',
          dueOn: terms.dueOn,
        },
      },
    ]);
  });

  test('it does not end before it starts, nor before today', () => {
    schedule('2026-12-02', '2026-12-01').rejects('ends_before_start');
    schedule('2026-11-20', '2026-11-21').rejects('schedule_in_the_past');
  });

  test('it may end after the due date: the order shows what is true', () => {
    expect(schedule('2026-12-24', '2026-12-25').state()).toMatchObject({
      followUp: { schedule: { startsOn: '2026-12-24', endsOn: '2026-12-25' } },
    });
  });

  test('the same schedule again is nothing, another replaces it', () => {
    const [event] = orders.decide(commands.scheduleWork, fold(orders, histories.placed));
    const scheduled = [...histories.placed, event as OrderEvent];
    given(orders, scheduled).when(commands.scheduleWork).then([]);
    expect(
      given(orders, scheduled)
        .when({ ...commands.scheduleWork, endsOn: '2026-12-21' })
        .state(),
    ).toMatchObject({ followUp: { schedule: { endsOn: '2026-12-21' } } });
  });
});

describe('safety', () => {
  const construction = histories.placed.map((event) =>
    event.type === 'OrderSubmitted'
      ? ({ ...submitted, data: { ...event.data, terms: { ...terms, constructionWork: true } } } as OrderEvent)
      : event,
  );

  test('construction work does not start before SHA plan and HMS cards are confirmed', () => {
    given(orders, construction).when(commands.startWork).rejects('safety_not_confirmed');
    given(orders, [...construction, safetyConfirmed])
      .when(commands.startWork)
      .then([started]);
  });

  test('other work starts without', () => {
    given(orders, histories.placed).when(commands.startWork).then([started]);
  });

  test('who confirms is told by a reference', () => {
    given(orders, construction).when(commands.confirmSafety).then([safetyConfirmed]);
  });
});

describe('a pause', () => {
  test('a reason from the list is enough, but other needs words', () => {
    given(orders, histories.in_execution).when(commands.pauseWork).then([paused]);
    given(orders, histories.in_execution)
      .when({ ...commands.pauseWork, reason: 'other', text: '' })
      .rejects('reason_missing');
  });

  test('work that stands still is not reported as done, and after it goes on it is', () => {
    given(orders, histories.in_execution_paused).when(commands.reportWorkDone).rejects('work_paused');
    const state = given(orders, [...histories.in_execution_paused, resumed])
      .when(commands.reportWorkDone)
      .state();
    expect(state.status).toBe('delivered');
  });
});

test.each(['scheduleWork', 'confirmSafety', 'pauseWork', 'resumeWork'] as const)(
  'to another contractor the order of %s does not exist',
  (type) => {
    for (const history of [histories.placed, histories.in_execution, histories.in_execution_paused])
      given(orders, history)
        .when({ ...commands[type], organisationNumber: stranger })
        .rejects('not_found');
  },
);
