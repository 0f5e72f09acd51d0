import { expect, test } from '@jest/globals';
import { questionIn, rowsIn, usualCompetition } from './question.ts';

const asked = (more: Readonly<Record<string, string>>) =>
  questionIn(new Map([...usualCompetition, ...Object.entries(more)]));

test('a competition without bids is asked about by its estimated value', () => {
  expect(asked({ verdi: '5 000 000' })).toEqual({
    ok: true,
    value: {
      criteria: [
        { criterionId: 'K0', type: 'price', weightPercent: 40 },
        { criterionId: 'K1', type: 'quality', weightPercent: 30 },
        { criterionId: 'K2', type: 'climate', weightPercent: 30 },
      ],
      priceModel: { type: 'linear' },
      bids: [],
      estimatedValueOre: 500_000_000,
    },
  });
});

test('a bid counts when it has a price, and then needs points for each criterion that has a weight', () => {
  expect(asked({ prisA: '1 000', poengA1: '7,5', poengA2: '8' })).toMatchObject({
    ok: true,
    value: {
      bids: [
        {
          bidId: 'A',
          priceOre: 100_000,
          points: [
            { criterionId: 'K1', points: 7.5 },
            { criterionId: 'K2', points: 8 },
          ],
        },
      ],
    },
  });
  expect(asked({ prisA: '1 000', poengA1: '11' })).toMatchObject({
    ok: false,
    errors: {
      fields: { poengA1: 'Skriv poeng fra 0 til 10.', poengA2: 'Skriv poeng fra 0 til 10.' },
    },
  });
});

test('priced quality needs a value for each criterion, the other models none', () => {
  expect(asked({ modell: 'priced_quality', verdi1: '400 000' })).toMatchObject({
    ok: false,
    errors: { fields: { verdi2: 'Skriv beløpet i kroner.' } },
  });
  expect(asked({ modell: 'priced_quality', verdi1: '400 000', verdi2: '600 000' })).toMatchObject({
    value: { priceModel: { valuesOre: [{ fullScoreOre: 40_000_000 }, { fullScoreOre: 60_000_000 }] } },
  });
});

test.each([
  ['vekt1', '0'],
  ['vekt1', '12,5'],
  ['vekt0', 'mye'],
  ['modell', 'tombola'],
  ['verdi', '-5'],
  ['prisB', '0'],
])('%s: %j is pointed out at its field', (name, value) => {
  expect(asked({ [name]: value })).toMatchObject({
    ok: false,
    errors: { fields: { [name]: expect.any(String) } },
  });
});

test('as many rows are shown as were sent, within bounds', () => {
  expect(rowsIn(new Map())).toEqual([1, 2, 3, 4]);
  expect(rowsIn(new Map([['vekt7', '5']]))).toHaveLength(7);
  expect(rowsIn(new Map([['vekt99', '5']]))).toHaveLength(11);
});
