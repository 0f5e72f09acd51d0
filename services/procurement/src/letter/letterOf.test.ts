import { expect, test } from '@jest/globals';
import { htmlOf } from '../protocol/html.ts';
import { letterOf, type WrittenLetter } from './letterOf.ts';

const place = (rank: number, points: number) => ({
  ...{ rank, priceOre: 100_000_00 * rank, points, evaluatedPriceOre: null },
});
const lost: WrittenLetter = {
  ...{ procurementId: 'p1', procurementTitle: 'Nytt tak', supplierName: 'Firma B', annulledBecause: null },
  ...{ awardNumber: 1, supplierId: 'b', organisationNumber: '310000019', bidId: 'bid-b', outcome: 'lost' },
  rejection: null,
  lots: [
    {
      ...{ lotId: 'LOT-1', title: 'Taket', outcome: 'lost', reason: 'Best på pris og kvalitet.' },
      winners: [{ supplierId: 'a', name: 'Firma A', ...place(1, 9.25) }],
      own: place(2, 8.5),
      comparison: [
        {
          ...{ criterionId: 'K', title: 'Kvalitet', weightPercent: 40 },
          own: { points: 7, amountOre: null },
          best: { points: 9, amountOre: null },
        },
      ],
    },
  ],
  ...{ sentAt: '2026-11-23T09:00:00.000Z', standstillEndsAt: '2026-12-03T22:59:59.000Z' },
};
const wordsOf = (letter: WrittenLetter) => htmlOf(letterOf(letter)).replaceAll('\u00a0', ' ');

test('the letter says who won, why, the own points beside the best, the standstill’s end and how to complain', () => {
  const words = wordsOf(lost);
  for (const said of [
    'Firma A',
    'Best på pris og kvalitet.',
    '9,25 poeng',
    'plass 2, med pris 200 000 kr og 8,5 poeng',
    '<th scope="row">Kvalitet</th><td>40 %</td><td>7 poeng</td><td>9 poeng</td>',
    '3. desember 2026 kl. 23.59.59',
    'klage skriftlig',
  ])
    expect(words).toContain(said);
});

test('a rejected bidder reads the paragraph and the reason; an annulled award says so', () => {
  const rejected: WrittenLetter = {
    ...{ ...lost, outcome: 'rejected', lots: [] },
    rejection: { paragraph: '§ 24-8', reason: 'Forbehold om fristen.' },
  };
  expect(wordsOf(rejected)).toContain('Avvist etter FOA § 24-8');
  expect(wordsOf({ ...lost, annulledBecause: 'Feil i poengene.' })).toContain('omgjort: Feil i poengene.');
});

test('where there is no standstill it says so, and in a model by evaluated price there are amounts for points', () => {
  const [lot] = lost.lots;
  const byPrice = { ...place(2, 0), points: null, evaluatedPriceOre: 123_00 };
  const words = wordsOf({ ...lost, standstillEndsAt: null, lots: [{ ...lot!, own: byPrice }] });
  expect(words).toContain('Det er ingen karens');
  expect(words).toContain('evaluert pris 123 kr');
});
