import { expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import * as x from '../../test/awardExamples.ts';
import { awards } from './award.ts';
import type { Basis, WantedLot } from './choice.ts';
import type { Letter } from './letter.ts';

const { at, approved, basis, planned, proposed, standstill, terms, wanted } = x;
const propose = (lots: readonly WantedLot[], more: Partial<Basis> = {}) =>
  ({
    type: 'propose',
    procurementId: 'p',
    lots,
    terms,
    basis: { ...basis, ...more },
    evaluationVersion: 9,
    by: 'one',
    at,
  }) as const;
const letter = { supplierId: 'b' } as Letter;
const approve = {
  type: 'approve',
  title: 'Nytt tak',
  measureId: 'm',
  standstill,
  contracts: planned,
  letters: [letter],
  evaluationVersion: 9,
  by: 'two',
  at,
} as const;
const annul = { type: 'annul', title: 'Nytt tak', reason: 'Klagen fikk medhold', by: 'one', at } as const;

test('a lot goes to the first of its ranking', () => {
  given(awards, [])
    .when(propose([wanted(['a'])]))
    .then([proposed]);
});

test.each<[string, readonly WantedLot[], Partial<Basis>]>([
  ['not_by_ranking', [wanted(['b'])], {}],
  ['not_by_ranking', [wanted(['a', 'c'])], { winnersMax: 2 }],
  ['not_by_ranking', [wanted(['b', 'a'])], { winnersMax: 2 }],
  ['not_by_ranking', [wanted(['a', 'b', 'c', 'd'])], { winnersMax: 9 }],
  ['not_by_ranking', [wanted(['a'])], { ranking: { 'LOT-1': [] } }],
  ['too_many_winners', [wanted(['a', 'b'])], {}],
  ['lot_not_awarded', [wanted([])], {}],
  ['lot_not_awarded', [wanted(['a'])], { lots: [...basis.lots, { lotId: 'LOT-2', title: 'Rennene' }] }],
  ['lot_not_found', [wanted(['a'], { lotId: 'LOT-9' })], {}],
  ['part_twice', [wanted(['a']), wanted(['a'])], {}],
  ['value_not_used', [wanted(['a'], { valueOre: 1 })], {}],
  ['value_missing', [wanted(['z'])], { ranking: null }],
])('a choice is refused: %s (%j)', (code, lots, more) => {
  given(awards, []).when(propose(lots, more)).rejects(code);
});

test('of a framework agreement the first ones win, by rank, as many as there is room for', () => {
  const state = given(awards, [])
    .when(propose([wanted(['a', 'b'])], { winnersMax: 3 }))
    .state();
  expect(state).toMatchObject({
    lots: [
      {
        winners: [
          { supplierId: 'a', rank: 1 },
          { supplierId: 'b', rank: 2 },
        ],
      },
    ],
  });
});

test('a lot that nobody has bid for is won by nobody, and a direct purchase by whom the officer names', () => {
  const nobody = given(awards, [])
    .when(propose([wanted([])], { ranking: { 'LOT-1': [] } }))
    .state();
  expect(nobody).toMatchObject({ lots: [{ winners: [] }] });
  const direct = given(awards, [])
    .when(propose([wanted(['z'], { valueOre: 900 })], { ranking: null }))
    .state();
  expect(direct).toMatchObject({ lots: [{ winners: [{ supplierId: 'z', bidId: null, priceOre: 900 }] }] });
});

test('terms that end before they begin are refused', () => {
  const backwards = { ...terms, startsOn: '2026-12-02', endsOn: '2026-12-01' };
  given(awards, [])
    .when({ ...propose([wanted(['a'])]), terms: backwards })
    .rejects('ends_before_start');
});

test('a second person approves what was proposed, once, and every bidder is told in the same step', () => {
  given(awards, []).when(approve).rejects('award_missing');
  given(awards, [proposed])
    .when({ ...approve, by: 'one' })
    .rejects('same_person');
  given(awards, [proposed])
    .when(approve)
    .then([
      approved,
      { type: 'BidderInformed', data: { ...letter, procurementId: 'p', procurementTitle: 'Nytt tak' } },
    ]);
  given(awards, [proposed])
    .when({ ...approve, evaluationVersion: 10 })
    .rejects('award_outdated');
  given(awards, [proposed, approved]).when(approve).rejects('award_approved');
  given(awards, [proposed, approved])
    .when(propose([wanted(['a'])]))
    .rejects('award_approved');
});

test('an approved award can be annulled, once; then another is proposed', () => {
  given(awards, [proposed]).when(annul).rejects('award_missing');
  const informed = given(awards, [proposed]).when(approve);
  expect(informed.state()).toMatchObject({ status: 'approved', informedSupplierIds: ['b'] });
  const annulled = awards.decide(annul, informed.state());
  expect(annulled).toMatchObject([{ type: 'AwardAnnulled', data: { number: 1, supplierIds: ['b'] } }]);
  given(awards, [proposed, approved, ...annulled])
    .when(annul)
    .rejects('award_missing');
  given(awards, [proposed, approved, ...annulled])
    .when(approve)
    .rejects('award_missing');
  const again = given(awards, [proposed, approved, ...annulled])
    .when(propose([wanted(['a'])]))
    .state();
  expect(again).toMatchObject({
    status: 'proposed',
    number: 2,
    standstill: null,
    contracts: [],
    annulled: null,
  });
});
