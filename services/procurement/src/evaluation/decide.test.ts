import { describe, expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import * as x from '../../test/evaluationExamples.ts';
import { evaluatorsMax } from './decide.ts';
import { evaluations } from './evaluation.ts';
import type { EvaluationEvent } from './events.ts';

const { after, at, ready, stateOf } = x;

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
    const reject = {
      type: 'rejectBid',
      procedure: 'open',
      bidId: 'a',
      ground: 'late',
      reason: 'Kom 10.01',
      at,
    } as const;
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
      procedure: 'open',
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

describe('a rejection', () => {
  const reject = (bidId: string) =>
    ({
      type: 'rejectBid',
      procedure: 'open',
      bidId,
      ground: 'not_qualified',
      reason: 'Attest mangler',
      at,
    }) as const;
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
