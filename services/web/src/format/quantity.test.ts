import { expect, test } from '@jest/globals';
import { numberFrom, organisationNumberText, personWeeks } from './quantity.ts';

test('hours may be written with comma or full stop', () => {
  expect(numberFrom('37,5')).toBe(37.5);
  expect(numberFrom('37.25')).toBe(37.25);
  expect(numberFrom('1 200')).toBe(1200);
  expect(numberFrom('0')).toBe(0);
});

test.each(['', 'to', '-1', '1,234', '1e3', '1,2,3'])('%j is no number of hours', (text) => {
  expect(numberFrom(text)).toBeUndefined();
});

test('37.5 hours are one person-week', () => {
  expect(personWeeks(37.5)).toBe('1');
  expect(personWeeks(100)).toBe('2,7');
});

test('an organisation number is shown in groups of three', () => {
  expect(organisationNumberText('123456785')).toBe('123\u00a0456\u00a0785');
});
