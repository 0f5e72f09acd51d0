import { describe, expect, test } from '@jest/globals';
import { fold, Rejection } from '@tiltak/decider';
import { given } from '@tiltak/decider/testing';
import fc from 'fast-check';
import * as x from '../../test/evaluationExamples.ts';
import { evaluatorsMax } from './decide.ts';
import { type EvaluationCommand, type EvaluationEvent, evaluations, isQualitySettled } from './evaluation.ts';

const { at, later } = x;
const ready = [...x.settledAs({ a: [6, 6], b: [9, 8] }), x.qualitySettled];
/** The events of a command after others, and all of them together. */
function after(events: readonly EvaluationEvent[], ...commands: readonly EvaluationCommand[]) {
  const all = [...events];
  for (const command of commands) all.push(...evaluations.decide(command, fold(evaluations, all)));
  return all;
}
const stateOf = (events: readonly EvaluationEvent[]) => {
  const state = fold(evaluations, events);
  if (state.status === 'none') throw new Error('not started');
  return state;
};

describe('the start', () => {
  test('fixes what the bids are compared by, and happens once', () => {
    given(evaluations, [])
      .when({ type: 'start', ...x.startData })
      .then([x.started]);
    given(evaluations, [x.started])
      .when({ type: 'start', ...x.startData })
      .rejects('evaluation_started');
    given(evaluations, []).when({ type: 'settleQuality', at }).rejects('evaluation_not_started');
  });

  test('of a later round begins anew with its bids, and with those who were appointed', () => {
    const next = { ...x.startData, basis: { ...x.basis, round: 2 } };
    const state = stateOf(after(ready, { type: 'start', ...next }));
    expect(state).toMatchObject({ qualitySettledAt: null, settledScores: [], basis: { round: 2 } });
    expect(state.evaluators.map(({ subject }) => subject)).toEqual(['eva', 'ola']);
    given(evaluations, ready)
      .when({ type: 'start', ...x.startData })
      .rejects('evaluation_started');
  });

  test('needs a weight of the price where missing quality is surcharged', () => {
    const criteria = x.basis.criteria.filter(({ type }) => type !== 'price');
    given(evaluations, [])
      .when({
        type: 'start',
        ...x.startData,
        basis: { ...x.basis, criteria, priceModel: { type: 'surcharge' } },
      })
      .rejects('price_criterion_missing');
  });
});

describe('evaluators', () => {
  test('score only when they were appointed and have declared that they are impartial', () => {
    const scoreBid = { type: 'scoreBid', score: x.score('a', 'K2', 7), isPriceOpen: false } as const;
    given(evaluations, [x.started]).when(scoreBid).rejects('not_evaluator');
    given(evaluations, [x.started, x.appointed('eva')])
      .when(scoreBid)
      .rejects('declaration_missing');
    given(evaluations, [x.started, x.appointed('eva'), x.declared('eva', false)])
      .when(scoreBid)
      .rejects('conflict_of_interest');
    given(evaluations, x.staffed)
      .when(scoreBid)
      .then([x.scored('a', 'K2', 7)]);
  });

  test('declare once; one who is dismissed takes the scores along', () => {
    const declare = {
      type: 'declareImpartiality',
      by: 'eva',
      isImpartial: true,
      statement: '',
      at,
    } as const;
    given(evaluations, x.staffed).when(declare).rejects('already_declared');
    given(evaluations, x.staffed)
      .when({ ...declare, by: 'per' })
      .rejects('not_evaluator');
    const dismiss = { type: 'dismissEvaluator', subject: 'eva', reason: 'Slektskap' } as const;
    const state = stateOf(after([...x.staffed, x.scored('a', 'K2', 7)], dismiss));
    expect(state).toMatchObject({ evaluators: [{ subject: 'ola' }], scores: [] });
    given(evaluations, ready).when(dismiss).rejects('quality_settled');
  });

  test(`are ${evaluatorsMax} at the most, and appointed once each`, () => {
    const many = Array.from({ length: evaluatorsMax }, (_, one) => x.appointed(`person-${one}`));
    const appoint = (subject: string) => ({ type: 'appointEvaluator', subject, at }) as const;
    given(evaluations, [x.started, ...many])
      .when(appoint('eva'))
      .rejects('too_many_evaluators');
    given(evaluations, [x.started, ...many])
      .when(appoint('person-1'))
      .then([]);
  });
});

