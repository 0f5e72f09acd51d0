import { describe, expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import {
  after,
  anne,
  contracted,
  decide,
  deliver,
  developed,
  goesOn,
  leaves,
  running,
  started,
  startPhase,
  stated,
  stateOf,
  test1,
  throughPhase1,
} from '../../test/partnershipCommands.ts';
import type { PartnershipCommand } from './commands.ts';
import { partnerships } from './partnership.ts';

describe('a partnership', () => {
  test('starts once, with as many partners as its first phase holds', () => {
    const start = (...ids: string[]) => ({ type: 'start', partners: contracted(...ids), ...anne }) as const;
    given(partnerships, [stated()])
      .when(start('a'))
      .then([started('a')]);
    given(partnerships, []).when(start('a')).rejects('terms_missing');
    given(partnerships, [stated()]).when(start()).rejects('too_few_partners');
    given(partnerships, [stated()])
      .when(start('a', 'b', 'c', 'd'))
      .rejects('too_many_partners');
    given(partnerships, running).when(start('a')).rejects('already_started');
    given(partnerships, [stated('pre_commercial_procurement')])
      .when(start('a'))
      .rejects('too_few_partners');
  });

  test('does nothing before it is started', () => {
    given(partnerships, [stated()]).when(startPhase('a', 1)).rejects('not_running');
    given(partnerships, []).when(startPhase('a', 1)).rejects('terms_missing');
  });

  test('ends with the exit of its last partner, and not before', () => {
    const all = after(running, ...['a', 'b', 'c'].flatMap(throughPhase1));
    const two = after(all, decide(1, leaves('a')), decide(1, leaves('b')));
    expect(stateOf(two).status).toBe('running');
    const none = after(two, decide(1, leaves('c')));
    expect(stateOf(none)).toMatchObject({ status: 'ended', ended: { reason: 'last_partner_left' } });
    given(partnerships, none).when(startPhase('a', 2)).rejects('not_running');
  });

  test('is ended between phases only', () => {
    const end = { type: 'end', reason: 'Behovet er dekket', ...anne } as const;
    given(partnerships, after(running, startPhase('a', 1)))
      .when(end)
      .rejects('phase_open');
    expect(given(partnerships, running).when(end).state().status).toBe('ended');
  });
});

describe('a phase', () => {
  test('goes from start over delivery and test to its decision, and no step is left out', () => {
    given(partnerships, running).when(deliver('a', 1)).rejects('phase_not_started');
    given(partnerships, running).when(test1('a')).rejects('phase_not_started');
    given(partnerships, running).when(startPhase('a', 2)).rejects('wrong_phase');
    given(partnerships, running).when(startPhase('x', 1)).rejects('partner_not_found');
    const begun = after(running, startPhase('a', 1));
    given(partnerships, begun).when(startPhase('a', 1)).rejects('wrong_phase');
    given(partnerships, begun).when(test1('a')).rejects('not_delivered');
    given(partnerships, begun)
      .when(decide(1, goesOn('a')))
      .rejects('phase_not_tested');
    const delivered = after(begun, deliver('a', 1));
    given(partnerships, delivered)
      .when(decide(1, goesOn('a')))
      .rejects('phase_not_tested');
    given(partnerships, delivered)
      .when(decide(1, leaves('a')))
      .rejects('phase_not_tested');
    const tested = after(delivered, test1('a'));
    given(partnerships, tested).when(deliver('a', 1)).rejects('phase_tested');
    given(partnerships, tested).when(startPhase('a', 2)).rejects('wrong_phase');
    const done = after(tested, decide(1, goesOn('a')));
    for (const again of [deliver('a', 1), test1('a'), decide(1, leaves('a'))])
      given(partnerships, done).when(again).rejects('phase_decided');
    given(partnerships, done)
      .when(startPhase('a', 2))
      .then([{ type: 'PhaseStarted', data: { supplierId: 'a', phase: 2, ...anne } }]);
  });

  test('is not begun by who has left, nor after the last', () => {
    const left = after(running, ...throughPhase1('a'), decide(1, leaves('a')));
    given(partnerships, left).when(startPhase('a', 2)).rejects('partner_left');
    given(partnerships, developed).when(startPhase('a', 3)).rejects('wrong_phase');
  });

  test('takes a delivery that is whole; one after the deadline is marked', () => {
    const begun = after(running, startPhase('a', 1));
    const whole = deliver('a', 1) as Extract<PartnershipCommand, { type: 'deliver' }>;
    const [item] = whole.delivery.items;
    const items = (...some: object[]) => ({ ...whole, delivery: { note: null, items: some } }) as never;
    given(partnerships, begun).when(items()).rejects('deliverable_missing');
    given(partnerships, begun).when(items(item!, item!)).rejects('part_twice');
    given(partnerships, begun)
      .when(items(item!, { ...item, deliverableId: 'L2' }))
      .rejects('deliverable_not_found');
    const late = (day: string) =>
      stateOf(after(begun, deliver('a', 1, day))).partners[0]?.runs[0]?.delivery?.isLate;
    expect([late('2027-03-01'), late('2027-03-02')]).toEqual([false, true]);
  });

  test('is tested by all of its sub-goals, the last one by every goal of the whole', () => {
    const delivered = after(running, startPhase('a', 1), deliver('a', 1));
    const measure = (phase: number, ...measurements: { goalId: string; value: number }[]) =>
      ({ type: 'recordTest', supplierId: 'a', phase, measurements, note: 'x', ...anne }) as const;
    const one = { goalId: 'D1', value: 59.9 };
    given(partnerships, delivered).when(measure(1)).rejects('goal_missing');
    given(partnerships, delivered)
      .when(measure(1, one, one))
      .rejects('part_twice');
    given(partnerships, delivered)
      .when(measure(1, one, { goalId: 'X', value: 1 }))
      .rejects('goal_not_found');
    const state = stateOf(after(delivered, measure(1, one, { goalId: 'M1', value: 90 })));
    expect(state.partners[0]?.runs[0]?.test?.measurements).toEqual([
      { ...one, isMet: false },
      { goalId: 'M1', value: 90, isMet: true },
    ]);
    const last = after(delivered, test1('a'), decide(1, goesOn('a')), startPhase('a', 2), deliver('a', 2));
    given(partnerships, last)
      .when(measure(2, { goalId: 'M1', value: 95 }))
      .rejects('goal_missing');
  });

  test('who never delivered leaves after the deadline, and holds nobody up', () => {
    const begun = after(running, startPhase('a', 1));
    const absent = decide(1, leaves('a'));
    given(partnerships, begun)
      .when({ ...absent, today: '2027-03-01' })
      .rejects('phase_not_tested');
    given(partnerships, begun)
      .when({ ...absent, today: '2027-03-02' })
      .state();
    given(partnerships, begun)
      .when({ ...decide(1, goesOn('a')), today: '2027-03-02' })
      .rejects('phase_not_tested');
  });

  test('lets no more partners go on than the next one holds', () => {
    const all = after(running, ...['a', 'b', 'c'].flatMap(throughPhase1));
    given(partnerships, all)
      .when(decide(1, goesOn('a'), goesOn('b'), goesOn('c')))
      .rejects('too_many_partners');
    given(partnerships, after(all, decide(1, goesOn('a'), goesOn('b'))))
      .when(decide(1, goesOn('c')))
      .rejects('too_many_partners');
    given(partnerships, all)
      .when(decide(1, goesOn('a'), goesOn('a')))
      .rejects('part_twice');
  });
});
