import { expect, test } from '@jest/globals';
import { searchOf } from './search.ts';

test.each([
  [' 3201-94/12 ', { matrikkel: '3201-94/12' }],
  ['0219 - 94 / 12', { matrikkel: '0219-94/12' }],
  ['300 123 456', { buildingNumber: '300123456' }],
  ['Rykkinn skole', { words: 'Rykkinn skole' }],
  ['12', { words: '12' }],
  ['  ', {}],
])('"%s" is looked for as what it is', (text, expected) => {
  expect(searchOf(text)).toEqual(expected);
});