describe('a bidder', () => {
  const qualify = { type: 'qualifyBidder', bidId: 'a', assessments: x.assessments, at } as const;

  test('is qualified when every requirement was looked at and is fulfilled', () => {
    given(evaluations, [x.started])
      .when(qualify)
      .then([x.qualified('a')]);
    given(evaluations, [x.started])
      .when({ ...qualify, assessments: [] })
      .rejects('requirement_not_assessed');
    given(evaluations, [x.started])
      .when({ ...qualify, assessments: [...x.assessments, ...x.assessments] })
      .rejects('requirement_not_assessed');
    given(evaluations, [x.started])
      .when({ ...qualify, assessments: [{ requirementId: 'R1', isFulfilled: false, note: '' }] })
      .rejects('requirement_not_fulfilled');
    given(evaluations, [x.started])
      .when({ ...qualify, bidId: 'z' })
      .rejects('not_found');
  });

  test('who was late can only be rejected, and no other can be rejected for that', () => {
    const late: EvaluationEvent = {
      type: 'EvaluationStarted',
      data: { ...x.startData, bids: x.startData.bids.map((bid) => ({ ...bid, isLate: true })) },
    };
    const reject = { type: 'rejectBid', bidId: 'a', ground: 'late', reason: 'Kom 10.01', at } as const;
    given(evaluations, [late]).when(qualify).rejects('late_bid');
    given(evaluations, [late])
      .when(reject)
      .then([
        {
          type: 'BidRejected',
          data: { bidId: 'a', ground: 'late', paragraph: '§ 24-1', reason: 'Kom 10.01', at },
        },
      ]);
    given(evaluations, [x.started]).when(reject).rejects('bid_not_late');
  });

  test('who is rejected is out of everything that follows', () => {
    const rejected = after([x.started], {
      type: 'rejectBid',
      bidId: 'a',
      ground: 'not_qualified',
      reason: 'Mangler sentral godkjenning',
      at,
    });
    given(evaluations, rejected).when(qualify).rejects('bid_rejected');
    expect(stateOf(rejected).bids[0]).toMatchObject({
      status: 'rejected',
      rejection: { paragraph: '§ 24-2' },
    });
  });
});

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

describe('the ranking', () => {
  test('stands with its whole arithmetic, and with the supplier of each bid', () => {
    const state = stateOf(after(ready, x.rankCommand(100_000_000, 125_000_000)));
    expect(state.ranking).toMatchObject({
      'LOT-1': [
        { bidId: 'b', supplierId: 'supplier-b', points: 8.1, rank: 1, priceOre: 125_000_000 },
        { bidId: 'a', supplierId: 'supplier-a', points: 7.6, rank: 2, parts: [{}, {}, {}] },
      ],
    });
  });

  test('comes after the settled quality and the opened prices, and by no other model than at the opening', () => {
    const rank = x.rankCommand(1, 2);
    given(evaluations, ready.slice(0, -1)).when(rank).rejects('quality_not_settled');
    given(evaluations, ready)
      .when({ ...rank, specificationVersion: 4 })
      .rejects('model_fixed');
    given(evaluations, ready)
      .when({ ...rank, unopenedBidIds: ['b'] })
      .rejects('prices_not_open');
    given(evaluations, ready)
      .when({ ...rank, prices: rank.prices.slice(1) })
      .rejects('bid_price_missing');
  });

  test('is made anew when a bid is rejected after it, without that bid', () => {
    const reject = {
      type: 'rejectBid',
      bidId: 'b',
      ground: 'essential_deviation',
      reason: 'Forbehold mot dagmulkt',
      at,
    } as const;
    const rejected = after(ready, x.rankCommand(100, 125), reject);
    expect(stateOf(rejected).ranking).toBeNull();
    given(evaluations, rejected).when({ type: 'finish', at }).rejects('not_ranked');
    const again = stateOf(after(rejected, x.rankCommand(100, 125)));
    expect(again.ranking?.['LOT-1']).toMatchObject([{ bidId: 'a', rank: 1 }]);
  });

  test('of more bids than one event holds is told in several, and stands whole', () => {
    const bids = Array.from({ length: 1201 }, (_, n) => ({
      ...x.startData.bids[0]!,
      bidId: `bid-${String(n).padStart(4, '0')}`,
    }));
    const half = { type: 'price', weightPercent: 50, lotIds: null } as const;
    const criteria = [
      { ...half, criterionId: 'K1' },
      { ...half, criterionId: 'K2' },
    ];
    const events: EvaluationEvent[] = [
      { type: 'EvaluationStarted', data: { ...x.startData, basis: { ...x.basis, criteria }, bids } },
      ...bids.map(({ bidId }) => x.qualified(bidId)),
      x.qualitySettled,
    ];
    const prices = bids.map(({ bidId }, n) => ({ bidId, lotId: 'LOT-1', priceOre: n + 1 }));
    const ranked = after(events, {
      ...x.rankCommand(1, 1),
      prices,
    });
    expect(ranked.filter(({ type }) => type === 'BidsRanked')).toHaveLength(2);
    expect(stateOf(ranked).ranking?.['LOT-1']?.map(({ rank }) => rank)).toEqual(bids.map((_, n) => n + 1));
  });
});

