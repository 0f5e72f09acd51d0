import { expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import { caseOf, climate, specificationFor } from '../../test/caseDriver.ts';
import { shippedRules } from '../rule/shipped.ts';
import { earliestAfterChange, earliestOf } from './earliest.ts';
import type { ProcedureName } from './procedure/procedure.ts';
import { procurements } from './procurement.ts';
import type { Earliest } from './publication.ts';

/** A case that is published at the instant with the deadline for bids, or tries to be. */
function publishing(at: string, deadline: string, procedure: ProcedureName = 'open') {
  const { run, events, state } = caseOf(procedure);
  run({ type: 'plan', publishOn: '2026-01-01', startOn: null, at });
  run({ type: 'specify', specification: specificationFor(procedure), climate, at });
  const earliest = earliestOf('bids', state(), { rows: shippedRules, at });
  return given(procurements, events).when(publication(deadline, { earliest, at }));
}

const publication = (
  bids: string,
  { earliest, at }: { readonly earliest: Earliest; readonly at: string },
) => ({
  type: 'publish' as const,
  deadlines: { requests: null, bids },
  invitedSupplierIds: null,
  earliest: { requests: earliest, bids: earliest },
  at,
});

test.each([
  ['in winter', '2026-01-12T08:00:00Z', '2026-02-11T23:00:00.000Z'],
  ['over the clocks going forward', '2026-03-10T08:00:00Z', '2026-04-09T22:00:00.000Z'],
  ['over the clocks going back', '2026-10-12T08:00:00Z', '2026-11-11T23:00:00.000Z'],
  ['from the last minute of a day in Norway', '2026-01-12T22:59:59Z', '2026-02-11T23:00:00.000Z'],
  ['from the first minute of the next', '2026-01-12T23:00:00Z', '2026-02-12T23:00:00.000Z'],
  ['to a Saturday, which is none', '2026-01-22T08:00:00Z', '2026-02-23T23:00:00.000Z'],
])(
  'thirty days %s have passed when the last of them ends, and not at an earlier hour of it',
  (_, at, end) => {
    const oneSecondBefore = new Date(Date.parse(end) - 1000).toISOString();
    publishing(at, oneSecondBefore).rejects('deadline_too_short');
    expect(publishing(at, end).state()).toMatchObject({ status: 'published', deadlines: { bids: end } });
  },
);

test('where no rule gives a least time, any instant that is to come will do, on a day off too', () => {
  const saturday = '2026-01-10T08:00:00Z';
  const soon = '2026-01-10T08:00:01Z';
  expect(publishing(saturday, soon, 'open_tender').state()).toMatchObject({ deadlines: { bids: soon } });
  publishing(saturday, saturday, 'open_tender').rejects('deadline_past');
});

test('of a deadline on the same day it is the hour that tells whether it is later or earlier', () => {
  const at = '2026-01-12T08:00:00Z';
  const noon = '2026-03-02T11:00:00.000Z';
  const [before, after] = ['2026-03-02T10:59:59.000Z', '2026-03-02T11:00:01.000Z'];
  const { run, events, state } = caseOf('open');
  run({ type: 'plan', publishOn: '2026-01-01', startOn: null, at });
  run({ type: 'specify', specification: specificationFor('open'), climate, at });
  const least = earliestOf('bids', state(), { rows: shippedRules, at });
  run(publication(noon, { earliest: least, at }));
  const open = () => given(procurements, events);
  const extend = (deadline: string) =>
    open().when({ type: 'extendDeadline', deadline, questionsUntil: null, reason: 'x', at });
  extend(noon).rejects('deadline_not_later');
  extend(before).rejects('deadline_not_later');
  expect(extend(after).state()).toMatchObject({ deadlines: { bids: after } });
  const earliest = { day: '2026-02-12', rules: [] };
  const shorten = (deadline: string) =>
    open().when({ type: 'proposeShorterDeadline', deadline, reason: 'x', by: 'anne', earliest, at });
  shorten(noon).rejects('deadline_not_earlier');
  shorten(after).rejects('deadline_not_earlier');
  expect(shorten(before).state()).toMatchObject({ shorterDeadline: { deadline: before } });
});

test('what has to be left after a change are whole days too, counted from the change', () => {
  const { run, state } = caseOf('open');
  const at = '2026-01-12T08:00:00Z';
  run({ type: 'plan', publishOn: '2026-01-01', startOn: null, at });
  run({ type: 'specify', specification: specificationFor('open'), climate, at });
  const earliest = earliestOf('bids', state(), { rows: shippedRules, at });
  run(publication('2026-04-20T10:00:00Z', { earliest, at }));
  expect(shippedRules.find(({ key }) => key === 'deadline.change.rest')?.value).toBe(6);
  // Half past eleven in the evening in Norway; the sixth day is the Sunday on which the clocks go forward.
  const changedAt = '2026-03-23T22:30:00Z';
  expect(earliestAfterChange(state(), { rows: shippedRules, at: changedAt }).day).toBe('2026-03-31');
});
