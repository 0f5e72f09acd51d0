import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { kroner, kronerAsEntered, kronerAtAGlance, oreFrom } from './money.ts';

const limitOre = 1_000_000_000_000_00;
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test.each([
  ['12 500,50', 1_250_050],
  ['12\u00a0500,50', 1_250_050],
  ['12\u202f500,50', 1_250_050],
  ['12500,5', 1_250_050],
  ['12500', 1_250_000],
  ['0,07', 7],
  ['1 234 567,89', 123_456_789],
  ['900,-', 90_000],
  ['kr 900', 90_000],
  [' 900 kr ', 90_000],
  ['4,35', 435],
  ['1,15', 115],
  ['1000000000000', limitOre],
])('%j is read as exactly %d øre', (text, amountOre) => {
  expect(oreFrom(text)).toBe(amountOre);
});

test.each([
  '',
  ' ',
  'mye',
  '12.500',
  '12.500,50',
  '12500.50',
  '12,345',
  '1 25 00',
  '1 2500',
  '-5',
  '1e5',
  '0x10',
  '١٢',
  'NaN',
  'Infinity',
  '1000000000000,01',
  '99999999999999999999',
])('%j is not taken for an amount', (text) => {
  expect(oreFrom(text)).toBeUndefined();
});

test('every amount up to the limit survives being shown and read again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: limitOre }), (amountOre) => {
      expect(oreFrom(kronerAsEntered(amountOre))).toBe(amountOre);
      expect(oreFrom(kroner(amountOre))).toBe(amountOre);
    }),
  );
});

test('whole kroner are shown without decimals, others with two', () => {
  expect(plain(kroner(1_250_050))).toBe('12 500,50 kr');
  expect(plain(kroner(1_250_000))).toBe('12 500 kr');
  expect(plain(kroner(5))).toBe('0,05 kr');
});

test('at a glance a million and more is shown in MNOK', () => {
  expect(plain(kronerAtAGlance(23_000_000_00))).toBe('23,0 MNOK');
  expect(plain(kronerAtAGlance(22_987_500_00))).toBe('22,99 MNOK');
  expect(plain(kronerAtAGlance(999_999_99))).toBe('999 999,99 kr');
});
