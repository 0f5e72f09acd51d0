import { describe, expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import * as x from '../../test/evaluationExamples.ts';
import { evaluations } from './evaluation.ts';
import type { EvaluationEvent } from './events.ts';

const { after, at, later, ready, stateOf } = x;

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
      procedure: 'open',
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
    procedure: 'open',
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
