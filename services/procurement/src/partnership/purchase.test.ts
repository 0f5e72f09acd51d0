import { describe, expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import {
  after,
  anne,
  confirm,
  decide,
  developed,
  exercise,
  goesOn,
  leaves,
  open,
  running,
  started,
  stated,
  stateOf,
  test1,
  test2,
  throughPhase1,
  throughPhase2,
} from '../../test/partnershipCommands.ts';
import { partnerships } from './partnership.ts';

describe('money', () => {
  const tested = after(running, ...throughPhase1('a'));
  const paid = decide(1, goesOn('a', { instalmentOre: 20_000_000 }));

  test('follows a decision that two persons have made', () => {
    const proposed = after(tested, paid);
    expect(stateOf(proposed).partners[0]?.runs[0]?.status).toBe('tested');
    given(partnerships, proposed)
      .when({ ...confirm, by: 'anne' })
      .rejects('same_person');
    given(partnerships, proposed)
      .when({ ...confirm, proposalId: 'x' })
      .rejects('proposal_not_found');
    const done = after(proposed, confirm);
    expect(stateOf(done).partners[0]?.runs[0]).toMatchObject({
      status: 'continue',
      decision: { decidedBy: 'anne', confirmedBy: 'ola' },
      instalments: [{ amountOre: 20_000_000, proposedBy: 'anne', confirmedBy: 'ola' }],
    });
    given(partnerships, done).when(confirm).rejects('proposal_not_found');
  });

  test('is never more than the budget of the phase, in one payment or in several', () => {
    const over = decide(1, goesOn('a', { instalmentOre: 20_000_001 }));
    given(partnerships, tested).when(over).rejects('budget_exceeded');
    const instalment = (amountOre: number) =>
      ({
        type: 'proposeInstalment',
        ...{ proposalId: 'd1', supplierId: 'a', phase: 1, amountOre, reason: 'Oppstart', ...anne },
      }) as const;
    const first = after(tested, instalment(15_000_000), confirm);
    given(partnerships, first).when(instalment(5_000_001)).rejects('budget_exceeded');
    given(partnerships, first).when(paid).rejects('budget_exceeded');
    given(partnerships, running).when(instalment(1)).rejects('phase_not_started');
    given(partnerships, after(tested, decide(1, goesOn('a'))))
      .when(instalment(1))
      .rejects('phase_decided');
  });

  test('that was proposed before is not paid on a newer test, nor beside a newer proposal', () => {
    const proposed = after(tested, paid);
    given(partnerships, after(proposed, test1('a', 10)))
      .when(confirm)
      .rejects('proposal_not_found');
    const other = { ...decide(1, leaves('a', { instalmentOre: 1 })), proposalId: 'd2' };
    given(partnerships, after(proposed, other)).when(confirm).rejects('proposal_not_found');
  });
});

describe('the option to buy', () => {
  test('opens when every goal is met and the maximum cost is kept, and is taken by a second person', () => {
    const opened = after(developed, open());
    given(partnerships, opened)
      .when({ ...exercise, by: 'anne' })
      .rejects('same_person');
    const bought = after(opened, exercise);
    expect(stateOf(bought).partners[0]?.purchase).toMatchObject({
      status: 'exercised',
      priceOre: 300_000_000,
    });
    given(partnerships, bought).when(exercise).rejects('purchase_exercised');
    // The frame had no money for it: once there is some, it is exercised again.
    given(partnerships, bought)
      .when({ ...exercise, wasRefused: true, changeId: 'change-2' })
      .state();
    given(partnerships, bought).when(open()).rejects('purchase_exercised');
    given(partnerships, developed).when(exercise).rejects('option_not_open');
  });

  test('does not open above the maximum cost, which all purchases share', () => {
    given(partnerships, developed).when(open('a', 300_000_001)).rejects('maximum_cost_exceeded');
    const both = after(
      developed,
      ...throughPhase1('b'),
      decide(1, goesOn('b')),
      ...throughPhase2('b'),
      decide(2, goesOn('b')),
      open('a', 200_000_000),
    );
    given(partnerships, both).when(open('b', 100_000_001)).rejects('maximum_cost_exceeded');
    given(partnerships, both).when(open('b', 100_000_000)).state();
    given(partnerships, both).when(open('a', 300_000_000)).state();
  });

  test.each([
    [89.9, 2],
    [90, 2.1],
  ])('does not open with a goal that is not met: %p, %p', (found, alarms) => {
    const missed = after(
      running,
      ...throughPhase1('a'),
      decide(1, goesOn('a')),
      ...throughPhase2('a'),
      test2('a', found, alarms),
      decide(2, goesOn('a')),
    );
    given(partnerships, missed).when(open()).rejects('goal_not_met');
  });

  test('does not open for what was not developed', () => {
    given(partnerships, running).when(open()).rejects('not_developed');
    const middle = after(running, ...throughPhase1('a'), decide(1, goesOn('a')), ...throughPhase2('a'));
    given(partnerships, middle).when(open()).rejects('not_developed');
    given(partnerships, after(middle, decide(2, leaves('a'))))
      .when(open())
      .rejects('not_developed');
    given(partnerships, middle).when(open('x')).rejects('partner_not_found');
  });
});

describe('pre-commercial procurement', () => {
  const before = [stated('pre_commercial_procurement'), started('a', 'b', 'c')];
  const all = after(before, ...['a', 'b', 'c'].flatMap(throughPhase1));

  test('compares all who are in a phase at once, by rank', () => {
    given(partnerships, all)
      .when(decide(1, goesOn('a', { rank: 1 })))
      .rejects('comparison_incomplete');
    const ranks = (a: number | null, b: number | null, c: number | null) =>
      decide(1, goesOn('a', { rank: a }), goesOn('b', { rank: b }), leaves('c', { rank: c }));
    for (const wrong of [ranks(1, 1, 2), ranks(1, 2, null), ranks(2, 3, 4), ranks(1, 3, 2)])
      given(partnerships, all).when(wrong).rejects('rank_not_valid');
    const done = stateOf(after(all, ranks(2, 1, 3)));
    expect(done.partners.map(({ status }) => status)).toEqual(['developing', 'developing', 'left']);
  });

  test('waits in the comparison for those who have not begun', () => {
    const two = after(before, ...['a', 'b'].flatMap(throughPhase1));
    given(partnerships, two)
      .when(decide(1, goesOn('a', { rank: 1 }), goesOn('b', { rank: 2 })))
      .rejects('comparison_incomplete');
  });

  test('holds no purchase at all', () => {
    const phase2 = after(
      all,
      decide(1, goesOn('a', { rank: 1 }), leaves('b', { rank: 2 }), leaves('c', { rank: 3 })),
      ...throughPhase2('a'),
      decide(2, goesOn('a', { rank: 1 })),
    );
    expect(stateOf(phase2).partners[0]?.status).toBe('developed');
    given(partnerships, phase2).when(open('a', 1)).rejects('purchase_is_separate');
    given(partnerships, phase2).when(exercise).rejects('purchase_is_separate');
  });
});
