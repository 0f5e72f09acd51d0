import { describe, expect, test } from '@jest/globals';
import { fold, Rejection } from '@tiltak/decider';
import { given } from '@tiltak/decider/testing';
import fc from 'fast-check';
import * as x from '../../test/evaluationExamples.ts';
import type { EvaluationCommand } from './commands.ts';
import { evaluations } from './evaluation.ts';

const { at, ready, stateOf } = x;

describe('the quality', () => {
  const settle = (points = 8) =>
    ({ type: 'settleScore', score: x.score('a', 'K2', points, 'officer'), isPriceOpen: false }) as const;

  test("is settled by score when every evaluator has given one, and nobody's own score changes after that", () => {
    given(evaluations, x.staffed).when(settle()).rejects('score_missing');
    const one = [...x.staffed, x.scored('a', 'K2', 7)];
    given(evaluations, one).when(settle()).rejects('score_missing');
    const both = [...one, x.scored('a', 'K2', 9, 'ola')];
    given(evaluations, both)
      .when(settle())
      .then([x.settled('a', 'K2', 8)]);
    given(evaluations, [...both, x.settled('a', 'K2', 8)])
      .when({ type: 'scoreBid', score: x.score('a', 'K2', 10), isPriceOpen: false })
      .rejects('score_settled');
    given(evaluations, [x.started]).when(settle()).rejects('evaluators_missing');
  });

  test('is scored anew until then: the last score of an evaluator counts', () => {
    const state = stateOf([...x.staffed, x.scored('a', 'K2', 7), x.scored('a', 'K2', 5)]);
    expect(state.scores.map(({ points }) => points)).toEqual([5]);
  });

  test('is not scored by the price, for another lot, nor when the price is known', () => {
    const scoreBid = (more: object) =>
      ({ type: 'scoreBid', score: { ...x.score('a', 'K2', 7), ...more }, isPriceOpen: false }) as const;
    given(evaluations, x.staffed)
      .when(scoreBid({ criterionId: 'K1' }))
      .rejects('not_scored');
    given(evaluations, x.staffed)
      .when(scoreBid({ lotId: 'LOT-2' }))
      .rejects('not_scored');
    given(evaluations, x.staffed)
      .when({ ...scoreBid({}), isPriceOpen: true })
      .rejects('price_open');
  });

  test('is settled as a whole only when no bid and no score is missing', () => {
    const settleQuality = { type: 'settleQuality', at } as const;
    given(evaluations, x.staffed).when(settleQuality).rejects('bid_not_assessed');
    const all = x.settledAs({ a: [6, 6], b: [9, 8] });
    given(evaluations, all.slice(0, -1)).when(settleQuality).rejects('score_missing');
    given(evaluations, all).when(settleQuality).then([x.qualitySettled]);
    given(evaluations, ready).when(settleQuality).rejects('quality_settled');
    given(evaluations, ready).when(settle(10)).rejects('quality_settled');
  });
});

test('whatever is tried in whatever order, no score of quality changes once the quality is settled', () => {
  const bidId = fc.constantFrom('a', 'b');
  const by = fc.constantFrom('eva', 'ola');
  const command = fc.oneof<fc.Arbitrary<EvaluationCommand>[]>(
    fc.record({ type: fc.constant('appointEvaluator' as const), subject: by, at: fc.constant(at) }),
    fc.record({
      type: fc.constant('declareImpartiality' as const),
      by,
      isImpartial: fc.boolean(),
      statement: fc.constant(''),
      at: fc.constant(at),
    }),
    fc.record({
      type: fc.constant('qualifyBidder' as const),
      bidId,
      assessments: fc.constant(x.assessments),
      at: fc.constant(at),
    }),
    fc.record({
      type: fc.constantFrom('scoreBid' as const, 'settleScore' as const),
      score: fc
        .tuple(bidId, fc.constantFrom('K2', 'K3'), fc.integer({ min: 0, max: 10 }), by)
        .map((given) => x.score(...given)),
      isPriceOpen: fc.constant(false),
    }),
    fc.constant<EvaluationCommand>({ type: 'settleQuality', at }),
    fc.constant<EvaluationCommand>(x.rankCommand(100, 100)),
    fc.constant<EvaluationCommand>({ type: 'finish', at }),
  );
  fc.assert(
    fc.property(fc.boolean(), fc.array(command, { maxLength: 40 }), (isReady, commands) => {
      let state = fold(evaluations, isReady ? ready.slice(0, -1) : [x.started]);
      for (const one of commands) {
        const before = state;
        try {
          state = evaluations.decide(one, state).reduce(evaluations.evolve, state);
        } catch (error) {
          if (!(error instanceof Rejection)) throw error;
        }
        if (state.status === 'none' || before.status === 'none') throw new Error('not started');
        if (before.qualitySettledAt !== null) expect(state.settledScores).toEqual(before.settledScores);
        if (state.ranking !== null) expect(state.qualitySettledAt).not.toBeNull();
        if (state.status === 'finished')
          expect(state.ranking?.['LOT-1']?.some(({ tied }) => tied)).toBe(false);
      }
    }),
  );
});
