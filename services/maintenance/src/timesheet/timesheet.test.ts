import { describe, expect, test } from '@jest/globals';
import { fold } from '@tiltak/decider';
import { given } from '@tiltak/decider/testing';
import fc from 'fast-check';
import { changeOfSums, entryLimit, sumOf, type TimesheetEvent, timesheets } from './timesheet.ts';

const today = '2026-11-24';
const day = '2026-11-23';
const entry = (worker: string, hours: number, isApprentice = false) => ({ day, worker, hours, isApprentice });
const reported = (...entries: readonly ReturnType<typeof entry>[]): TimesheetEvent => ({
  type: 'HoursReported',
  data: { entries: entries.map((one, at) => ({ entryId: `h-${at + 1}`, ...one })) },
});
const included: TimesheetEvent = { type: 'HoursIncluded', data: {} };

describe('hours by person', () => {
  test('they are reported by reference, on days that have been', () => {
    given(timesheets, [])
      .when({ type: 'report', entries: [entry('A-17', 7.5), entry('L-2', 7.5, true)], today })
      .then([reported(entry('A-17', 7.5), entry('L-2', 7.5, true))]);
    given(timesheets, [])
      .when({ type: 'report', entries: [{ ...entry('A-17', 7.5), day: '2026-11-25' }], today })
      .rejects('day_in_the_future');
  });

  test('nobody works more than a day in a day, however it is reported', () => {
    const more = { type: 'report', entries: [entry('A-17', 14)], today } as const;
    given(timesheets, [reported(entry('A-17', 10))])
      .when(more)
      .then([{ type: 'HoursReported', data: { entries: [{ entryId: 'h-2', ...entry('A-17', 14) }] } }]);
    given(timesheets, [reported(entry('A-17', 10.25))])
      .when(more)
      .rejects('more_than_a_day');
    given(timesheets, [reported(entry('A-17', 10), entry('A-17', 10))])
      .when({ type: 'correct', entryId: 'h-1', hours: 14.25, reason: 'Glemt' })
      .rejects('more_than_a_day');
  });

  test('a correction holds what was there before, and why', () => {
    given(timesheets, [reported(entry('L-2', 7.5, true))])
      .when({ type: 'correct', entryId: 'h-1', hours: 6, reason: 'Gikk tidlig' })
      .then([
        {
          type: 'HoursCorrected',
          data: { entryId: 'h-1', hoursBefore: 7.5, hours: 6, isApprentice: true, reason: 'Gikk tidlig' },
        },
      ]);
  });

  test('what is a part of a report of done work stays', () => {
    given(timesheets, [reported(entry('A-17', 7.5)), included])
      .when({ type: 'correct', entryId: 'h-1', hours: 6, reason: 'Gikk tidlig' })
      .rejects('hours_reported');
    given(timesheets, [reported(entry('A-17', 7.5)), included])
      .when({ type: 'include' })
      .then([]);
  });

  test('what is not there is not corrected', () => {
    given(timesheets, [])
      .when({ type: 'correct', entryId: 'h-1', hours: 6, reason: 'x' })
      .rejects('not_found');
  });

  test('an order takes so many entries and no more', () => {
    const many = Array.from({ length: entryLimit }, (_, at) => entry(`A-${at}`, 1));
    given(timesheets, [reported(...many)])
      .when({ type: 'report', entries: [entry('one more', 1)], today })
      .rejects('wrong_state');
  });
});

test('the sums that the order is told add up to the entries, whatever is reported and corrected', () => {
  const quarters = fc.integer({ min: 0, max: 40 }).map((count) => count / 4);
  const step = fc.record({
    worker: fc.integer(),
    hours: quarters,
    isApprentice: fc.boolean(),
    correct: fc.nat(5),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const events: TimesheetEvent[] = [];
      const told = { personHours: 0, apprenticeHours: 0 };
      for (const [at, { worker, hours, isApprentice, correct }] of steps.entries()) {
        const state = fold(timesheets, events);
        const target = state.entries[correct];
        const more = target
          ? timesheets.decide({ type: 'correct', entryId: target.entryId, hours, reason: 'x' }, state)
          : timesheets.decide(
              { type: 'report', entries: [{ ...entry(`${worker}-${at}`, hours), isApprentice }], today },
              state,
            );
        events.push(...more);
        const { personHours, apprenticeHours } = changeOfSums(more);
        told.personHours += personHours;
        told.apprenticeHours += apprenticeHours;
      }
      const { entries } = fold(timesheets, events);
      expect(told).toEqual({
        personHours: sumOf(entries),
        apprenticeHours: sumOf(entries.filter(({ isApprentice }) => isApprentice)),
      });
    }),
  );
});
