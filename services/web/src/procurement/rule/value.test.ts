import { expect, test } from '@jest/globals';
import { type RuleValue, valueFrom, valueText } from './value.ts';

test.each<[unit: string, text: string, value: RuleValue]>([
  ['NOK', '1 400 000', 1_400_000],
  ['days', '30', 30],
  ['text', 'Kalenderdager, fra dagen etter.', 'Kalenderdager, fra dagen etter.'],
  ['kinds', 'Tjenester, bygg og anlegg', ['services', 'works']],
  ['cpv', '90910000', ['90910000']],
  ['standing', 'på vilkår', 'on_conditions'],
  ['rule_key', 'eea_threshold.works', 'eea_threshold.works'],
])('a value of %s that is written as %j is sent as %j', (unit, text, value) => {
  expect(valueFrom(text, unit)).toEqual(value);
});

test('what is no number is sent as it is, so that the service refuses it', () => {
  expect(valueFrom('1,4 millioner', 'NOK')).toBe('1,4 millioner');
});

test.each<[unit: string, value: RuleValue, text: string]>([
  ['NOK', 1_300_000, '1\u00a0300\u00a0000\u00a0kr'],
  ['EUR', 216_000, '216\u00a0000\u00a0euro'],
  ['percent', 30, '30\u00a0%'],
  ['kinds', ['services', 'works'], 'tjenester, bygg og anlegg'],
  ['standing', 'not_allowed', 'kan ikke brukes'],
  // A sentence that happens to be a code is a sentence.
  ['text', 'works', 'works'],
])('a value of %s is shown to people: %j as %s', (unit, value, text) => {
  expect(valueText({ unit, value })).toBe(text);
});
