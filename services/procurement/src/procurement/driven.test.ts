import { expect, test } from '@jest/globals';
import { Rejection } from '@tiltak/decider';
import { at, caseOf, climate, commandTo, specificationFor } from '../../test/caseDriver.ts';
import type { ProcurementCommand } from './decide.ts';
import type { ProcedureName, Status } from './procedure/procedure.ts';
import { procedures } from './procedure/procedures.ts';

const oneStage = ['published', 'closed_for_bids', 'opened'] as const;
const twoStage = ['published', 'qualification', 'invited', 'closed_for_bids', 'opened'] as const;
const round = ['negotiation', 'invited', 'closed_for_bids', 'opened'] as const;
const signed = ['evaluation', 'awarded', 'standstill', 'contracted', 'completed'] as const;

/** Each procedure from the need to its end; some have several ways. */
const ways: readonly (readonly [procedure: ProcedureName, ...way: Status[]])[] = [
  ['direct', 'awarded', 'contracted', 'completed'],
  ['limited_tender', ...oneStage, 'qualification', 'evaluation', 'awarded', 'contracted', 'completed'],
  ['limited_tender', ...oneStage, 'qualification', ...round, 'qualification', ...signed],
  ['open_tender', 'market_dialogue', ...oneStage, 'qualification', ...signed],
  ['open_tender', ...oneStage, 'qualification', 'negotiation', ...signed],
  ['open', 'market_dialogue', ...oneStage, 'qualification', ...signed],
  // An upheld complaint leads back.
  ['open', ...oneStage, 'qualification', 'evaluation', 'awarded', 'standstill', ...signed],
  ['restricted', ...twoStage, ...signed],
  ['negotiated', ...twoStage, ...signed],
  ['negotiated', ...twoStage, ...round, ...round, ...signed],
  [
    'competitive_dialogue',
    'market_dialogue',
    ...(['published', 'qualification', 'negotiation', 'invited', 'closed_for_bids', 'opened'] as const),
    ...signed,
  ],
  ['innovation_partnership', 'market_dialogue', ...twoStage, ...round, ...signed],
  ['pre_commercial_procurement', 'market_dialogue', ...oneStage, 'qualification', ...signed],
  ['design_contest', ...oneStage, 'evaluation', 'awarded', 'completed'],
  ['design_contest', ...oneStage, 'evaluation', 'awarded', 'contracted', 'completed'],
  ['dynamic_purchasing_system', 'published', 'qualification', 'contracted', 'completed'],
  ['dynamic_purchasing_call', ...oneStage, 'evaluation', 'awarded', 'contracted', 'completed'],
];

const all: readonly Status[] = [
  'planned',
  'market_dialogue',
  'published',
  'qualification',
  'invited',
  'closed_for_bids',
  'opened',
  'negotiation',
  'evaluation',
  'awarded',
  'standstill',
  'contracted',
  'completed',
];
const unpublished: readonly Status[] = ['draft', 'planned', 'market_dialogue'];

/** The steps that the procedure does not have from here. Before its publication a case is planned as often as one likes. */
function shortcuts(procedure: ProcedureName, from: Status): readonly Status[] {
  const allowed = procedures[procedure].steps[from] ?? [];
  const isPlannedAnew = (to: Status) => to === 'planned' && unpublished.includes(from);
  return all.filter((to) => !allowed.includes(to) && !isPlannedAnew(to));
}

const codeOf = (attempt: () => unknown): string => {
  try {
    attempt();
  } catch (error) {
    if (error instanceof Rejection) return error.code;
    throw error;
  }
  return 'none';
};

test.each(ways)(
  '%s is driven from need to end, and no step of it can be left out: %j',
  (procedure, ...way) => {
    const { run, state, events } = caseOf(procedure);
    run({ type: 'specify', specification: specificationFor(procedure), climate, at });
    const specifyAgain: ProcurementCommand = {
      type: 'specify',
      specification: specificationFor(procedure),
      climate,
      at,
    };
    for (const to of ['planned', ...way] as const) {
      const from = state().status as Status;
      const before = events.length;
      for (const forbidden of shortcuts(procedure, from))
        expect([from, forbidden, codeOf(() => run(commandTo(forbidden, procedure)))]).toEqual([
          from,
          forbidden,
          'wrong_step',
        ]);
      expect(shortcuts(procedure, from).length).toBeGreaterThan(0);
      if (!unpublished.includes(from)) expect(codeOf(() => run(specifyAgain))).toBe('wrong_step');
      // What is refused changes nothing.
      expect(events).toHaveLength(before);
      expect(run(commandTo(to, procedure)).status).toBe(to);
    }
    expect(state().status).toBe('completed');
    for (const to of all) expect(codeOf(() => run(commandTo(to, procedure)))).toBe('wrong_step');
    expect(codeOf(() => run(commandTo('cancelled', procedure)))).toBe('wrong_step');
  },
);

test('every procedure is driven', () => {
  expect([...new Set(ways.map(([procedure]) => procedure))].sort()).toEqual(Object.keys(procedures).sort());
});

test.each(ways)('%s can be cancelled anywhere before there is a contract: %j', (procedure, ...way) => {
  for (let length = 0; length <= way.length; length++) {
    const { run, state } = caseOf(procedure);
    run({ type: 'specify', specification: specificationFor(procedure), climate, at });
    for (const to of ['planned', ...way.slice(0, length)] as const) run(commandTo(to, procedure));
    const isBound = ['contracted', 'completed'].includes(state().status);
    expect(codeOf(() => run(commandTo('cancelled', procedure)))).toBe(isBound ? 'wrong_step' : 'none');
  }
});

test('a partnership is not evaluated before there was negotiation', () => {
  const { run } = caseOf('innovation_partnership');
  run({ type: 'specify', specification: specificationFor('innovation_partnership'), climate, at });
  for (const to of ['planned', ...twoStage] as const) run(commandTo(to, 'innovation_partnership'));
  expect(codeOf(() => run(commandTo('evaluation', 'innovation_partnership')))).toBe('negotiation_missing');
});
