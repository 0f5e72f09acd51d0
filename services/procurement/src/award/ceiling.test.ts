import { expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import fc from 'fast-check';
import * as x from '../../test/awardExamples.ts';
import { awards } from './award.ts';
import { type Ceiling, shareOf } from './ceiling.ts';
import type { WantedLot } from './choice.ts';

const lots = [
  { lotId: 'LOT-1', title: 'Taket' },
  { lotId: 'LOT-2', title: 'Rennene' },
];
const [first] = x.basis.ranking?.['LOT-1'] ?? [];
const ceiling: Ceiling = {
  maxOre: 1000,
  lots: [
    { lotId: 'LOT-1', estimatedValueOre: 200 },
    { lotId: 'LOT-2', estimatedValueOre: 100 },
  ],
};
const award = (ceilings: readonly (number | null)[], of: Ceiling | null = ceiling) =>
  given(awards, []).when({
    ...{ type: 'propose', procurementId: 'p', terms: x.terms, by: 'one', at: x.at },
    lots: lots.map(
      ({ lotId }, at): WantedLot => x.wanted(['a'], { lotId, ceilingOre: ceilings[at] ?? null }),
    ),
    basis: { lots, ceiling: of, winnersMax: 1, ranking: { 'LOT-1': [first!], 'LOT-2': [first!] } },
  });
const ceilingsOf = (ceilings: readonly (number | null)[]) => {
  const state = award(ceilings).state();
  return state.status === 'none' ? [] : state.lots.map(({ ceilingOre }) => ceilingOre);
};

test('the ceiling of a framework agreement is shared by the estimates, where the award says nothing else', () => {
  expect(ceilingsOf([null, null])).toEqual([666, 333]);
  expect(ceilingsOf([500, 500])).toEqual([500, 500]);
  expect(ceilingsOf([null, 10])).toEqual([666, 10]);
});

test('the ceilings are never above what was announced, and only a framework agreement has any', () => {
  award([900, 101]).rejects('ceiling_exceeded');
  award([900, null]).rejects('ceiling_exceeded');
  award([null, 5], null).rejects('ceiling_not_used');
});

test('the shares together are the whole, but for what does not divide', () => {
  const amount = fc.integer({ min: 1, max: 1_000_000_000_000 });
  fc.assert(
    fc.property(amount, fc.array(amount, { minLength: 1, maxLength: 20 }), (maxOre, estimates) => {
      const of = estimates.map((estimatedValueOre, at) => ({ lotId: `LOT-${at}`, estimatedValueOre }));
      const sum = of.reduce((total, { lotId }) => total + shareOf({ maxOre, lots: of }, lotId), 0);
      expect(sum).toBeLessThanOrEqual(maxOre);
      expect(sum).toBeGreaterThan(maxOre - of.length);
    }),
  );
});
