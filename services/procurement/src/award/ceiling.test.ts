import { expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import fc from 'fast-check';
import * as x from '../../test/awardExamples.ts';
import { awards } from './award.ts';
import { type Ceiling, ceilingsOf, shareOf } from './ceiling.ts';
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
    ...{ type: 'propose', procurementId: 'p', terms: x.terms, evaluationVersion: 9, by: 'one', at: x.at },
    lots: lots.map(
      ({ lotId }, at): WantedLot => x.wanted(['a'], { lotId, ceilingOre: ceilings[at] ?? null }),
    ),
    basis: { lots, ceiling: of, winnersMax: 1, ranking: { 'LOT-1': [first!], 'LOT-2': [first!] } },
  });
const awarded = (ceilings: readonly (number | null)[]) => {
  const state = award(ceilings).state();
  return state.status === 'none' ? [] : state.lots.map(({ ceilingOre }) => ceilingOre);
};

test('the ceiling of a framework agreement is shared by the estimates, where the award says nothing else', () => {
  expect(awarded([null, null])).toEqual([666, 333]);
  expect(awarded([500, 500])).toEqual([500, 500]);
  expect(awarded([null, 10])).toEqual([666, 10]);
});

test('ceilings above what was announced are refused, and so are any where there is no framework agreement', () => {
  award([900, 101]).rejects('ceiling_exceeded');
  award([900, null]).rejects('ceiling_exceeded');
  award([null, 5], null).rejects('ceiling_not_used');
});

const amount = fc.integer({ min: 1, max: 1_000_000_000_000 });
/** A ceiling in millionths of the whole: around what a lot of a few may have, so that their sum is now above, now below. */
const wantedShare = fc.option(fc.integer({ min: 1, max: 600_000 }));

test('whatever is asked for, the ceilings are what was given or the share, and never above what was announced', () => {
  const met = { kept: 0, refused: 0, withoutFramework: 0 };
  const lot = fc.tuple(amount, wantedShare);
  fc.assert(
    fc.property(
      amount,
      fc.array(lot, { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      (maxOre, drawn, isFramework) => {
        const of: Ceiling = {
          maxOre,
          lots: drawn.map(([estimatedValueOre], at) => ({ lotId: `LOT-${at}`, estimatedValueOre })),
        };
        const asked = drawn.map(([, millionths], at) => ({
          lotId: `LOT-${at}`,
          ceilingOre: millionths === null ? null : Math.ceil((maxOre / 1_000_000) * millionths),
        }));
        const expected = asked.map(({ lotId, ceilingOre }) => ceilingOre ?? shareOf(of, lotId));
        const sumOre = expected.reduce((sum, one) => sum + one, 0);
        const ceilings = () => ceilingsOf(asked, isFramework ? of : null);
        if (!isFramework) {
          met.withoutFramework += 1;
          if (asked.every(({ ceilingOre }) => ceilingOre === null)) return expect(ceilings()).toBeNull();
          return expect(ceilings).toThrow(expect.objectContaining({ code: 'ceiling_not_used' }));
        }
        met[sumOre > maxOre ? 'refused' : 'kept'] += 1;
        if (sumOre > maxOre)
          return expect(ceilings).toThrow(expect.objectContaining({ code: 'ceiling_exceeded' }));
        expect([...(ceilings()?.values() ?? [])]).toEqual(expected);
      },
    ),
    { numRuns: 300 },
  );
  for (const count of Object.values(met)) expect(count).toBeGreaterThan(20);
});

test('the shares together are the whole, but for what does not divide', () => {
  fc.assert(
    fc.property(amount, fc.array(amount, { minLength: 1, maxLength: 20 }), (maxOre, estimates) => {
      const of = estimates.map((estimatedValueOre, at) => ({ lotId: `LOT-${at}`, estimatedValueOre }));
      const sum = of.reduce((total, { lotId }) => total + shareOf({ maxOre, lots: of }, lotId), 0);
      expect(sum).toBeLessThanOrEqual(maxOre);
      expect(sum).toBeGreaterThan(maxOre - of.length);
    }),
  );
});