describe('a price that looks abnormally low', () => {
  const ranked = after(ready, x.rankCommand(50, 125));
  const ask = { type: 'askForExplanation', bidId: 'a', question: 'Hvordan?', answerBy: later, at } as const;
  const reject = {
    type: 'rejectBid',
    bidId: 'a',
    ground: 'abnormally_low',
    reason: 'Forklarer ikke timeprisen',
    at,
  } as const;

  test('is a ground only after the bidder was asked and has answered, or let the time pass', () => {
    given(evaluations, ranked).when(reject).rejects('explanation_not_asked');
    const asked = after(ranked, ask);
    given(evaluations, asked).when(reject).rejects('explanation_pending');
    given(evaluations, asked).when({ type: 'finish', at }).rejects('explanation_pending');
    expect(after(asked, { ...reject, at: later })).toHaveLength(asked.length + 1);
    const answered = after(asked, {
      type: 'recordExplanation',
      bidId: 'a',
      explanation: 'Egen maskinpark',
      at,
    });
    expect(after(answered, reject)).toHaveLength(answered.length + 1);
    expect(after(answered, { type: 'finish', at })).toHaveLength(answered.length + 1);
  });

  test('is asked about once, when prices are known, and with time to answer', () => {
    given(evaluations, ready).when(ask).rejects('not_ranked');
    given(evaluations, ranked)
      .when({ ...ask, answerBy: '2026-11-24T09:59:59.000Z' })
      .rejects('answer_time_too_short');
    given(evaluations, after(ranked, ask)).when(ask).rejects('explanation_asked');
    given(evaluations, ranked)
      .when({ type: 'recordExplanation', bidId: 'a', explanation: 'x', at })
      .rejects('explanation_not_asked');
  });
});

