import { expect, test } from '@jest/globals';
import { caseOf, commandTo, deadline, specificationFor } from '../../test/caseDriver.ts';
import { shippedRules as rows } from '../rule/shipped.ts';
import { earliestHere } from './earliest.ts';
import type { ProcedureName, Status } from './procedure/procedure.ts';

const at = '2026-02-10T09:00:00.000Z';

function caseAt(procedure: ProcedureName, ...way: readonly Status[]) {
  const { run, state } = caseOf(procedure);
  run({
    type: 'specify',
    specification: specificationFor(procedure),
    climate: { problems: [], rules: [] },
    at,
  });
  for (const to of way) run(commandTo(to, procedure));
  return earliestHere(state(), { rows, at });
}

test('before the publication it is told what is asked for first, and the first day of its deadline', () => {
  expect(caseAt('open')).toMatchObject({ window: 'bids', deadline: null, earliest: '2026-03-13' });
  expect(caseAt('restricted')).toMatchObject({ window: 'requests', earliest: '2026-03-13' });
});

test('while something is taken the deadline that holds is told, and what a change of now asks for', () => {
  const limit = caseAt('open', 'planned', 'published');
  expect(limit).toMatchObject({ window: 'bids', deadline });
  expect(limit.rules.map(({ key }) => key)).toEqual([
    ...['deadline.open.bids', 'deadline.counting', 'deadline.change.rest'],
  ]);
});

test('after the requests it is the deadline of the bids that comes next', () => {
  expect(caseAt('restricted', 'planned', 'published', 'qualification')).toMatchObject({
    ...{ window: 'bids', deadline: null, earliest: '2026-03-10' },
  });
});

test('where nothing is asked for there is no deadline to limit', () => {
  const nothing = { window: null, deadline: null, earliest: null, rules: [] };
  expect(caseAt('direct')).toEqual(nothing);
  expect(caseAt('open', 'planned', 'published', 'closed_for_bids')).toEqual(nothing);
});
