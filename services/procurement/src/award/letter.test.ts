import { expect, test } from '@jest/globals';
import { type LetterFacts, lettersOf } from './letter.ts';

const row = (supplierId: string, rank: number, points: number) => ({
  supplierId,
  bidId: `bid-${supplierId}`,
  rank,
  priceOre: 100 * rank,
  points,
  evaluatedPriceOre: null,
  parts: [
    { criterionId: 'P', points: points - 1, amountOre: null },
    { criterionId: 'K', points: points + 1, amountOre: null },
  ],
});
const bid = (supplierId: string, rejection: LetterFacts['bids'][number]['rejection'] = null) => ({
  bidId: `bid-${supplierId}`,
  supplierId,
  rejection,
});
const facts: LetterFacts = {
  number: 1,
  lots: [{ lotId: 'LOT-1', title: 'Taket', reason: 'Best', winners: [{ supplierId: 'a' }] }],
  bids: [bid('a'), bid('b'), bid('c'), bid('d', { paragraph: '§ 24-1', reason: 'Kom for sent' })],
  ranking: { 'LOT-1': [row('a', 1, 9), row('b', 2, 8), row('c', 3, 5)] },
  criteria: [
    { criterionId: 'P', title: 'Pris', weightPercent: 50 },
    { criterionId: 'K', title: 'Kvalitet', weightPercent: 50 },
    { criterionId: 'X', title: 'Bare i en annen delkontrakt', weightPercent: 100 },
  ],
  suppliers: new Map(
    ['a', 'b', 'c', 'd'].map((id) => [id, { organisationNumber: '310000019', name: `Firma ${id}` }]),
  ),
  sentAt: '2026-11-23T09:00:00.000Z',
  standstillEndsAt: '2026-12-03T23:00:00.000Z',
};

test('every bidder gets a letter: who has won, why, and its own score beside the best', () => {
  const letters = lettersOf(facts);
  expect(letters.map(({ supplierId, outcome }) => [supplierId, outcome])).toEqual([
    ['a', 'won'],
    ['b', 'lost'],
    ['c', 'lost'],
    ['d', 'rejected'],
  ]);
  expect(letters[1]).toMatchObject({
    standstillEndsAt: facts.standstillEndsAt,
    rejection: null,
    lots: [
      {
        reason: 'Best',
        winners: [{ name: 'Firma a', rank: 1, points: 9 }],
        own: { rank: 2, points: 8, priceOre: 200 },
        comparison: [
          { title: 'Pris', own: { points: 7 }, best: { points: 8 } },
          { title: 'Kvalitet', own: { points: 9 }, best: { points: 10 } },
        ],
      },
    ],
  });
  expect(letters[1]?.lots[0]?.comparison).toHaveLength(2);
});

test('a letter says nothing of the other losers, and one to a rejected bidder why it was rejected', () => {
  const [, toB, , toD] = lettersOf(facts).map((letter) => JSON.stringify(letter));
  expect(toB).not.toContain('Firma c');
  expect(toB).not.toContain('bid-c');
  expect(toD).toContain('§ 24-1');
  expect(JSON.parse(toD ?? '')).toMatchObject({ lots: [] });
});