describe('bids that are equal', () => {
  // 0.4 x 10 + 0.3 x 6 + 0.3 x 8 each.
  const tied = after([...x.settledAs({ a: [6, 8], b: [8, 6] }), x.qualitySettled], x.rankCommand(100, 100));
  const drawn = { type: 'drawLots', lotId: 'LOT-1', bidIds: ['b', 'a'], note: 'Trukket', by: 'one' } as const;

  test('hold the end up until they have an order', () => {
    given(evaluations, tied).when({ type: 'finish', at }).rejects('tie_open');
    const settled = after(tied, {
      type: 'settleTie',
      lotId: 'LOT-1',
      rule: 'best_climate',
      note: 'Konkurransegrunnlaget pkt. 5.2',
      by: 'one',
    });
    expect(stateOf(settled).ranking?.['LOT-1']).toMatchObject([
      { bidId: 'a', rank: 1, tied: false },
      { bidId: 'b', rank: 2, tied: false },
    ]);
    given(evaluations, settled).when({ type: 'finish', at }).then([x.finished]);
    given(evaluations, settled).when(drawn).rejects('no_tie');
  });

  test('are not put in order by a rule by which they are equal too', () => {
    given(evaluations, tied)
      .when({ type: 'settleTie', lotId: 'LOT-1', rule: 'lowest_price', note: '', by: 'one' })
      .rejects('still_tied');
  });

  test('are put in order by lots that two persons saw', () => {
    given(evaluations, tied)
      .when({ type: 'confirmDrawing', lotId: 'LOT-1', by: 'two' })
      .rejects('drawing_missing');
    given(evaluations, tied)
      .when({ ...drawn, bidIds: ['a'] })
      .rejects('not_the_tie');
    given(evaluations, tied)
      .when({ ...drawn, bidIds: ['a', 'a'] })
      .rejects('not_the_tie');
    const written = after(tied, drawn);
    given(evaluations, written).when({ type: 'finish', at }).rejects('tie_open');
    given(evaluations, written)
      .when({ type: 'confirmDrawing', lotId: 'LOT-1', by: 'one' })
      .rejects('same_person');
    const confirmed = after(written, { type: 'confirmDrawing', lotId: 'LOT-1', by: 'two' });
    expect(stateOf(confirmed).ranking?.['LOT-1']?.map(({ bidId }) => bidId)).toEqual(['b', 'a']);
    expect(stateOf(confirmed).tieSettlements).toMatchObject([{ by: 'one', confirmedBy: 'two' }]);
  });
});

describe('a rejection', () => {
  const reject = (bidId: string) =>
    ({ type: 'rejectBid', bidId, ground: 'not_qualified', reason: 'Attest mangler', at }) as const;
  const reinstate = { type: 'reinstateBid', bidId: 'a', reason: 'Attesten lå ved', at } as const;

  test('may be taken back, and the bid is assessed anew', () => {
    given(evaluations, x.staffed).when(reinstate).rejects('bid_not_rejected');
    const state = stateOf(after(x.staffed, reject('a'), reinstate));
    expect(state.bids[0]).toMatchObject({ status: 'received', rejection: null });
  });

  test('of a scored bid may be taken back after the prices are open, of another one not', () => {
    const ranked = after(ready, x.rankCommand(100, 125), reject('a'), reinstate);
    given(evaluations, ranked).when(x.rankCommand(100, 125)).rejects('bid_not_assessed');
    const again = after(ranked, { type: 'qualifyBidder', bidId: 'a', assessments: x.assessments, at });
    expect(stateOf(after(again, x.rankCommand(100, 125))).ranking?.['LOT-1']).toHaveLength(2);
    const early = after(x.staffed, reject('a'), reject('b'), { type: 'settleQuality', at });
    given(evaluations, early).when(reinstate).rejects('score_missing');
  });
});

test('an evaluation is reopened only when it is finished, and the scores of quality stay as they are', () => {
  const finished = after(ready, x.rankCommand(100, 125), { type: 'finish', at });
  const reopen = { type: 'reopen', reason: 'KOFA ga klager medhold', at } as const;
  given(evaluations, ready).when(reopen).rejects('evaluation_not_finished');
  const again = after(finished, reopen);
  given(evaluations, again)
    .when({ type: 'settleScore', score: x.score('a', 'K2', 10), isPriceOpen: true })
    .rejects('quality_settled');
  expect(after(again, x.rankCommand(100, 125), { type: 'finish', at })).toHaveLength(again.length + 2);
});

test('a finished evaluation changes no more', () => {
  const finished = after(ready, x.rankCommand(100, 125), { type: 'finish', at });
  given(evaluations, finished).when(x.rankCommand(100, 125)).rejects('evaluation_finished');
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
        if (isQualitySettled(before)) expect(state.settledScores).toEqual(before.settledScores);
        if (state.ranking !== null) expect(isQualitySettled(state)).toBe(true);
        if (state.status === 'finished')
          expect(state.ranking?.['LOT-1']?.some(({ tied }) => tied)).toBe(false);
      }
    }),
  );
});
